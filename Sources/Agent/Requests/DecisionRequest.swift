import FoundationEssentials

/// What a command asks a running daemon to decide, as it lies in a file of the folder `requests`.
///
/// Whoever can write into the folder may ask. The content is checked like all input.
public struct DecisionRequest: Sendable, Equatable, Codable {
    /// What can be decided about a session.
    public enum Decision: String, Sendable, Equatable, CaseIterable, Codable {
        /// It is its owner's.
        case learn
        /// It is not its owner's.
        case unlearn
    }

    /// What is to be decided.
    public var decision: Decision
    /// The session: its recording's path, user/session, or the session's name.
    public var session: String
    /// When it was asked.
    public var time: UTCTime

    /// Bytes of UTF-8 that a session can be named by.
    public static let mostSessionBytes = 1 << 16
    /// A larger file is no request: escaping makes up to six bytes of one.
    static let mostBytes = 7 * mostSessionBytes

    /// A request of its parts.
    public init(_ decision: Decision, session: String, time: UTCTime) {
        self.decision = decision
        self.session = session
        self.time = time
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `PublicationError` where they are no request.
    init(json bytes: [UInt8]) throws(PublicationError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw PublicationError("is no request: \(describe(error))")
        }
        guard session.utf8.count <= Self.mostSessionBytes else {
            throw PublicationError("names a session by more than \(Self.mostSessionBytes) bytes")
        }
    }
}
