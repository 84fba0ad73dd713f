/// A labelled mark on an axis.
struct Tick: Equatable {
    /// Its place from the beginning (0) to the end (1) of the axis.
    var fraction: Double
    var label: String
}

/// A number that people count in: 1, 2 or 5 times a power of ten.
struct NiceNumber: Equatable {
    private(set) var digit = 1
    private(set) var exponent: Int

    /// 10 to the power of `exponent`.
    init(powerOfTen exponent: Int) {
        self.exponent = exponent
    }

    /// The smallest nice number, from 10 to the power of `exponent` on, of which `count` reach `length`.
    ///
    /// - Precondition: `length` is finite and `count` positive.
    init(of count: Int, reaching length: Double, from exponent: Int) {
        self.init(powerOfTen: exponent)
        while times(count) < length { advance() }
    }

    var value: Double { times(1) }

    /// The number times `factor`, rounded once while the power of ten is a whole number below 2⁵³.
    func times(_ factor: Int) -> Double {
        var power = 1.0
        for _ in 0..<abs(exponent) { power *= 10 }
        let multiple = Double(factor) * Double(digit)
        return exponent < 0 ? multiple / power : multiple * power
    }

    /// `times(factor)` in figures.
    func label(times factor: Int) -> String {
        guard exponent < 4 else { return "\(factor * digit)e\(exponent)" }
        return String(fixedPoint: times(factor), decimals: max(0, -exponent))
    }

    /// Becomes the next larger nice number.
    mutating func advance() {
        switch digit {
        case 1: digit = 2
        case 2: digit = 5
        default:
            digit = 1
            exponent += 1
        }
    }
}

/// An axis from 0 to a multiple of a nice number.
struct CountAxis {
    let upper: Double
    let ticks: [Tick]

    /// The axis that holds `largest` and has at most six ticks, its step 10 to the power of `exponent` or more.
    init(holding largest: Double, smallestStepPowerOfTen exponent: Int) {
        let step = NiceNumber(of: 5, reaching: largest, from: exponent)
        var steps = 1
        while step.times(steps) < largest { steps += 1 }
        upper = step.times(steps)
        ticks = (0...steps).map { Tick(fraction: Double($0) / Double(steps), label: step.label(times: $0)) }
    }
}
