/// Reads the values that a `SnapshotWriter` appended.
///
/// The bytes are not trusted. Every count has a bound, which the caller states or the number of bytes left is, so that no
/// false length allocates more than the snapshot itself takes, and every function throws where a value cannot be.
public struct SnapshotReader: Sendable {
    /// The largest tally. Counting on from it by ones never overflows.
    public static let largestTally: UInt64 = 1 << 56

    private var reader: VariableLengthReader
    private var start = 0

    /// Reads `bytes` from their beginning.
    public init(_ bytes: [UInt8]) {
        reader = VariableLengthReader(bytes)
    }

    /// How many bytes have been read.
    public var offset: Int { reader.offset }

    /// The error for a value that was read last and cannot be.
    public var corruption: SnapshotCorruption { SnapshotCorruption(byte: start) }

    /// Takes note that the snapshot ends here.
    ///
    /// - Throws: `SnapshotCorruption` where bytes are left.
    public func finish() throws(SnapshotCorruption) {
        guard reader.isAtEnd else { throw SnapshotCorruption(byte: reader.offset) }
    }

    /// The next integer, appended as `unsigned`, which may not be larger than `limit`.
    public mutating func unsigned(atMost limit: UInt64 = .max) throws(SnapshotCorruption) -> UInt64 {
        start = reader.offset
        guard let value = reader.next(), value <= limit else { throw corruption }
        return value
    }

    /// The next integer, appended as `signed`, which must lie in `range`.
    public mutating func signed(
        in range: ClosedRange<Int64> = .min ... .max
    ) throws(SnapshotCorruption) -> Int64 {
        let bits = try unsigned()
        let value = Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
        guard range.contains(value) else { throw corruption }
        return value
    }

    /// The next integer, appended as `fixed`.
    public mutating func fixed() throws(SnapshotCorruption) -> UInt64 {
        start = reader.offset
        guard let value = reader.nextFixed() else { throw corruption }
        return value
    }

    /// The next count, which may not be larger than `limit`.
    public mutating func count(atMost limit: Int) throws(SnapshotCorruption) -> Int {
        Int(try unsigned(atMost: UInt64(max(limit, 0))))
    }

    /// The next count of what has been counted by ones, at most `largestTally`.
    public mutating func tally() throws(SnapshotCorruption) -> Int {
        Int(try unsigned(atMost: Self.largestTally))
    }

    /// The next truth value.
    public mutating func flag() throws(SnapshotCorruption) -> Bool {
        try unsigned(atMost: 1) == 1
    }

    /// The next number, with the bits it was appended with.
    public mutating func double() throws(SnapshotCorruption) -> Double {
        Double(bitPattern: try fixed())
    }

    /// The next bytes, of which there may not be more than `limit`.
    public mutating func bytes(atMost limit: Int = .max) throws(SnapshotCorruption) -> [UInt8] {
        let count = try count(atMost: limit)
        guard let bytes = reader.bytes(count) else { throw corruption }
        return bytes
    }

    /// The next text, which may not have more than `limit` bytes.
    public mutating func text(atMost limit: Int = .max) throws(SnapshotCorruption) -> String {
        guard let text = String(validating: try bytes(atMost: limit), as: UTF8.self) else { throw corruption }
        return text
    }

    /// Reads `count` bits or more with `read`, and goes on at the byte behind them.
    mutating func readBits<Value>(
        atLeast count: Int,
        _ read: (inout BitReader) throws(SnapshotCorruption) -> Value
    ) throws(SnapshotCorruption) -> Value {
        start = reader.offset
        guard count <= reader.remaining * 8 else { throw corruption }
        var bits = BitReader(reader.bytes, from: reader.offset)
        let value = try read(&bits)
        reader.position = bits.end
        return value
    }

    /// The next value, if there is one, read with `read`.
    public mutating func optional<Value>(
        _ read: (inout SnapshotReader) throws(SnapshotCorruption) -> Value
    ) throws(SnapshotCorruption) -> Value? {
        try flag() ? try read(&self) : nil
    }
}
