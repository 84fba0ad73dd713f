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

    /// What the clock of a recording counts from.
    public enum Clock: String, Sendable, CaseIterable {
        /// 1970, so that the recording says when it was.
        case wall
        /// Some time before the recording, such as the machine's start.
        case monotonic
        /// The recording's own start.
        case session
    }

    /// What of a pointing device there is.
    public var pointer: Pointer
    /// What times count from.
    public var clock: Clock
    /// Whether a recording says itself that it is complete.
    public var hasEndMark: Bool

    /// Describes a format.
    public init(pointer: Pointer, clock: Clock, hasEndMark: Bool) {
        self.pointer = pointer
        self.clock = clock
        self.hasEndMark = hasEndMark
    }
}
