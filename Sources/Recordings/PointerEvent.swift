/// One record of a pointing device, as the recorder wrote it.
///
/// The event is what the recording says, before any cleaning: coordinates may lie outside a screen and clocks may run
/// backwards. `Gestures` decides what is usable.
public struct PointerEvent: Sendable, Equatable {
    /// What the device did.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Movement with no button held.
        case move
        /// Movement while a button is held.
        case drag
        /// A button went down.
        case press
        /// A button came up.
        case release
        /// One notch of the wheel away from the user.
        case wheelUp
        /// One notch of the wheel towards the user.
        case wheelDown
    }

    /// The button concerned, or held.
    public enum Button: UInt8, Sendable, CaseIterable {
        /// No button, or one the recorder does not name.
        case none
        /// The primary button.
        case left
        /// The secondary button.
        case right
        /// The middle button.
        case middle
        /// The wheel, for records of its notches.
        case wheel
    }

    /// When the record reached the recorder, in whole ms on the recorder's clock; missing where the recorder left none.
    public var recorderTime: Timestamp
    /// When it happened, in whole ms on the client's clock; missing where the client sent none.
    public var clientTime: Timestamp
    /// Horizontal position in px from the left edge.
    public var x: Int32
    /// Vertical position in px from the top edge.
    public var y: Int32
    /// What the device did.
    public var kind: Kind
    /// The button concerned, or held.
    public var button: Button

    /// Creates an event from its parts.
    public init(
        recorderTime: Timestamp,
        clientTime: Timestamp,
        x: Int32,
        y: Int32,
        kind: Kind,
        button: Button = .none
    ) {
        self.recorderTime = recorderTime
        self.clientTime = clientTime
        self.x = x
        self.y = y
        self.kind = kind
        self.button = button
    }
}
