import RecordingWriters
import Synthesis
import TestSupport
import Testing

@testable import Recordings

struct TypescriptTests {
    typealias Kind = TerminalTranscript.TypescriptKind

    private func transcript(_ count: Int, seed: UInt64) -> TerminalTranscript {
        var random = SplitMix64(seed: seed)
        return TerminalTranscript(count: count, using: &random)
    }

    private func read(_ timing: String, _ typescript: String = "", input: String = "") -> Reading {
        Reading(
            Array(timing.utf8),
            companions: [StreamName("typescript"): Array(typescript.utf8), StreamName("in"): Array(input.utf8)]
        )
    }

    @Test(arguments: Kind.allCases, 1...3 as ClosedRange<UInt64>)
    func eachKindGivesItsEventsInAnyPieces(kind: Kind, seed: UInt64) {
        let transcript = transcript(1500, seed: seed)
        var expected = transcript.keys(start: TerminalTranscript.typescriptStart)
        if kind == .classic { expected.removeAll { $0.action != .echo } }
        let streams = transcript.typescript(kind)
        let whole = Reading(streams: streams)
        #expect(whole.error == nil)
        #expect(whole.keys == expected)
        #expect(whole.facts.format == .typescript)
        #expect(whole.facts.isComplete && whole.facts.clock == .wall)
        #expect(whole.facts.description.terminal == .init(columns: 80, lines: 24))
        #expect(whole.facts.span?.first.milliseconds == TerminalTranscript.typescriptStart / 1_000_000)
        for piece in [1, 2, 13, 700] {
            #expect(Reading(streams: streams, pieces: [piece]) == whole)
            let packed = Reading(streams: streams.mapValues { gzip($0) }, pieces: [piece])
            #expect(packed.keys == whole.keys && packed.facts.isComplete)
        }
    }

    @Test(arguments: Kind.allCases, [1, 7, 500])
    func restartsDoNotMatter(kind: Kind, piece: Int) throws {
        let streams = transcript(40, seed: 5).typescript(kind)
        let whole = Reading(streams: streams)
        let restarted = try RestartedStreamsReading(streams, piece: piece)
        #expect(restarted.keys == whole.keys)
        #expect(restarted.commands == whole.commands && restarted.titles == whole.titles)
        #expect(restarted.facts == whole.facts)
    }

    @Test func guacamolesTypescriptIsRead() {
        let reading = read(
            "0.250000 7\n1.500000 1\n0.000000 0\n0.100000 2\n",
            "[BEGIN TYPESCRIPT]\nlogin: l\r\n\n[END TYPESCRIPT]\n"
        )
        #expect(reading.keys.map(\.keyClass) == [.letterRight, .enter])
        #expect(reading.keys.map(\.time.milliseconds) == [1750, 1850])
        #expect(reading.facts.clock == .session)
        #expect(reading.facts.isComplete)
        #expect(reading.facts.rows.total == 4)
    }

    @Test(arguments: ["", "\n[END TYPESCRIPT]", "x", "\n[END typescript]\n", "\nScript"])
    func withoutAnEndMarkItIsNotComplete(end: String) {
        #expect(!read("0.250000 1\n", "[BEGIN TYPESCRIPT]\na\(end)").facts.isComplete)
    }

    @Test func theHeaderMayBeInAnyLanguage() {
        let header =
            "Skript gestartet auf 2026-01-31T22:59:59Z [COMMAND=\"a COLUMNS=\"7\" b\" COLUMNS=\"80\" LINES=\"24\"]\n"
        let facts = read("0.250000 1\n", header + "a").facts
        #expect(facts.span?.first.milliseconds == TerminalTranscript.typescriptStart / 1_000_000)
        #expect(facts.description.terminal == .init(columns: 80, lines: 24))
    }

    @Test(arguments: [
        "Script started on Sat Jan 31 23:59:59 2026\n", "Script started on 2026-13-31 23:59:59+01:00\n",
        "Script started on 2026-01-31 23:59:59\n", "Script started on 2026-01-31 24:00:00+00:00\n", "\n",
    ])
    func withoutATimeTheSessionsStartIsTheClocks(header: String) {
        let reading = read("0.250000 1\n", header + "a")
        #expect(reading.facts.clock == .session)
        #expect(reading.keys.map(\.time.milliseconds) == [250])
    }

    @Test(arguments: [
        ("1970-01-01 00:00:00+00:00", 0), ("2000-02-29 12:00:00Z", 951_825_600),
        ("2026-01-01T00:00:00-0930", 1_767_259_800),
        ("2100-03-01 00:00:00+00:00", 4_107_542_400), ("1999-12-31 23:59:60+00:00", 946_684_800),
    ])
    func calendarTimesAreThoseOfTheCalendar(text: String, seconds: Int64) {
        #expect(TimingClock.Start(firstIn: Array(text.utf8).span) == TimingClock.Start(seconds: seconds))
    }

    @Test func signalsTakeTimeAndTheDurationIsTheEnd() {
        let timing = """
            H 0.000000 START_TIME 2026-01-31 23:59:59+01:00
            I 0.500000 1
            S 0.250000 SIGWINCH ROWS=33 COLS=108
            I 0.250000 1
            H 0.000000 DURATION 7.500000
            H 0.000000 EXIT_CODE 0
            I 0.250000 1

            """
        let reading = read(timing, input: "header\nabc")
        let start = TerminalTranscript.typescriptStart / 1_000_000
        #expect(reading.keys.map(\.time.milliseconds) == [start + 500, start + 1000])
        #expect(reading.facts.span?.last.milliseconds == start + 7500)
        #expect(reading.facts.isComplete)
    }

    @Test(arguments: [
        ("X 0.1 1", MalformedRow.Reason.word(field: "event")), ("text", .word(field: "event")),
        ("O x 1", .number(field: "delay")), ("O 0.1", .fieldCount), ("O 0.1 x", .number(field: "number of bytes")),
        ("0.1 99999999999999999999", .number(field: "number of bytes")), ("0.1 1 1", .fieldCount),
        ("H x", .number(field: "delay")), (String(repeating: "O", count: 17_000), .tooLong(limit: 16 * 1024)),
    ])
    func aBadLineIsSkipped(line: String, reason: MalformedRow.Reason) {
        let reading = read("0.500000 1\n\(line)\n0.500000 1\n", "header\nab")
        #expect(reading.keys.map(\.time.milliseconds) == [500, 1000])
        #expect(reading.facts.rows.firstMalformed == MalformedRow(line: 2, byte: 11, reason: reason))
    }

    @Test(arguments: [TerminalTranscript.typescriptHeader + "$ ls", "[BEGIN TYPESCRIPT]\n$ "], [1, 4, .max])
    func aTypescriptWithoutItsTimingIsCalledSo(text: String, piece: Int) {
        guard case .unsupported? = Reading(text, pieces: [piece]).error?.problem else {
            Issue.record("it was read")
            return
        }
    }

    @Test(arguments: ["s.timing", "s.tm", "s.time", "s.timing.gz"])
    func companionsAreCalledLikeTheTiming(name: String) {
        let files = RecordingFormat.typescript.companions.files(Array(name.utf8))
        #expect(files.map { String(decoding: $0.name, as: UTF8.self) } == ["s", "s.in", "s.out"])
        #expect(files.map(\.stream.name) == ["typescript", "in", "out"])
    }

    @Test func companionsBelongToATiming() {
        func names(_ name: String) -> [String] {
            RecordingFormat.typescript.companions.mainNames(Array(name.utf8)).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(names("s") == ["s.timing", "s.tm", "s.time"])
        #expect(names("s.in").contains("s.timing") && names("s.out.gz").contains("s.timing"))
        #expect(RecordingFormat.typescript.companions.files(Array(".timing".utf8)).isEmpty)
        #expect(RecordingFormat.typescript.companions.files(Array("s".utf8)).isEmpty)
    }
}
