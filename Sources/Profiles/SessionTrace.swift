public import Gestures

/// What of a session later ones are compared with, to tell whether a program is at work.
public struct SessionTrace: Sendable, Equatable {
    /// By what its input is known again.
    public var input: ReplaySketch
    /// When it began, in s since 1970; `nil` where its recording does not say.
    public var start: Int64?

    /// A trace of its parts.
    ///
    /// - Parameter start: not before 1970.
    public init(input: ReplaySketch, start: Int64?) {
        self.input = input
        self.start = start
    }

    /// Whether nothing can be compared with it.
    public var isEmpty: Bool { input.isEmpty && start == nil }

    /// Bytes of memory that it takes, about.
    public var byteCount: Int {
        MemoryLayout<Self>.stride + 32 + MemoryLayout<UInt32>.stride * input.hashes.count
    }
}

/// The trace of a session, and which one that was.
public struct TracedSession: Sendable, Equatable {
    /// The session's name, unique among its owner's.
    public var session: String
    /// What it left.
    public var trace: SessionTrace

    /// The trace that `session` left.
    public init(_ session: String, _ trace: SessionTrace) {
        self.session = session
        self.trace = trace
    }
}
