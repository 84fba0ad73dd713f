import Snapshots

/// How often which time came between two events, on the scale of `IntervalScale`: 768 bytes, about a tenth while it is packed,
/// and none before the first time.
struct GapHistogram: Sendable {
    /// The counts of all cells, which stay at the largest they can have; none before the first time, and while they are packed.
    private var unpacked: [UInt16] = []
    /// The counts in gamma code; `nil` while they are not packed.
    private var packed: [UInt8]?

    /// Nothing counted yet.
    init() {}

    /// What was counted before.
    ///
    /// - Precondition: there is a count for each cell, or there are none.
    init(_ counts: [UInt16]) {
        precondition(counts.isEmpty || counts.count == IntervalScale.cellCount, "a count for each cell")
        unpacked = counts
    }

    /// The counts of all cells; none before the first time.
    var counts: [UInt16] {
        guard let packed else { return unpacked }
        var reader = SnapshotReader(packed)
        do throws(SnapshotCorruption) {
            return try reader.smallIntegers(count: IntervalScale.cellCount).map { UInt16($0) }
        } catch {
            preconditionFailure("what was packed here can be unpacked: \(error)")
        }
    }

    /// Bytes of memory that the counts take.
    var byteCount: Int { unpacked.capacity * MemoryLayout<UInt16>.stride + (packed?.capacity ?? 0) }

    /// Lets the counts take little memory until a time comes again.
    mutating func pack() {
        guard !unpacked.isEmpty else { return }
        var writer = SnapshotWriter()
        writer.append(small: unpacked.map(UInt32.init))
        packed = writer.bytes.fitted
        unpacked = []
    }

    /// Counts a time, in ms.
    mutating func add(_ time: Int64) {
        if unpacked.isEmpty {
            unpacked = packed == nil ? [UInt16](repeating: 0, count: IntervalScale.cellCount) : counts
            packed = nil
        }
        let cell = IntervalScale.cell(of: time)
        if unpacked[cell] < .max { unpacked[cell] += 1 }
    }

    /// How many times were counted.
    var count: Int { counts.reduce(0) { $0 + Int($1) } }

    /// The cells that occur, ascending.
    var occurring: [(cell: Int, count: Int)] {
        counts.enumerated().compactMap { cell, count in count > 0 ? (cell, Int(count)) : nil }
    }

    /// The time in ms that `share` of all are shorter than, with those of a cell spread evenly over it.
    func quantile(_ share: Double) -> Double {
        let target = share * Double(count)
        var before = 0
        for (cell, count) in occurring {
            guard Double(before + count) < target else {
                let (start, width) = IntervalScale.span(of: cell)
                return Double(start) - 0.5 + Double(width) * (target - Double(before)) / Double(count)
            }
            before += count
        }
        return 0
    }

    /// How many times are shorter than `bound`, with those of a cell spread evenly over it.
    func count(below bound: Double) -> Double {
        occurring.reduce(0) { sum, occurring in
            let (start, width) = IntervalScale.span(of: occurring.cell)
            let share = (bound - (Double(start) - 0.5)) / Double(width)
            return sum + Double(occurring.count) * min(max(share, 0), 1)
        }
    }

    /// The largest share of the times that begins in one stretch of so many ms.
    func largestShare(within width: Int) -> Double {
        let cells = occurring.map { (start: IntervalScale.span(of: $0.cell).start, count: $0.count) }
        var largest = 0
        var (first, sum) = (0, 0)
        for last in cells {
            sum += last.count
            while last.start - cells[first].start >= width {
                sum -= cells[first].count
                first += 1
            }
            largest = max(largest, sum)
        }
        return Double(largest) / Double(max(count, 1))
    }

    /// The third standardised moment of the times' logarithms: below 0 where those that are shorter than most are farther from
    /// them than those that are longer.
    ///
    /// Counts from the median, of which more than two octaves above are left out, and more than two below taken for two.
    func skewness(around median: Double) -> Double {
        let centre = IntervalScale.logarithm(sixteenths: Int(16 * median))
        var (number, sum, squares, cubes) = (0, 0, 0, 0)
        for (cell, count) in occurring {
            let (start, width) = IntervalScale.span(of: cell)
            let distance = max(IntervalScale.logarithm(sixteenths: 16 * start + 8 * (width - 1)) - centre, -64)
            guard distance <= 64 else { continue }
            number += count
            sum += count * distance
            squares += count * distance * distance
            cubes += count * distance * distance * distance
        }
        guard number > 0 else { return 0 }
        let mean = Double(sum) / Double(number)
        let meanSquare = Double(squares) / Double(number)
        let variance = meanSquare - mean * mean
        guard variance >= 1e-9 else { return 0 }
        let third = Double(cubes) / Double(number) - 3 * mean * meanSquare + 2 * mean * mean * mean
        return third / (variance * variance.squareRoot())
    }
}
