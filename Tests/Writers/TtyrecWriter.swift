/// Makes up ttyrecs.
public struct TtyrecWriter: Sendable {
    /// What was written so far.
    public var bytes: [UInt8]

    /// A ttyrec of which `bytes` are written already.
    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Tuesday 2023-11-14, in s.
    public static let start: UInt32 = 1_700_000_000

    /// Appends a record; `length` is what it says of itself where that is not the truth.
    public mutating func record(
        _ seconds: UInt32 = start,
        _ microseconds: UInt32 = 0,
        _ output: String = "",
        length: UInt32? = nil
    ) {
        let output = Array(output.utf8)
        bytes +=
            littleEndian(seconds) + littleEndian(microseconds) + littleEndian(length ?? UInt32(output.count)) + output
    }
}
