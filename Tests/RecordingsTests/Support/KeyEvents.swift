import Recordings

/// What is expected of a key at `time`, in ms on the recorder's clock.
func keyEvent(
    _ time: Int64,
    _ action: KeyEvent.Action,
    _ keyClass: KeyClass,
    hold: UInt32 = 0,
    held: UInt8 = 0
) -> KeyEvent {
    KeyEvent(time: Timestamp(milliseconds: time), action: action, keyClass: keyClass, holdTime: hold, heldKeys: held)
}
