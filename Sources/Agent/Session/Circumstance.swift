public import Recordings

/// One thing that is known of a session besides what was done in it, and where it is known from.
public struct Circumstance: Sendable, Equatable, Codable {
    /// What can be known.
    public typealias Kind = RecordingDescription.Member

    /// Where it can be known from.
    public enum Origin: String, Sendable, Codable, CaseIterable {
        /// The recording says it.
        case recording
        /// A file beside it says it, which its recorder wrote.
        case sideFile = "side file"
        /// The name of its file says it, which its recorder gave it.
        case fileName = "file name"
        /// Its path says it, by the layout.
        case path
    }

    /// What it is.
    public var kind: Kind
    /// The name or the size itself, safe to print.
    public var value: String
    /// Where it is known from.
    public var origin: Origin

    /// Creates a circumstance from its parts.
    public init(kind: Kind, value: String, origin: Origin) {
        self.kind = kind
        self.value = value
        self.origin = origin
    }
}

extension [Circumstance] {
    /// All of them; `nil` where there are none but the user's name from the path, which every session has.
    var worthTelling: [Circumstance]? {
        allSatisfy { $0.kind == .user && $0.origin == .path } ? nil : self
    }
}
