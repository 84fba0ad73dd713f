import Recordings

/// Everything that came of reading one recording.
struct Reading {
    var events: [PointerEvent] = []
    var keys: [KeyEvent] = []
    var facts = RecordingFacts()
    var error: RecordingError?

    /// Reads a recording of one stream in pieces of the given lengths; the last length is repeated.
    init(
        _ bytes: [UInt8],
        pieces: [Int] = [.max],
        format: RecordingFormat? = nil,
        limits: RecordingReader.Limits = .init()
    ) {
        var scratch = RecordingScratch()
        self.init(bytes, pieces: pieces, format: format, limits: limits, using: &scratch)
    }

    init(
        _ bytes: [UInt8],
        pieces: [Int] = [.max],
        format: RecordingFormat? = nil,
        limits: RecordingReader.Limits = .init(),
        using scratch: inout RecordingScratch
    ) {
        var reader = RecordingReader(format: format, limits: limits)
        var collected: [PointerEvent] = []
        var collectedKeys: [KeyEvent] = []
        func collect(_ batch: borrowing EventBatch) {
            collected += batch.pointer
            collectedKeys += batch.keys
        }
        var position = 0
        var piece = 0
        do {
            while position < bytes.count {
                let length = min(pieces[min(piece, pieces.count - 1)], bytes.count - position)
                let chunk = bytes.span.extracting(position..<position + length)
                let used = try reader.read(chunk, using: &scratch, consume: collect)
                precondition(used == length, "a recording of one stream takes all bytes")
                position += length
                piece += 1
            }
            facts = try reader.finish(using: &scratch, consume: collect)
        } catch {
            self.error = error
            facts = reader.facts
        }
        events = collected
        keys = collectedKeys
    }

    init(_ text: String, pieces: [Int] = [.max], format: RecordingFormat? = nil) {
        self.init(Array(text.utf8), pieces: pieces, format: format)
    }
}

extension Reading: Equatable {
    /// Whether both gave the same. How far an unreadable recording was read before that was seen does not count.
    static func == (one: Reading, other: Reading) -> Bool {
        guard one.error == nil, other.error == nil else { return one.error == other.error }
        return one.events == other.events && one.keys == other.keys && one.facts == other.facts
    }
}
