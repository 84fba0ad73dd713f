/// How a session was opened and why it is over.
public struct Closing: Sendable, Equatable, Codable {
    /// The session's key in the journal; 0 where it was never there, as in a scan at rest.
    public var journalKey: UInt64
    /// The position of the ledger up to which its owner's profile was learnt when it opened.
    public var profile: UInt64
    /// The position of the ledger up to which the population was learnt when it opened; 0 without one.
    public var population: UInt64
    /// Why it is over.
    public var reason: Reason

    /// Why a session is over.
    public enum Reason: String, Sendable, CaseIterable, Codable {
        /// The recording says so itself.
        case endMark = "end mark"
        /// The recording was compressed.
        case compressed
        /// The recording was moved to the name of one that is complete.
        case moved
        /// The recorder let go of its lock.
        case lockGone = "lock gone"
        /// The recorder has taken from everybody the permission to write to it.
        case writeProtected = "write-protected"
        /// Nothing came for as long as the configuration says.
        case silence
        /// The recording was written anew, or another one took its place.
        case replaced
        /// The recording was removed.
        case removed
        /// It was read by a scan, which takes every recording for complete.
        case scanAtRest = "scan at rest"
    }

    /// The score that it had first, 0 to 100; `nil` where it was not scored while it was open.
    public var firstScore: Double?

    /// A closing of its parts.
    public init(
        journalKey: UInt64,
        profile: UInt64,
        population: UInt64,
        reason: Reason,
        firstScore: Double? = nil
    ) {
        self.firstScore = firstScore
        self.journalKey = journalKey
        self.profile = profile
        self.population = population
        self.reason = reason
    }
}
