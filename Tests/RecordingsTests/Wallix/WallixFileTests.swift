import RecordingWriters
import Recordings
import TestSupport
import Testing

struct WallixFileTests {
    private func moves(_ places: [(after: Int64, x: Int32, y: Int32)], from start: UInt64 = WallixWriter.start)
        -> [PointerEvent]
    {
        places.map { place in
            PointerEvent(
                recorderTime: Timestamp(milliseconds: Int64(start / 1000) + place.after),
                clientTime: .missing,
                x: place.x,
                y: place.y,
                kind: .move
            )
        }
    }

    private static let sample: WallixWriter = {
        var writer = WallixWriter()
        writer.chunks += WallixWriter.chunk(0x1000, [UInt8](repeating: 7, count: 3000))
        writer.times(5_000_000, WallixWriter.start + 5_000_000)
        writer.stamp(0, 0, 0)
        writer.stamp(6_000, 10, 20)
        writer.chunks += WallixWriter.chunk(0, [1, 2, 3])
        writer.stamp(14_999, 65535, 20, typed: "secret")
        writer.stamp(30_000, 65535, 20)
        writer.stamp(40_000, 0, 0)
        return writer
    }()

    @Test func aMoveForEachStampOnTheWallsClock() {
        for bytes in [Self.sample.bytes, Self.sample.compressed(), gzip(Self.sample.compressed())] {
            let reading = Reading(bytes)
            #expect(reading.error == nil && reading.facts.damage == nil)
            #expect(reading.facts.format == .wallix)
            // The place in the corner is that of a pointer not moved yet; later ones are not.
            #expect(
                reading.events
                    == moves([(6, 10, 20), (14, 65535, 20), (30, 65535, 20), (40, 0, 0)])
            )
            #expect(reading.facts.rows.total == 5 && reading.facts.rows.unplaced == 1)
            #expect(reading.facts.rows.malformed == 0 && !reading.facts.isComplete)
        }
    }

    @Test(arguments: [3, 4] as [UInt16])
    func formerVersionsStampWithTheTimeItself(version: UInt16) {
        var writer = WallixWriter(version: version)
        writer.stamp(WallixWriter.start + 1_000, 1, 2)
        #expect(Reading(writer.bytes).events == moves([(1, 1, 2)]))
    }

    @Test func theFirstVersionHasNoPointer() {
        var writer = WallixWriter(version: 1)
        writer.chunks += WallixWriter.chunk(0x03F0, littleEndian(WallixWriter.start))
        let reading = Reading(writer.bytes)
        #expect(reading.error == nil && reading.events.isEmpty && reading.facts.rows.total == 0)
    }

    /// A clock that is set does not tear a movement apart.
    @Test func onlyTheFirstTimeOnTheWallCounts() {
        var writer = WallixWriter()
        writer.times(0, WallixWriter.start)
        writer.stamp(1_000, 1, 2)
        writer.times(1_500, WallixWriter.start + 3_600_000_000)
        writer.stamp(2_000, 3, 4)
        #expect(Reading(writer.bytes).events == moves([(1, 1, 2), (2, 3, 4)]))
    }

    @Test func timesBeyondBeliefAreMissing() {
        var writer = WallixWriter()
        writer.stamp(.max, 1, 2)
        #expect(Reading(writer.bytes).events.map(\.recorderTime) == [.missing])
    }

    private func problem(_ bytes: [UInt8], format: RecordingFormat? = nil) -> String? {
        guard case .unsupported(let what, _)? = Reading(bytes, format: format).error?.problem else { return nil }
        return what
    }

    @Test func whatCannotBeReadIsSaid() {
        #expect(problem(WallixWriter(compression: 2).bytes) == "compressed with snappy")
        #expect(problem(WallixWriter(compression: 9).bytes) == "compressed in a way (9) that Gait does not know")
        #expect(problem(WallixWriter(version: 6).bytes) == "of version 6 of WALLIX's format")
        #expect(problem(WallixWriter(version: 0).bytes) == "of version 0 of WALLIX's format")
        #expect(problem(Array("WCFM\u{1}\0\0\0rest".utf8)) == "encrypted by WALLIX")
    }

    @Test(
        arguments: [
            "v2\n800 600\nnochecksum\n\n\n./a.wrm 0", "v2\n\n\na.mwrm 1", "800 600\n0\n\n./a 1 2",
            "800 600\n\n\n/a 1 2",
        ]
    )
    func anIndexIsNoRecording(text: String) throws {
        let problem = try #require(Reading(text).error).problem
        let isCompanion = if case .companion = problem { true } else { false }
        #expect(isCompanion, "\(problem)")
    }

    @Test(arguments: ["800 600\n1 2\n", "800 600 \n\n\n", "800 0.5\n", "v3\n800 600\n", "WCFN", "800\n\n\n"])
    func whatOnlyLooksAlikeIsUnknown(text: String) {
        #expect(Reading(text).error == RecordingError(.unknownFormat, byte: 0))
    }

    @Test(arguments: [0, 7, 1 << 28 + 1, .max] as [UInt32])
    func aLengthThatLiesEndsWhatIsRead(length: UInt32) {
        var writer = WallixWriter()
        writer.stamp(1_000, 1, 2)
        let whole = writer.bytes.count
        writer.chunks += WallixWriter.chunk(0x1000, [1, 2, 3], length: length)
        writer.stamp(2_000, 3, 4)
        for bytes in [writer.bytes, writer.compressed()] {
            let reading = Reading(bytes)
            #expect(reading.error == nil && reading.events.count == 1)
            #expect(
                reading.facts.damage == RecordingError(.unframed(missing: "length of a chunk"), byte: Int64(whole))
            )
        }
    }

    @Test(arguments: [(0, "time"), (7, "time"), (9, "position"), (11, "position")])
    func aShortStampIsMalformed(length: Int, missing: String) {
        var writer = WallixWriter()
        let start = Int64(writer.bytes.count)
        writer.chunks += WallixWriter.chunk(0x03F0, [UInt8](repeating: 1, count: length))
        writer.stamp(2_000, 3, 4)
        let reading = Reading(writer.bytes)
        #expect(reading.events.count == 1 && reading.facts.rows.total == 2 && reading.facts.rows.malformed == 1)
        #expect(reading.facts.rows.firstMalformed == MalformedRow(byte: start, reason: .missing(missing)))
    }

    @Test(arguments: [10, 30, 44])
    func aFirstChunkThatIsCutOffIsAnError(length: Int) {
        let bytes = Array(WallixWriter().bytes.prefix(length))
        #expect(Reading(bytes).error == RecordingError(.unframed(missing: "META chunk"), byte: 0))
    }

    @Test func aFirstChunkThatIsTooShortIsAnError() {
        let short = WallixWriter.chunk(0x03EE, littleEndian(UInt16(5)) + [UInt8](repeating: 0, count: 33))
        #expect(Reading(short).error == RecordingError(.unframed(missing: "compression"), byte: 8))
        #expect(
            Reading(WallixWriter.chunk(0x03EE, [5])).error == RecordingError(.unframed(missing: "version"), byte: 8)
        )
    }

    @Test func framesOfAnyLengthAndNewStreamsAreRead() {
        let whole = Reading(Self.sample.bytes)
        let meta = WallixWriter(compression: 1).bytes
        for frameLength in [1, 2, 7, 100] {
            let frames = Self.sample.compressed(frameLength: frameLength)[meta.count...]
            let bytes = meta + frames
            #expect(Reading(bytes).events == whole.events)
            // The same again, as a new stream, whose first stamps are not in the corner's place any more.
            let again = Self.sample.compressed(frameLength: frameLength, resets: true)[meta.count...]
            #expect(Reading(bytes + again).events.count == whole.events.count * 2 + 1)
            // Without its mark, what follows the stream's end is none.
            #expect(Reading(bytes + frames).events == whole.events)
        }
    }

    @Test(
        arguments: [
            // Neither is the beginning of a zlib stream.
            [0xFF, 0xFF, 0xFF, 0xFF], [0x78, 0x9D, 0, 0],
            // A stream that needs a dictionary, and a block of a kind that there is not.
            [0x78, 0xBB, 1, 2, 3, 4], [0x78, 0x9C, 0x07],
        ] as [[UInt8]]
    )
    func corruptCompressionKeepsWhatCameBefore(stream: [UInt8]) {
        let before = Self.sample.compressed()
        let whole = Reading(before)
        let reading = Reading(before + [1] + littleEndian(UInt32(stream.count)) + stream + before)
        #expect(reading.error == nil && reading.events == whole.events)
        guard case .corruptCompression? = reading.facts.damage?.problem else {
            Issue.record("the damage is not told")
            return
        }
        #expect(reading.facts.damage?.byte == Int64(before.count))
    }

    @Test func whatExpandsTooMuchIsAnError() {
        var writer = WallixWriter(compression: 1)
        for _ in 0..<40 {
            writer.chunks += WallixWriter.chunk(0x1000, [UInt8](repeating: 0, count: 1 << 20))
        }
        #expect(Reading(writer.compressed()).error?.problem == .expandsTooMuch(ratio: 200))
    }

    @Test func aBeginningIsOnlyThisFormats() {
        for beginning in [
            Self.sample.bytes, Array("WCFM\u{1}\0\0\0rest".utf8), Array("v2\n800 600\n".utf8),
            Array("800 600\n\n\n/a".utf8),
        ] {
            #expect(RecordingFormat.names(recognising: beginning) == ["wallix-wrm"])
        }
    }
}
