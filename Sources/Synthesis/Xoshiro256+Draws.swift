/// Draws from distributions.
///
/// None of them comes from the standard library, whose algorithms may change between versions.
extension Xoshiro256 {
    /// Uniform over the multiples of 2⁻⁵³ in [0, 1).
    @inline(__always)
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Uniform over [lower, upper).
    mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
        lower + (upper - lower) * unit()
    }

    /// Uniform over 0..<count, with a bias below count · 2⁻⁶⁴.
    ///
    /// - Precondition: `count` is positive.
    mutating func index(below count: Int) -> Int {
        precondition(count > 0, "there is nothing to choose from")
        return Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// True with the given probability.
    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// An index drawn in proportion to its weight.
    ///
    /// - Precondition: there is at least one weight, and none is negative.
    mutating func index(weights: some Collection<Double>) -> Int {
        var left = weights.reduce(0, +) * unit()
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.count - 1
    }

    /// Standard normal, by the polar method (Marsaglia, Bray 1964, doi:10.1137/1006063).
    mutating func normal() -> Double {
        while true {
            let u = uniform(-1, 1)
            let v = uniform(-1, 1)
            let square = u * u + v * v
            if square > 0, square < 1 { return u * (-2 * Portable.log(square) / square).squareRoot() }
        }
    }

    /// The sum of four uniforms from one word, with mean 0 and variance 1: close to normal, without its tails, and
    /// cheap enough for a draw at every report of the device.
    @inline(__always)
    mutating func nearNormal() -> Double {
        let word = next()
        let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
        return (Double(sum) - 131_070) * 2.642_899_8e-5
    }

    /// Log-normal with the given median; `spread` is the standard deviation of its logarithm.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        median * Portable.exp(spread * normal())
    }

    /// The number of successes before the first failure, with the given mean, at most `limit`.
    mutating func geometric(mean: Double, limit: Int) -> Int {
        let success = mean / (1 + mean)
        var count = 0
        while count < limit, chance(success) { count += 1 }
        return count
    }
}
