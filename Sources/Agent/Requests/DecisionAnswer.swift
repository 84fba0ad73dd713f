import FoundationEssentials

/// What came of a `DecisionRequest`, as the daemon writes it beside it.
public struct DecisionAnswer: Sendable, Equatable, Codable {
    /// What can come of one.
    public enum Outcome: String, Sendable, Equatable, CaseIterable, Codable {
        /// It is decided, and on the disk.
        case decided
        /// It was so already.
        case wasSoAlready = "was so already"
        /// No session that is over is called that.
        case noSuchSession = "no such session"
        /// Several are.
        case severalSessions = "several sessions"
    }

    /// What came of it.
    public var outcome: Outcome
    /// The session, as its path is printed; of several the first ones.
    public var sessions: [String]
    /// How many sessions are called that.
    public var sessionCount: Int

    /// Of several sessions so many are named.
    static let mostSessions = 16
    /// A larger file is no answer.
    static let mostBytes = 16 << 20

    /// An answer about the sessions `names`.
    init(_ outcome: Outcome, _ names: [SessionName]) {
        self.outcome = outcome
        sessions = names.prefix(Self.mostSessions).map(\.description)
        sessionCount = names.count
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `PublicationError` where they are no answer.
    init(json bytes: [UInt8]) throws(PublicationError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw PublicationError("is no answer: \(describe(error))")
        }
        let isPlausible =
            switch outcome {
            case .decided, .wasSoAlready: sessions.count == 1
            case .noSuchSession: sessions.isEmpty
            case .severalSessions: sessions.count > 1 && sessionCount >= sessions.count
            }
        guard isPlausible else { throw PublicationError("is no answer: it names \(sessions.count) sessions") }
    }
}
