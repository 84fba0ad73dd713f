public import Recordings

/// Writes pointer events as PyRDP records them, as far as RDP can say them.
///
/// PyRDP has one clock, in ms since 1970: times come back with the start of the made-up recording added. It does not tell a
/// drag; that follows from the buttons held.
public struct PyRDPEncoder {
    /// The recording so far.
    public var writer = PyRDPWriter()
    /// What reading it gives.
    public private(set) var expected: [PointerEvent] = []
    /// Events that RDP cannot say: of a button without a name.
    public private(set) var unsayable = 0
    private var held: [PointerEvent.Button] = []

    /// An encoder that has written nothing yet.
    public init() {}

    /// Appends one event. Its time is the client's, or the recorder's where that is missing.
    public mutating func append(_ event: PointerEvent) {
        guard let encoded = PyRDPWriter.pointer(event) else {
            unsayable += 1
            return
        }
        let clock = event.clientTime.isMissing ? event.recorderTime : event.clientTime
        let time = Int64(PyRDPWriter.start) + clock.milliseconds
        writer.input(time: UInt64(time), [encoded])
        var said = event
        said.recorderTime = Timestamp(milliseconds: time)
        said.clientTime = .missing
        switch event.kind {
        case .move, .drag:
            said.kind = held.isEmpty ? .move : .drag
            said.button = held.min { $0.rawValue < $1.rawValue } ?? .none
        case .press:
            if !held.contains(event.button) { held.append(event.button) }
        case .release:
            held.removeAll { $0 == event.button }
        case .wheelUp, .wheelDown:
            // Clients that do not say where the pointer is turn the wheel where it was.
            if event.x == 0, event.y == 0 {
                said.x = expected.last?.x ?? 0
                said.y = expected.last?.y ?? 0
            }
        }
        expected.append(said)
    }
}
