/// A value for each modality that has one, in the order of the modalities.
///
/// Inlinable, because what is measured of every batch of events lies in one.
public struct ModalityMap<Value> {
    @usableFromInline struct Entry {
        @usableFromInline let modality: Modality
        @usableFromInline var value: Value

        @inlinable init(modality: Modality, value: Value) {
            self.modality = modality
            self.value = value
        }
    }

    @usableFromInline var entries: [Entry] = []

    /// No values.
    @inlinable public init() {}

    /// The value that `value` gives for each of `modalities`.
    @inlinable public init(_ modalities: [Modality], value: (Modality) -> Value) {
        for modality in modalities { self[modality] = value(modality) }
    }

    /// Whether no modality has a value.
    @inlinable public var isEmpty: Bool { entries.isEmpty }
    /// The modalities that have a value.
    @inlinable public var modalities: [Modality] { entries.map(\.modality) }
    /// The values, in the order of their modalities.
    @inlinable public var values: [Value] { entries.map(\.value) }

    /// The value of a modality; `nil` where it has none.
    @inlinable public subscript(modality: Modality) -> Value? {
        get {
            // By its place, so that no more is copied than the value.
            guard let place = entries.firstIndex(where: { $0.modality == modality }) else { return nil }
            return entries[place].value
        }
        _modify {
            let place = entries.firstIndex { $0.modality.order >= modality.order } ?? entries.endIndex
            let isThere = place < entries.endIndex && entries[place].modality == modality
            // Taken out, so that the value is changed in place and not copied.
            var value = isThere ? entries.remove(at: place).value : nil
            defer { if let value { entries.insert(Entry(modality: modality, value: value), at: place) } }
            yield &value
        }
    }

    /// The value of a modality, or another one where it has none.
    @inlinable public subscript(modality: Modality, default other: @autoclosure () -> Value) -> Value {
        get { self[modality] ?? other() }
        _modify {
            let place = entries.firstIndex { $0.modality.order >= modality.order } ?? entries.endIndex
            if place == entries.endIndex || entries[place].modality != modality {
                entries.insert(Entry(modality: modality, value: other()), at: place)
            }
            yield &entries[place].value
        }
    }

    /// The same without the values of other modalities than `modalities`.
    @inlinable public func only(_ modalities: [Modality]) -> ModalityMap {
        compactMap { modalities.contains($0) ? $1 : nil }
    }

    /// What `transform` makes of each value; nothing where that is `nil`.
    @inlinable public func compactMap<Result, Failure: Error>(
        _ transform: (Modality, Value) throws(Failure) -> Result?
    ) throws(Failure) -> ModalityMap<Result> {
        var result = ModalityMap<Result>()
        for entry in entries { result[entry.modality] = try transform(entry.modality, entry.value) }
        return result
    }

    /// Calls `body` with each modality and its value.
    @inlinable public func forEach<Failure: Error>(_ body: (Modality, Value) throws(Failure) -> Void) throws(Failure) {
        for entry in entries { try body(entry.modality, entry.value) }
    }

    /// Lets `body` change each value where it is.
    @inlinable public mutating func update<Failure: Error>(
        _ body: (Modality, inout Value) throws(Failure) -> Void
    ) throws(Failure) {
        for index in entries.indices { try body(entries[index].modality, &entries[index].value) }
    }
}

extension ModalityMap: Sendable where Value: Sendable {}
extension ModalityMap.Entry: Sendable where Value: Sendable {}
extension ModalityMap: Equatable where Value: Equatable {}
extension ModalityMap.Entry: Equatable where Value: Equatable {}

extension Modality {
    @inlinable var order: Int {
        switch self {
        case .pointer: 0
        case .keystrokes: 1
        case .terminalInput: 2
        case .terminalEcho: 3
        }
    }
}
