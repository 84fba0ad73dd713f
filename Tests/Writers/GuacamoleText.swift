public import Recordings

/// One instruction of the Guacamole protocol: each element behind its number of code points.
public func guacamole(_ elements: String...) -> String { guacamole(elements) }

/// One instruction of the Guacamole protocol: each element behind its number of code points.
public func guacamole(_ elements: [String]) -> String {
    elements.map { "\($0.unicodeScalars.count).\($0)" }.joined(separator: ",") + ";"
}

/// A report of the pointer, with a time of its own or without.
public func guacamoleMouse(_ x: Int, _ y: Int, _ mask: Int, _ time: Int? = nil) -> String {
    guacamole(["mouse", "\(x)", "\(y)", "\(mask)"] + (time.map { ["\($0)"] } ?? []))
}

/// Writes pointer events as guacd records them, as far as a mask of buttons can say them.
public struct GuacamoleEncoder: Sendable {
    /// The instructions so far.
    public private(set) var text = ""
    /// What reading them gives.
    public private(set) var expected: [PointerEvent] = []
    /// Events that no mask can say: a press of what is down, a release of what is up, a button without a bit.
    public private(set) var unsayable = 0
    private var mask = 0

    /// An encoder that has written nothing yet.
    public init() {}

    /// Appends one event. Its time is the client's, or the recorder's where that is missing.
    public mutating func append(_ event: PointerEvent) {
        let time = event.clientTime.isMissing ? event.recorderTime : event.clientTime
        var said = event
        said.recorderTime = time
        said.clientTime = .missing
        let bit = Self.bit(of: event)
        switch event.kind {
        case .move, .drag:
            said.kind = mask == 0 ? .move : .drag
            said.button = mask & 1 != 0 ? .left : mask & 4 != 0 ? .right : mask & 2 != 0 ? .middle : .none
            write(event, mask, time)
        case .press, .release:
            guard bit != 0, (mask & bit == 0) == (event.kind == .press) else {
                unsayable += 1
                return
            }
            mask ^= bit
            write(event, mask, time)
        case .wheelUp, .wheelDown:
            said.button = .wheel
            write(event, mask | bit, time)
            write(event, mask, time)
        }
        expected.append(said)
    }

    private mutating func write(_ event: PointerEvent, _ mask: Int, _ time: Timestamp) {
        text += guacamoleMouse(Int(event.x), Int(event.y), mask, Int(time.milliseconds))
    }

    private static func bit(of event: PointerEvent) -> Int {
        switch (event.kind, event.button) {
        case (.wheelUp, _): 8
        case (.wheelDown, _): 16
        case (_, .left): 1
        case (_, .middle): 2
        case (_, .right): 4
        default: 0
        }
    }
}
