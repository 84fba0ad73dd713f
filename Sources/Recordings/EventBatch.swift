/// Events on their way from a decoder to the gesture extractors: at most `capacity` at a time, in a buffer that is
/// allocated once.
public struct EventBatch: Sendable {
    /// The most events one batch holds.
    public static let capacity = 1024

    /// The pointer events, in the order of the recording.
    public private(set) var pointer: [PointerEvent]

    /// An empty batch with its whole capacity reserved.
    public init() {
        pointer = []
        pointer.reserveCapacity(Self.capacity)
    }

    /// Whether no further event may be appended.
    @inlinable public var isFull: Bool { pointer.count >= Self.capacity }

    /// Whether there is nothing to consume.
    @inlinable public var isEmpty: Bool { pointer.isEmpty }

    /// Appends one event.
    ///
    /// - Precondition: the batch is not full.
    public mutating func append(_ event: PointerEvent) {
        precondition(!isFull, "an event batch holds at most \(Self.capacity) events")
        pointer.append(event)
    }

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        pointer.removeAll(keepingCapacity: true)
    }
}
