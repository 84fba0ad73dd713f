import Statistics

/// When, where and how a session was, as far as sessions are compared by it: names only as keyed hashes.
public struct SessionCircumstances: Sendable, Equatable {
    /// A name that is known of a session.
    public enum Name: Int, Sendable, CaseIterable {
        /// The host that the session was on.
        case host
        /// The account that was used there.
        case account
        /// Where the user came from.
        case address
        /// What the session came through, such as the name of its recording's format.
        case transport
    }

    /// When the session began, in s since 1970; `nil` where that is not known.
    public var start: Int64?
    /// How long it was, in s; `nil` where that is not known, or not yet.
    public var duration: Int64?
    /// The hash of each name, by its number; 0 where it is not known.
    private var names = SIMD4<UInt32>.zero

    /// Of which nothing is known.
    public init() {}

    /// The hash of a name; `nil` where it is not known.
    public subscript(name: Name) -> UInt32? {
        get { names[name.rawValue] == 0 ? nil : names[name.rawValue] }
        set { names[name.rawValue] = newValue ?? 0 }
    }

    /// Takes note of a name under `key`, whatever its letters' case.
    public mutating func set(_ name: Name, _ value: String, _ key: NameKey) {
        self[name] = Self.keyed(max(UInt32(truncatingIfNeeded: SipHash(key: 0, 0)(value.lowercased())), 1), key)
    }

    /// Keys names of which there are hashes without a secret.
    mutating func apply(_ key: NameKey) {
        for name in Name.allCases { self[name] = self[name].map { Self.keyed($0, key) } }
    }

    /// Never 0, which stands for what is not known.
    private static func keyed(_ open: UInt32, _ key: NameKey) -> UInt32 { max(key(open), 1) }

    /// The day in UTC on which the session began, from 1970 on; `nil` where that is not known.
    var day: Int64? { start.map(UTCDay.number) }

    /// Whether more is known than how long the session was and what it came through.
    public var areTelling: Bool { start != nil || self[.host] != nil || self[.account] != nil || self[.address] != nil }
}
