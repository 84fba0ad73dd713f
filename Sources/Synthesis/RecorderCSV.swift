public import Recordings

/// The format of a network recorder's mouse sessions: comma-separated, one record for a line, times in s.
///
///     record timestamp,client timestamp,button,state,x,y
///     0.000,0.000,NoButton,Move,126,337
public struct RecorderCSV<Events: Sequence<PointerEvent>>: Sequence {
    private let events: Events

    /// The bytes of a recording of `events`, in chunks.
    public init(_ events: Events) {
        self.events = events
    }

    /// Begins at the first byte.
    public func makeIterator() -> Chunks {
        Chunks(events.makeIterator())
    }

    /// The chunks of one recording: whole lines, 64 KiB or a little more, but for the last.
    public struct Chunks: IteratorProtocol {
        private var events: Events.Iterator
        private var isBegun = false

        init(_ events: Events.Iterator) {
            self.events = events
        }

        /// The next chunk; nil at the end.
        public mutating func next() -> [UInt8]? {
            var chunk: [UInt8] = []
            chunk.reserveCapacity(1 << 16 + 128)
            if !isBegun {
                isBegun = true
                chunk += "record timestamp,client timestamp,button,state,x,y\n".utf8
            }
            while chunk.count < 1 << 16, let event = events.next() { chunk.append(line: event) }
            return chunk.isEmpty ? nil : chunk
        }
    }
}

extension RecorderCSV: Sendable where Events: Sendable {}

extension [UInt8] {
    /// Appends one record; a missing time leaves its field empty.
    fileprivate mutating func append(line event: PointerEvent) {
        append(seconds: event.recorderTime)
        append(UInt8(ascii: ","))
        append(seconds: event.clientTime)
        append(UInt8(ascii: ","))
        append(event.button.recorderName)
        append(UInt8(ascii: ","))
        append(event.kind.recorderName)
        append(UInt8(ascii: ","))
        append(decimal: Int64(event.x))
        append(UInt8(ascii: ","))
        append(decimal: Int64(event.y))
        append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }

    private mutating func append(seconds time: Timestamp) {
        guard !time.isMissing else { return }
        if time.milliseconds < 0 { append(UInt8(ascii: "-")) }
        let (seconds, milliseconds) = time.milliseconds.magnitude.quotientAndRemainder(dividingBy: 1_000)
        append(digits: seconds)
        append(UInt8(ascii: "."))
        append(UInt8(ascii: "0") + UInt8(milliseconds / 100))
        append(UInt8(ascii: "0") + UInt8(milliseconds / 10 % 10))
        append(UInt8(ascii: "0") + UInt8(milliseconds % 10))
    }

    private mutating func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: value.magnitude)
    }

    private mutating func append(digits value: UInt64) {
        var unit: UInt64 = 1
        while value / unit >= 10 { unit *= 10 }
        while unit > 0 {
            append(UInt8(ascii: "0") + UInt8(value / unit % 10))
            unit /= 10
        }
    }
}

extension PointerEvent.Button {
    fileprivate var recorderName: StaticString {
        switch self {
        case .none: "NoButton"
        case .left: "Left"
        case .right: "Right"
        case .middle: "Middle"
        case .wheel: "Scroll"
        }
    }
}

extension PointerEvent.Kind {
    fileprivate var recorderName: StaticString {
        switch self {
        case .move: "Move"
        case .drag: "Drag"
        case .press: "Pressed"
        case .release: "Released"
        case .wheelUp: "Up"
        case .wheelDown: "Down"
        }
    }
}
