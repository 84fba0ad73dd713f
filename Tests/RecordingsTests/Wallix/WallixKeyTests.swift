import RecordingWriters
import Recordings
import Testing

struct WallixKeyTests {
    private static func writer(compression: UInt8 = 0) -> WallixWriter {
        var writer = WallixWriter(version: 4, compression: compression)
        writer.stamp(WallixWriter.start, 10, 10)
        writer.stamp(WallixWriter.start + 100_600, 11, 10, typed: "t")
        writer.stamp(WallixWriter.start + 200_400, 12, 10, typed: "h*\r")
        writer.stamp(WallixWriter.start + 300_000, 13, 10, typed: "\u{8}\u{2190}")
        writer.stamp(WallixWriter.start + 400_000, 14, 10, typed: "many at once")
        writer.stamp(WallixWriter.start + 500_000, 15, 10)
        return writer
    }

    private static let start = Int64(WallixWriter.start) / 1000

    private static func expect(_ keys: [KeyEvent], sourceLocation: SourceLocation = #_sourceLocation) {
        let classes: [KeyClass] = [
            .letterLeft, .letterRight, .other, .enter, .erase, .navigation, .other,
        ]
        #expect(keys.map(\.keyClass) == classes, sourceLocation: sourceLocation)
        #expect(keys.map { $0.time.milliseconds - start } == [101, 200, 200, 200, 300, 300, 400])
        #expect(keys.map(\.count) == [1, 3, 3, 3, 2, 2, 12])
        #expect(keys.map(\.action) == [.input, .input, .input, .input, .input, .input, .paste])
        #expect(keys[1].digraph?.rank == 0)
    }

    @Test func whatWasTypedIsRead() {
        for bytes in [Self.writer().bytes, Self.writer().compressed(frameLength: 50)] {
            let reading = Reading(bytes)
            Self.expect(reading.keys)
            #expect(reading.events.count == 6 && reading.facts.rows.total == 6)
            for cut in 1..<bytes.count { #expect(Reading(bytes, pieces: [cut, .max]) == reading) }
        }
    }

    @Test func aRestartGivesEachKeyOnce() throws {
        for bytes in [Self.writer().bytes, Self.writer().compressed(frameLength: 50)] {
            for cut in 1..<bytes.count { Self.expect(try RestartedReading(bytes, at: cut).keys) }
        }
    }

    /// The payload's length is none of whole characters.
    @Test func aPartOfACharacterIsNone() {
        var writer = Self.writer()
        let payload = littleEndian(WallixWriter.start + 600_000) + [1, 0, 2, 0, 0, 0x61, 0, 0, 0, 0x62, 0]
        writer.chunks += WallixWriter.chunk(0x03F0, payload)
        let reading = Reading(writer.bytes)
        #expect(reading.keys.last?.keyClass == .letterLeft && reading.keys.count == 8 && reading.events.count == 7)
    }
}
