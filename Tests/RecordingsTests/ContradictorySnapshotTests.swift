import Snapshots
import Testing

@testable import Recordings

/// Snapshots that no reader takes, because what they say of places cannot be: they are refused, lest a later snapshot fails.
struct ContradictorySnapshotTests {
    private func isRefused<Decoder: RecordingDecoder>(_ decoder: Decoder, by fresh: Decoder) -> Bool {
        var writer = SnapshotWriter()
        decoder.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        var restored = fresh
        do throws(SnapshotCorruption) {
            try restored.restore(from: &reader)
            return false
        } catch {
            return true
        }
    }

    /// Of something unfinished there are as many bytes as there were in all, but not more.
    @Test(arguments: [Int64(2), 1, 0])
    func nothingBeginsBeforeTheRecording(offset: Int64) {
        var number = PartialNumber()
        number.count = 2

        var ttyrec = TtyrecDecoder()
        ttyrec.partial = number
        ttyrec.offset = offset
        #expect(isRefused(ttyrec, by: TtyrecDecoder()) == (offset < 2))

        var pyrdp = PyRDPDecoder()
        pyrdp.partial = number
        pyrdp.offset = offset
        #expect(isRefused(pyrdp, by: PyRDPDecoder()) == (offset < 2))

        var wallix = WallixDecoder()
        wallix.chunks.partial = number
        wallix.chunks.offset = offset
        #expect(isRefused(wallix, by: WallixDecoder()) == (offset < 2))

        var tlog = TlogDecoder()
        tlog.place = .dataLength
        tlog.partial = number
        tlog.offset = offset
        #expect(isRefused(tlog, by: TlogDecoder()) == (offset < 2))

        var guacamole = GuacamoleDecoder()
        guacamole.place = .lost
        guacamole.foundCount = 2
        guacamole.offset = offset
        #expect(isRefused(guacamole, by: GuacamoleDecoder()) == (offset < 2))

        var asciicast = AsciicastDecoder()
        asciicast.json.place = .withinNumber
        asciicast.json.unfinishedNumber = Array("10".utf8)
        asciicast.offset = offset
        #expect(isRefused(asciicast, by: AsciicastDecoder()) == (offset < 2))

        var sudo = SudoLogDecoder()
        sudo.part = .records
        sudo.lines.unfinished.append(Array("10".utf8).span, limit: 80)
        sudo.lines.offset = offset
        if offset >= 2 { #expect(!isRefused(sudo, by: SudoLogDecoder())) }
    }

    /// Records are saved by how far they are behind one another, and the next comes behind what was read of the timing.
    @Test(arguments: [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
    func noRecordIsBehindWhatWasRead(beyond: (elapsed: Int64, line: Int64, byte: Int64)) {
        var sudo = SudoLogDecoder()
        sudo.part = .records
        sudo.time.advance(by: 1000)
        sudo.lines.number = 2
        sudo.lines.offset = 20
        var script = TypescriptDecoder()
        script.time = sudo.time
        script.lines = sudo.lines
        let record = TimedRecord(
            .output,
            length: 5,
            elapsed: 1000 + beyond.elapsed,
            line: 2 + beyond.line,
            byte: 20 + beyond.byte
        )
        sudo.queue.append(record)
        script.queue.append(record)
        #expect(isRefused(sudo, by: SudoLogDecoder()) == (beyond != (0, 0, 0)))
        #expect(isRefused(script, by: TypescriptDecoder()) == (beyond != (0, 0, 0)))
    }

    private func isRefused(_ decoder: SudoLogDecoder?, of streams: [ByteStream]) -> Bool {
        let none: RecordingError? = nil
        var writer = SnapshotWriter()
        writer.append(optional: none) { $1.snapshot(into: &$0) }
        writer.append(optional: decoder) { writer, decoder in
            writer.append(text: RecordingFormat.sudoLog.name)
            decoder.snapshot(into: &writer)
            // Nothing is repeated.
            writer.append(flag: false)
        }
        writer.append(count: streams.count)
        for stream in streams { stream.snapshot(into: &writer, repeating: 0, isNeeded: false) }
        var reader = SnapshotReader(writer.bytes)
        do throws(SnapshotCorruption) {
            _ = try RecordingReader(from: &reader).facts
            return false
        } catch {
            return true
        }
    }

    /// A line that is in the snapshot is given again once there is something in it that may be in none.
    @Test(arguments: [Int64(7), 6, 0])
    func noMoreOfALineIsKeptThanThereWas(taken: Int64) {
        var decoder = SudoLogDecoder()
        decoder.part = .records
        decoder.lines.unfinished.append(Array("4 0.001".utf8).span, limit: 80)
        decoder.lines.offset = 7
        let main = ByteStream(name: .main)
        main.packing = .plain
        main.bytesRead = taken
        main.bytesDecoded = taken
        #expect(isRefused(decoder, of: [main]) == (taken < 7))
        #expect(isRefused(decoder, of: []))
    }

    @Test(arguments: [Int64(0), 1])
    func nothingIsDecodedBeforeThePackingIsKnown(decoded: Int64) {
        let main = ByteStream(name: .main)
        main.bytesRead = 1
        main.bytesDecoded = decoded
        #expect(isRefused(nil, of: [main]) == (decoded > 0))
    }
}
