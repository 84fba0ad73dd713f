/// What the recordings of a format carry.
public struct RecordingContents: Sendable, Equatable {
    /// What of a pointing device is in a recording.
    public enum Pointer: String, Sendable, CaseIterable {
        /// Where the pointer was.
        case motion
        /// That, and the wheel.
        case motionAndWheel = "motion, wheel"
        /// That, and presses and releases of buttons.
        case motionButtonsAndWheel = "motion, buttons, wheel"
    }

    /// What of a keyboard is in a recording.
    public enum Keys: String, Sendable, CaseIterable {
        /// Presses and releases of keys.
        case pressesAndReleases = "presses, releases"
        /// Characters, without the release of their keys.
        case characters
        /// What a terminal was sent, and what it showed.
        case terminal = "terminal input, output"
        /// What a terminal showed, with the echo of what was typed.
        case terminalOutput = "terminal output"
    }

    /// What the clock of a recording counts from.
    public enum Clock: String, Sendable, CaseIterable {
        /// 1970, so that the recording says when it was.
        case wall
        /// Some time before the recording, such as the machine's start.
        case monotonic
        /// The recording's own start.
        case session
    }

    /// What of a pointing device there is; nil where there is nothing of it.
    public var pointer: Pointer?
    /// What of a keyboard there is, at most: many recorders leave it out unless told otherwise. Nil where there is nothing.
    public var keys: Keys?
    /// What a recording says of itself, at most, be it in a file beside it or by its file's name.
    public var describes: [RecordingDescription.Member]
    /// What times count from.
    public var clock: Clock
    /// Whether a recording says itself that it is complete.
    public var hasEndMark: Bool

    /// Describes a format.
    public init(
        pointer: Pointer? = nil,
        keys: Keys? = nil,
        describes: [RecordingDescription.Member] = [],
        clock: Clock,
        hasEndMark: Bool
    ) {
        self.pointer = pointer
        self.keys = keys
        self.describes = describes
        self.clock = clock
        self.hasEndMark = hasEndMark
    }
}
