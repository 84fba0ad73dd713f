internal import Recordings

/// What a pointing device tells its computer, before any line or recorder.
struct Report {
    /// In µs of the session.
    let time: Int64
    /// Horizontal position in px from the left edge.
    let x: Int32
    /// Vertical position in px from the top edge.
    let y: Int32
    /// What the device did.
    let kind: PointerEvent.Kind
    /// The button concerned, for presses, releases and the wheel.
    let button: PointerEvent.Button
}
