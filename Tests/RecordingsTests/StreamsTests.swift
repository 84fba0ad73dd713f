import Recordings
import Synthesis
import Testing

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
}

struct StreamsTests {
    private let format = RecordingFormat(name: "pair") { _ in
        .matches
    } makeDecoder: {
        PairDecoder()
    }
    private let places = StreamName("places")

    /// Reads two streams, each in pieces of its own, always the one that is wanted.
    private func read(main: [UInt8], places: [UInt8], pieces: [StreamName: Int]) throws -> [Int32] {
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        let data = [StreamName.main: main, self.places: places]
        var positions = [StreamName.main: 0, self.places: 0]
        var found: [Int32] = []
        while let wanted = reader.wantedStream, let bytes = data[wanted], let start = positions[wanted],
            let piece = pieces[wanted]
        {
            if start == bytes.count {
                try reader.endWantedStream(using: &scratch) { found += $0.pointer.map(\.x) }
                continue
            }
            let chunk = bytes.span.extracting(start..<min(start + piece, bytes.count))
            positions[wanted] =
                try start + reader.read(chunk, of: wanted, using: &scratch) { found += $0.pointer.map(\.x) }
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

    @Test func bytesOfAnotherStreamAreNotTaken() throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        #expect(try reader.read([1, 2].span, of: places, using: &scratch) { _ in } == 0)
        #expect(try reader.read([0, 2, 9].span, using: &scratch) { _ in } == 2)
        #expect(reader.wantedStream == places)
        #expect(try reader.read([9].span, using: &scratch) { _ in } == 0)
    }
}
