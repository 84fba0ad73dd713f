/// How times between events are binned and compared: up to 64 ms each by itself, from there on 32 to an octave.
///
/// Made of whole numbers, so that no library decides in which bin a time falls.
enum IntervalScale {
    /// How many cells there are; longer times than 65,535 ms count as that.
    static let cellCount = cell(of: longest) + 1

    private static let longest: Int64 = 65_535

    /// The cell that `time`, in ms, falls into.
    static func cell(of time: Int64) -> Int {
        let time = Int(min(max(time, 0), longest))
        return time < 64 ? time : logarithm(time)
    }

    /// The first time of a cell in ms, and how many it has.
    static func span(of cell: Int) -> (start: Int, width: Int) {
        guard cell >= 64 else { return (cell, 1) }
        let exponent = cell / 32 - 1
        return ((cell - 32 * exponent) << exponent, 1 << exponent)
    }

    /// 32 times the logarithm of a time to the base of 2, but for a constant, and linear between powers of 2.
    ///
    /// - Parameter sixteenths: the time in 1/16 ms.
    static func logarithm(sixteenths: Int) -> Int { logarithm(max(sixteenths, 1)) }

    private static func logarithm(_ value: Int) -> Int {
        let exponent = max(Int.bitWidth - value.leadingZeroBitCount - 6, 0)
        return 32 * exponent + (value >> exponent)
    }
}
