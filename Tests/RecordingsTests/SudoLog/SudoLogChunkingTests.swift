import RecordingWriters
import Synthesis
import TestSupport
import Testing

@testable import Recordings

struct SudoLogChunkingTests {
    private static let log = "1603746837:millert:root::/dev/ttypb:24:80\n/home\n/usr/bin/id\n"
    private static let start: Int64 = 1_603_746_837_000_000_000

    private func transcript(_ count: Int, seed: UInt64) -> TerminalTranscript {
        var random = SplitMix64(seed: seed)
        return TerminalTranscript(count: count, using: &random)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func piecesDoNotMatter(seed: UInt64) {
        let transcript = transcript(2000, seed: seed)
        let streams = transcript.sudoLog(log: Self.log)
        let whole = Reading(streams: streams)
        #expect(whole.error == nil)
        #expect(whole.keys == transcript.keys(start: Self.start))
        #expect(whole.facts.span?.last.milliseconds == (Self.start + transcript.duration + 500_000) / 1_000_000)
        #expect(whole.facts.rows.total == 2000 && whole.facts.rows.malformed == 0)
        var random = SplitMix64(seed: seed &+ 100)
        for longest in [1, 3, 17, 300, 5000] {
            let pieces = (0..<100).map { _ in Int.random(in: 1...longest, using: &random) }
            #expect(Reading(streams: streams, pieces: pieces + [longest]) == whole)
        }
        var packed = streams.mapValues { gzip($0) }
        // sudo leaves the log as it is.
        packed[StreamName("log")] = streams[StreamName("log")]
        let packedWhole = Reading(streams: packed)
        #expect(packedWhole.keys == whole.keys && packedWhole.facts.rows == whole.facts.rows)
        for longest in [1, 64, 5000] {
            #expect(Reading(streams: packed, pieces: [longest]) == packedWhole)
        }
    }

    @Test(arguments: ["", "ttyin", "ttyout", "log"], [1, 3, 10_000])
    func lostEndsAreTheSameInAnyPieces(stream: String, piece: Int) {
        var streams = transcript(1500, seed: 9).sudoLog(log: Self.log)
        let name = StreamName(stream)
        streams[name] = streams[name].map { Array($0.prefix($0.count * 3 / 5)) }
        // A bad line behind the first row that lacks its bytes.
        streams[.main]? += Array("bad\n".utf8)
        let whole = Reading(streams: streams)
        #expect(whole.error == nil)
        #expect(Reading(streams: streams, pieces: [piece]) == whole)
    }

    @Test(arguments: [1, 2, 5, 40, 1000], [false, true])
    func restartsDoNotMatter(piece: Int, isCompressed: Bool) throws {
        var streams = transcript(60, seed: 3).sudoLog(log: Self.log)
        if isCompressed {
            for name in ["", "ttyin", "ttyout"].map(StreamName.init) { streams[name] = streams[name].map { gzip($0) } }
        }
        let whole = Reading(streams: streams)
        let restarted = try RestartedStreamsReading(streams, piece: piece)
        #expect(restarted.keys == whole.keys)
        #expect(restarted.commands == whole.commands && restarted.titles == whole.titles)
        #expect(restarted.facts == whole.facts)
    }

    @Test func snapshotsStayShort() throws {
        var streams = transcript(3000, seed: 4).sudoLog(log: Self.log)
        streams[StreamName("log.json")] = Array("{\"x\": \"\(String(repeating: "y", count: 100_000))\"}".utf8)
        #expect(try RestartedStreamsReading(streams, piece: 10_000).longestSnapshot < 8000)
    }

    @Test func manyEchoesBehindOneKeyAllComeOut() {
        // More than fit into what is left of a batch that is nearly full.
        let echoes = (0..<250).map { _ in TerminalTranscript.Record(.output, after: 1_000_000, "e") }
        let keys = (0..<6).map { _ in TerminalTranscript.Record(.input, after: 1_000_000, "abc") }
        let transcript = TerminalTranscript((0..<20).flatMap { _ in keys + echoes })
        let streams = transcript.sudoLog()
        for piece in [1, 100, 1000, .max] {
            #expect(Reading(streams: streams, pieces: [piece]).keys == transcript.keys())
        }
    }
}
