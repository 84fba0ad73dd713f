import RecordingWriters
import Snapshots
import Synthesis
import TestSupport
import Testing

@testable import Recordings

/// A made-up format of two streams: every byte of `main` says how many bytes of `places` make the next event's x.
private struct PairDecoder: RecordingDecoder {
    private(set) var rows = RowCounts()
    private(set) var wantedStream: StreamName? = .main
    private var missing = 0
    private var sum: Int32 = 0

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        for index in bytes.indices {
            if wantedStream == .main {
                missing = Int(bytes[index])
                sum = 0
            } else {
                missing -= 1
                sum += Int32(bytes[index])
            }
            wantedStream = missing == 0 ? .main : StreamName("places")
            guard missing == 0 else { return index + 1 }
            rows.total += 1
            batch.append(PointerEvent(recorderTime: .missing, clientTime: .missing, x: sum, y: 0, kind: .move))
            return index + 1
        }
        return 0
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        wantedStream = nil
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: rows.total)
        writer.append(optional: wantedStream) { $0.append(text: $1.name) }
        writer.append(count: missing)
        writer.append(signed: Int64(sum))
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows.total = Int64(try reader.tally())
        wantedStream = try reader.optional { reader throws(SnapshotCorruption) in StreamName(try reader.text()) }
        missing = try reader.count(atMost: 255)
        sum = Int32(try reader.signed(in: 0...65_025))
    }
}

struct StreamsTests {
    private let format = RecordingFormat(
        name: "pair",
        summary: "two streams",
        contents: RecordingContents(pointer: .motion, clock: .session, hasEndMark: true)
    ) { _ in
        .matches
    } makeDecoder: {
        PairDecoder()
    }
    private let places = StreamName("places")

    /// Reads two streams, each in pieces of its own, always the one that is wanted.
    ///
    /// - Parameter restarts: whether the reader is replaced by a restored one before every read.
    private func read(
        main: [UInt8],
        places: [UInt8],
        pieces: [StreamName: Int],
        restarts: Bool = false
    ) throws -> [Int32] {
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        let data = [StreamName.main: main, self.places: places]
        var positions = [StreamName.main: 0, self.places: 0]
        // How much of a stream there has been: after a restart a compressed one is given again from its start.
        var reached = positions
        var found: [Int32] = []
        while let wanted = reader.wantedStream, let bytes = data[wanted], let piece = pieces[wanted],
            let known = reached[wanted]
        {
            if restarts {
                var writer = SnapshotWriter()
                reader.snapshot(into: &writer)
                var snapshot = SnapshotReader(writer.bytes)
                reader = try RecordingReader(from: &snapshot, formats: [format])
                for stream in positions.keys { positions[stream] = Int(reader.resumeOffset(of: stream)) }
            }
            let start = positions[wanted] ?? 0
            let chunk = bytes.span.extracting(start..<min(known + piece, bytes.count))
            let end = try start + reader.read(chunk, of: wanted, using: &scratch) { found += $0.pointer.map(\.x) }
            positions[wanted] = end
            reached[wanted] = max(known, end)
            if known == bytes.count, reader.wantedStream == wanted {
                try reader.endWantedStream(using: &scratch) { found += $0.pointer.map(\.x) }
            }
        }
        let rows = try reader.finish(using: &scratch) { found += $0.pointer.map(\.x) }.rows
        #expect(rows.total == found.count)
        return found
    }

    @Test(arguments: [1, 2, 3, 1000], [1, 2, 5, 1000])
    func orderOfArrivalDoesNotMatter(mainPiece: Int, placesPiece: Int) throws {
        var random = SplitMix64(seed: 5)
        let main = (0..<3000).map { _ in UInt8.random(in: 0...3, using: &random) }
        let bytes = (0..<main.reduce(0) { $0 + Int($1) }).map { UInt8(truncatingIfNeeded: $0) }
        var expected: [Int32] = []
        var rest = bytes[...]
        for count in main {
            expected.append(rest.prefix(Int(count)).reduce(0) { $0 + Int32($1) })
            rest = rest.dropFirst(Int(count))
        }
        let pieces = [StreamName.main: mainPiece, places: placesPiece]
        #expect(try read(main: main, places: bytes, pieces: pieces) == expected)
        #expect(try read(main: gzip(main), places: gzip(bytes), pieces: pieces) == expected)
        #expect(try read(main: main, places: gzip(bytes), pieces: pieces) == expected)
    }

    @Test(arguments: [false, true], [false, true])
    func restartsDoNotMatter(mainIsCompressed: Bool, placesAreCompressed: Bool) throws {
        let main = (0..<60).map { UInt8($0 % 4) }
        let bytes = (0..<90).map { UInt8($0) }
        let found = try read(
            main: mainIsCompressed ? gzip(main) : main,
            places: placesAreCompressed ? gzip(bytes) : bytes,
            pieces: [.main: 3, places: 4],
            restarts: true
        )
        #expect(try read(main: main, places: bytes, pieces: [.main: 1000, places: 1000]) == found)
        #expect(found.count == 60)
    }

    /// A stream of zeros that shrinks a thousandfold, of which only a few are wanted at a time.
    @Test(arguments: [1, 5000, .max])
    func littleWaitsOfAStreamThatExpands(piece: Int) throws {
        let main = [UInt8](repeating: 250, count: 6000)
        let packed = gzip([UInt8](repeating: 0, count: 1_500_000), level: 9)
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        var positions = [StreamName.main: 0, places: 0]
        var count = 0
        while let wanted = reader.wantedStream, let start = positions[wanted] {
            let bytes = wanted == places ? packed : main
            let end = start + min(piece, bytes.count - start)
            guard start < end else {
                try reader.endWantedStream(using: &scratch) { count += $0.pointer.count }
                continue
            }
            let chunk = bytes.span.extracting(start..<end)
            positions[wanted] =
                try start + reader.read(chunk, of: wanted, using: &scratch) { count += $0.pointer.count }
            let waiting = reader.streams.map(\.pending.count).max() ?? 0
            try #require(waiting <= ByteStream.enoughPending + RecordingScratch.outputSize)
            try #require(reader.byteCount < 512 << 10)
        }
        #expect(count == 6000)
        #expect(reader.byteCount >= InflateStream.byteCount)
    }

    /// Whatever lies behind the last byte that is wanted, and however often the streams take turns.
    @Test(arguments: [false, true], [1, 1000, 100_000, .max])
    func muchThatWaitsGivesTheSameInAnyPieces(isDamaged: Bool, piece: Int) throws {
        let timing = (0..<30_000).map { "\($0 % 5 == 0 ? 3 : 4) 0.00\($0 % 7) 1\n" }.joined()
        let text = (0..<30_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        var streams = [StreamName.main: gzip(Array(timing.utf8)), StreamName("ttyin"): gzip(Array(text[..<6000]))]
        streams[StreamName("ttyout")] = gzip(Array(text[..<24_000]), level: 1)
        if isDamaged {
            for (name, bytes) in streams { streams[name]?[bytes.count * 9 / 10] ^= 0x55 }
        }
        let whole = Reading(streams: streams, format: .sudoLog)
        #expect(whole.error == nil && (whole.facts.damage != nil) == isDamaged)
        #expect(whole.keys.count > 3000)
        #expect(Reading(streams: streams, pieces: [piece], format: .sudoLog) == whole)
        guard piece >= 1000 else { return }
        let restarted = try RestartedStreamsReading(streams, piece: min(piece, 1 << 20), format: .sudoLog)
        #expect(restarted.keys == whole.keys && restarted.facts == whole.facts)
    }

    @Test func bytesOfAnotherStreamAreNotTaken() throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        #expect(try reader.read([1, 2].span, of: places, using: &scratch) { _ in } == 0)
        #expect(try reader.read([0, 2, 9].span, using: &scratch) { _ in } == 2)
        #expect(reader.wantedStream == places)
        #expect(try reader.read([9].span, using: &scratch) { _ in } == 0)
    }
}
