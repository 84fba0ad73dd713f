import Statistics

/// The secret that hashes of names are keyed with before anything of them is kept: of commands, hosts, accounts and addresses.
///
/// A hash of 32 bits without a secret can be found out by hashing the names that one thinks of. What is kept is SipHash of that
/// hash under this key, cut to 32 bits: without the key it says no more than which names are the same, and how often each comes.
public struct NameKey: Sendable, Equatable {
    /// The lower and the upper half of the key.
    public let low, high: UInt64

    /// A key of its two halves.
    public init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// What is no secret: where nothing is kept.
    public static let open = NameKey(low: 0, high: 0)

    private var hash: SipHash { SipHash(key: low, high) }

    /// The hash that is kept of a name whose hash without a secret is `open`.
    public func callAsFunction(_ open: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: hash(UInt64(open))) }

    /// By what the key is known again, and nothing of it is found out.
    public var fingerprint: UInt64 { hash("name key") }
}
