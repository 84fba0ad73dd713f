import Recordings

/// Everything that came of reading one recording.
struct Reading {
    var events: [PointerEvent] = []
    var keys: [KeyEvent] = []
    var commands: [CommandEvent] = []
    var titles: [TitleEvent] = []
    var facts = RecordingFacts()
    var error: RecordingError?

    /// Reads a recording in pieces of the given lengths; the last length is repeated.
    ///
    /// - Parameters:
    ///   - bytes: the main stream.
    ///   - companions: what further streams there are.
    init(
        _ bytes: [UInt8],
        companions: [StreamName: [UInt8]] = [:],
        pieces: [Int] = [.max],
        format: RecordingFormat? = nil,
        limits: RecordingReader.Limits = .init()
    ) {
        var scratch = RecordingScratch()
        self.init(bytes, companions: companions, pieces: pieces, format: format, limits: limits, using: &scratch)
    }

    init(
        _ bytes: [UInt8],
        companions: [StreamName: [UInt8]] = [:],
        pieces: [Int] = [.max],
        format: RecordingFormat? = nil,
        limits: RecordingReader.Limits = .init(),
        using scratch: inout RecordingScratch
    ) {
        var reader = RecordingReader(format: format, limits: limits)
        var collected: [PointerEvent] = []
        var collectedKeys: [KeyEvent] = []
        var collectedCommands: [CommandEvent] = []
        var collectedTitles: [TitleEvent] = []
        func collect(_ batch: borrowing EventBatch) {
            collected += batch.pointer
            collectedKeys += batch.keys
            collectedCommands += batch.commands
            collectedTitles += batch.titles
        }
        var positions: [StreamName: Int] = [:]
        var piece = 0
        do {
            while let stream = reader.wantedStream {
                let data = stream == .main ? bytes : companions[stream] ?? []
                let position = positions[stream, default: 0]
                let length = min(pieces[min(piece, pieces.count - 1)], data.count - position)
                guard length > 0 else {
                    try reader.endWantedStream(using: &scratch, consume: collect)
                    continue
                }
                let chunk = data.span.extracting(position..<position + length)
                let used = try reader.read(chunk, of: stream, using: &scratch, consume: collect)
                precondition(
                    used == length || reader.wantedStream != stream,
                    "all bytes of the wanted stream are taken"
                )
                positions[stream, default: 0] += used
                piece += 1
            }
            facts = try reader.finish(using: &scratch, consume: collect)
        } catch {
            self.error = error
            facts = reader.facts
        }
        events = collected
        keys = collectedKeys
        commands = collectedCommands
        titles = collectedTitles
    }

    init(_ text: String, pieces: [Int] = [.max], format: RecordingFormat? = nil) {
        self.init(Array(text.utf8), pieces: pieces, format: format)
    }
}

extension Reading: Equatable {
    /// Whether both gave the same. How far an unreadable recording was read before that was seen does not count.
    static func == (one: Reading, other: Reading) -> Bool {
        guard one.error == nil, other.error == nil else { return one.error == other.error }
        return one.events == other.events && one.keys == other.keys && one.commands == other.commands
            && one.titles == other.titles && one.facts == other.facts
    }
}
