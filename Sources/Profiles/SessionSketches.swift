public import Gestures

/// What is kept of one session, so that it can be learnt, quarantined, and learnt again: a sketch for each modality in which
/// it has windows, and its circumstances.
public struct SessionSketches: Sendable, Equatable {
    /// The session's name, unique among its owner's.
    public let session: String
    /// What the session came through, such as the name of its recording's format; `nil` where that is not known.
    public var transport: String?
    /// When, where and how the session was; `nil` where nothing of that is known that sessions are compared by.
    public var circumstances: SessionCircumstances?
    /// The sketches, by modality.
    public private(set) var sketches = ModalityMap<SessionSketch>()
    /// What each voice said of it; nothing where it had no score.
    public var evidence: [SketchedEvidence] = []
    /// The commands that were entered, in blocks; none where there were too few.
    public var commands: [CommandBlock] = []
    /// What later sessions are compared with; `nil` where that is not known.
    public var trace: SessionTrace?

    /// No windows yet.
    public init(session: String) {
        self.session = session
    }

    /// The sketches that there are of a session.
    ///
    /// - Precondition: all are of the session.
    public init(session: String, _ sketches: ModalityMap<SessionSketch>) {
        precondition(sketches.values.allSatisfy { $0.session == session }, "sketches are of the session")
        self.session = session
        self.sketches = sketches
    }

    /// How many windows are kept.
    public var windowCount: Int { sketches.values.reduce(0) { $0 + $1.windowCount } }

    /// Bytes of memory that the windows take, about.
    public var byteCount: Int { sketches.values.reduce(0) { $0 + $1.byteCount } }

    /// Keeps `window` if its hash is among the least of its modality and size; another may give way.
    ///
    /// - Precondition: the window is of one of `SessionWindow.sizes`.
    public mutating func add(_ window: SessionWindow, of modality: Modality) {
        begin(modality)
        sketches[modality]?.add(window)
    }

    /// Takes note of how many gestures the session had so far in a modality.
    public mutating func setGestureCount(_ count: Int, of modality: Modality) {
        guard count > 0 else { return }
        begin(modality)
        sketches[modality]?.gestureCount = count
    }

    /// Takes in the windows that were kept of another part of the same session: as if all had been added to one sketch.
    public mutating func merge(_ other: SessionSketches) {
        other.sketches.forEach { modality, sketch in
            begin(modality)
            sketches[modality]?.merge(sketch)
        }
        if commands.isEmpty { commands = other.commands }
        trace = trace ?? other.trace
    }

    /// Forgets what was kept in other modalities than `modalities`.
    public mutating func keep(only modalities: [Modality]) { sketches = sketches.only(modalities) }

    private mutating func begin(_ modality: Modality) {
        guard sketches[modality] == nil else { return }
        sketches[modality] = SessionSketch(session: session)
    }
}
