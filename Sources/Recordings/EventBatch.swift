/// Events on their way from a decoder to the gesture extractors: at most `capacity` of a kind at a time, in buffers that are
/// allocated once.
public struct EventBatch: Sendable {
    /// The most events of a kind that one batch holds.
    public static let capacity = 1024

    /// The most events that one row of a recording gives: as long as a batch is not full, it has room for so many.
    package static let mostEventsOfRow = 8

    /// The most commands that one row gives, and the most titles: what a terminal shows at once may be of many lines.
    package static let mostCommandsOfRow = 64

    /// The pointer events, in the order of the recording.
    public private(set) var pointer: [PointerEvent]
    /// The key events, in the order of the recording.
    public private(set) var keys: [KeyEvent]
    /// The commands, in the order of the recording.
    public private(set) var commands: [CommandEvent] = []
    /// The titles of windows, in the order of the recording.
    public private(set) var titles: [TitleEvent] = []

    /// An empty batch with its whole capacity reserved.
    public init() {
        pointer = []
        keys = []
        pointer.reserveCapacity(Self.capacity)
        keys.reserveCapacity(Self.capacity)
    }

    /// Whether the events of a further row might not fit.
    @inlinable public var isFull: Bool {
        pointer.count > Self.fullCount || keys.count > Self.fullCount || commands.count > Self.fullCountOfCommands
            || titles.count > Self.fullCountOfCommands
    }
    @usableFromInline static let fullCount = capacity - mostEventsOfRow
    @usableFromInline static let fullCountOfCommands = capacity - mostCommandsOfRow

    /// Whether there is nothing to consume.
    @inlinable public var isEmpty: Bool { pointer.isEmpty && keys.isEmpty && commands.isEmpty && titles.isEmpty }

    /// Appends one event.
    ///
    /// - Precondition: the batch was not full before the row whose event it is.
    public mutating func append(_ event: PointerEvent) {
        Self.append(event, to: &pointer)
    }

    /// Lets `body` append events of rows of one event each, until the batch is full.
    ///
    /// - Precondition: the batch is not full.
    @inline(__always)
    mutating func appendPointer(_ body: (inout OutputSpan<PointerEvent>) -> Void) {
        pointer.append(addingCapacity: Self.fullCount + 1 - pointer.count, initializingWith: body)
    }

    /// Appends one event.
    ///
    /// - Precondition: the batch was not full before the row whose event it is.
    public mutating func append(_ event: KeyEvent) {
        Self.append(event, to: &keys)
    }

    /// Appends one event.
    ///
    /// - Precondition: the batch was not full before the row whose event it is.
    public mutating func append(_ event: CommandEvent) {
        Self.append(event, to: &commands)
    }

    /// Appends one event.
    ///
    /// - Precondition: the batch was not full before the row whose event it is.
    public mutating func append(_ event: TitleEvent) {
        Self.append(event, to: &titles)
    }

    @inline(__always)
    private static func append<Event>(_ event: Event, to events: inout [Event]) {
        precondition(events.count < capacity, "an event batch holds at most \(capacity) events of a kind")
        events.append(event)
    }

    /// Removes so many of the first events, as far as there are any; returns how many these were.
    mutating func removeFirst(_ counts: EventCounts) -> EventCounts {
        var removed = EventCounts()
        removed.pointer = min(counts.pointer, pointer.count)
        removed.keys = min(counts.keys, keys.count)
        removed.commands = min(counts.commands, commands.count)
        removed.titles = min(counts.titles, titles.count)
        pointer.removeFirst(removed.pointer)
        keys.removeFirst(removed.keys)
        commands.removeFirst(removed.commands)
        titles.removeFirst(removed.titles)
        return removed
    }

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        pointer.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        commands.removeAll(keepingCapacity: true)
        titles.removeAll(keepingCapacity: true)
    }
}
