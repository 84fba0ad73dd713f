/// The texts of a row, as UTF-8 in one piece of memory: key, path and session mostly repeat each other, and what begins
/// or ends another is not stored again.
struct PriorityRowTexts: Sendable {
    /// Where in `bytes` a text lies.
    private struct Place {
        var start: UInt32
        var count: UInt32
    }

    /// The texts: the row's own memory, or its part of what rows share.
    private(set) var bytes: ArraySlice<UInt8>
    private let pathCount: UInt32
    private let keyPlace: Place
    /// Of no bytes where there is no session.
    private let sessionPlace: Place

    init(path: some Collection<UInt8>, key: some Collection<UInt8>, session: (some Collection<UInt8>)?) {
        var bytes = Array(path)
        pathCount = UInt32(bytes.count)
        keyPlace = Self.place(of: key, in: &bytes)
        sessionPlace = session.map { Self.place(of: $0, in: &bytes) } ?? Place(start: 0, count: 0)
        self.bytes = bytes[...]
    }

    private static func place(of text: some Collection<UInt8>, in bytes: inout [UInt8]) -> Place {
        let count = text.count
        let start: Int
        if bytes.starts(with: text) {
            start = 0
        } else if count <= bytes.count, bytes.suffix(count).elementsEqual(text) {
            start = bytes.count - count
        } else {
            start = bytes.count
            bytes += text
        }
        return Place(start: UInt32(start), count: UInt32(count))
    }

    /// Where the recording lies.
    var path: ArraySlice<UInt8> { bytes.prefix(Int(pathCount)) }

    /// What the row is known by.
    var key: ArraySlice<UInt8> { text(at: keyPlace) }

    /// What the layout calls the session.
    var session: ArraySlice<UInt8> { text(at: sessionPlace) }

    private func text(at place: Place) -> ArraySlice<UInt8> {
        bytes.dropFirst(Int(place.start)).prefix(Int(place.count))
    }
}
