import Snapshots

/// The last eight of some values, and a hash of them.
///
/// The hash is made of the value of a polynomial, so that it can be made from that of the run one step before. It has no key:
/// whoever knows that and can put input before what is replayed can choose it so that its runs stand for the session alone.
struct Run: Sendable {
    /// How many values a run has.
    static let length = 8

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// The eighth power of the base.
    private static let basePower: UInt64 = 0x06D4_B261_1BEB_6861

    /// The values, oldest first; 0 where there was none yet.
    private(set) var values = InlineArray<8, UInt32>(repeating: 0)

    init() {}

    /// Whether there were as many values as a run has.
    var isFull: Bool { values[0] != 0 }

    /// The polynomial whose highest bits are the hash.
    var polynomial: UInt64 {
        values.indices.reduce(0) { $0 &* Self.base &+ UInt64(values[$1]) }
    }

    /// The hash of the values.
    var hash: UInt32 { Self.hash(polynomial) }

    /// The hash of a run of which there are only the last three values.
    static func hash(of older: UInt32, _ last: UInt32, _ newest: UInt32) -> UInt32 {
        hash((UInt64(older) &* base &+ UInt64(last)) &* base &+ UInt64(newest))
    }

    /// The hash of a run with this polynomial, in whose lowest bits alone the newest value is.
    @inline(__always)
    static func hash(_ polynomial: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (polynomial &* base) &>> 32) }

    /// The polynomial of the run that `newest` has come to and `oldest` has left.
    @inline(__always)
    static func advance(_ polynomial: UInt64, to newest: UInt32, from oldest: UInt32) -> UInt64 {
        // In this order, so that little waits for the polynomial of the run before.
        polynomial &* base &+ (UInt64(newest) &- UInt64(oldest) &* basePower)
    }

    /// Goes on to `value`.
    mutating func append(_ value: UInt32) {
        for index in 1..<Self.length { values[index - 1] = values[index] }
        values[Self.length - 1] = value
    }

    func snapshot(into writer: inout SnapshotWriter) {
        for index in values.indices { writer.append(count: values[index]) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        var isBegun = false
        for index in values.indices {
            values[index] = UInt32(try reader.count(atMost: Int(UInt32.max)))
            guard values[index] != 0 || !isBegun else { throw reader.corruption }
            isBegun = values[index] != 0
        }
    }
}
