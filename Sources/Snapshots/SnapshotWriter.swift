/// Appends values to bytes from which a `SnapshotReader` reads the same values, to the last bit, in the same order.
///
/// Nothing says which value is of which type: a reader asks for what the writer appended. The bytes carry no version
/// and no checksum either; whoever stores them adds both.
///
/// ```swift
/// var writer = SnapshotWriter()
/// writer.append(count: pending.count)
/// writer.append(optional: mean) { $0.append(bitPattern: $1) }
///
/// var reader = SnapshotReader(writer.bytes)
/// let count = try reader.count(atMost: 64)
/// let mean = try reader.optional { reader throws(SnapshotCorruption) in try reader.double() }
/// ```
public struct SnapshotWriter: Sendable {
    /// What was appended so far.
    public private(set) var bytes: [UInt8] = []

    /// A writer without bytes.
    public init() {}

    /// Forgets what was appended and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends an integer in one byte for every seven bits.
    public mutating func append(unsigned value: UInt64) {
        bytes.append(variableLength: value)
    }

    /// Appends an integer in fewer bytes the nearer it is to 0.
    public mutating func append(signed value: Int64) {
        // The sign goes into the lowest bit ("zigzag").
        bytes.append(variableLength: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// Appends an integer in eight bytes.
    public mutating func append(fixed value: UInt64) {
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    /// Appends a count.
    ///
    /// - Precondition: it is not negative.
    public mutating func append(count: some FixedWidthInteger) {
        append(unsigned: UInt64(count))
    }

    /// Appends a truth value.
    public mutating func append(flag: Bool) {
        bytes.append(flag ? 1 : 0)
    }

    /// Appends a number, of which every bit is kept, even of NaN and −0.
    public mutating func append(bitPattern value: Double) {
        append(fixed: value.bitPattern)
    }

    /// Appends bytes without their number: what another writer made of the next values.
    package mutating func append(raw other: [UInt8]) {
        bytes += other
    }

    /// Appends bytes behind their number.
    public mutating func append(bytes other: [UInt8]) {
        append(count: other.count)
        bytes += other
    }

    /// Appends a text.
    public mutating func append(text: String) {
        append(count: text.utf8.count)
        bytes += text.utf8
    }

    /// Appends whether there is a value, and the value with `append`.
    public mutating func append<Value>(optional value: Value?, _ append: (inout SnapshotWriter, Value) -> Void) {
        self.append(flag: value != nil)
        if let value { append(&self, value) }
    }
}
