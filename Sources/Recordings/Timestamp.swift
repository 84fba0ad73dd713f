/// A clock reading in whole milliseconds, or the absence of one, in eight bytes.
///
/// `Optional<Int64>` takes sixteen, and events are copied by the million.
public struct Timestamp: Sendable, Equatable {
    /// The largest magnitude of a reading that is believed: ±2⁵³ ms, about 285,000 years.
    public static let limit: Int64 = 1 << 53

    /// The absence of a reading.
    public static let missing = Timestamp(unchecked: .min)

    /// Milliseconds since the clock's own zero; meaningless when `isMissing`.
    public let milliseconds: Int64

    /// Whether there is no reading.
    @inlinable public var isMissing: Bool { milliseconds == .min }

    /// A reading of `milliseconds`; missing where its magnitude is over `limit`.
    @inlinable public init(milliseconds: Int64) {
        self.milliseconds = -Self.limit...Self.limit ~= milliseconds ? milliseconds : .min
    }

    @usableFromInline init(unchecked milliseconds: Int64) {
        self.milliseconds = milliseconds
    }
}
