import Recordings
import Testing

/// Several sessions in one typescript, as `script --append` leaves them.
struct AppendedTypescriptTests {
    private static func log(_ day: Int, _ text: String) -> String {
        "Script started on 2026-01-0\(day) 12:00:00+00:00 [COLUMNS=\"80\" LINES=\"24\"]\n\(text)"
            + "\nScript done on 2026-01-0\(day) 12:01:00+00:00 [COMMAND_EXIT_CODE=\"0\"]\n"
    }

    /// What one key and its echo, `a` or `1`, are in the timing.
    private static func timing(_ day: Int, logs: String = "") -> String {
        "H 0.000000 START_TIME 2026-01-0\(day) 12:00:01+00:00\n\(logs)I 0.500000 1\nO 0.250000 1\n"
            + "H 0.000000 DURATION 7.500000\nH 0.000000 EXIT_CODE 0\n"
    }

    private static let oneLog = "H 0.000000 OUTPUT_LOG s\nH 0.000000 INPUT_LOG s\n"
    /// ms since 1970 of the start that is in the timing of the first day.
    private static let firstStart: Int64 = 1_767_268_801_000
    private static let day: Int64 = 86_400_000

    private static func streams(timing: String, _ typescript: String, input: String = "") -> [StreamName: [UInt8]] {
        [
            .main: Array(timing.utf8), StreamName("typescript"): Array(typescript.utf8),
            StreamName("in"): Array(input.utf8),
        ]
    }

    private static func keys(_ keyClass: KeyClass, at start: Int64) -> [KeyEvent] {
        [keyEvent(start + 500, .input, keyClass), keyEvent(start + 750, .echo, keyClass)]
    }

    /// The timing is that of the last: `script` begins it anew.
    private static let appended = [
        streams(
            timing: timing(3, logs: oneLog),
            log(1, "zzzz\r\nScript started on somewhere\n") + log(2, "") + log(3, "aa")
        ),
        streams(timing: timing(3), log(1, "zz\r\n") + log(3, "a"), input: log(1, "z") + log(3, "a")),
    ]

    /// Somebody has kept the timings of both.
    private static let kept = [
        streams(timing: timing(1, logs: oneLog) + timing(3, logs: oneLog), log(1, "11") + log(3, "aa")),
        streams(timing: timing(1) + timing(3), log(1, "1") + log(3, "a"), input: log(1, "1") + log(3, "a")),
    ]

    @Test(arguments: appended)
    func theSessionOfTheTimingIsReadBehindThoseBefore(streams: [StreamName: [UInt8]]) {
        let reading = Reading(streams: streams)
        #expect(reading.error == nil && reading.facts.rows.malformed == 0)
        #expect(reading.keys == Self.keys(.letterLeft, at: Self.firstStart + 2 * Self.day))
        #expect(reading.facts.isComplete)
        #expect(reading.facts.span?.first.milliseconds == Self.firstStart + 2 * Self.day)
    }

    @Test(arguments: kept)
    func aSessionBehindTheEndOfAnotherGoesOnWithTheRecording(streams: [StreamName: [UInt8]]) {
        let reading = Reading(streams: streams)
        #expect(reading.error == nil && reading.facts.rows.malformed == 0)
        let later = Self.keys(.letterLeft, at: Self.firstStart + 2 * Self.day)
        #expect(reading.keys == Self.keys(.digit, at: Self.firstStart) + later)
        #expect(reading.facts.isComplete)
        #expect(reading.facts.span?.first.milliseconds == Self.firstStart)
        #expect(reading.facts.span?.last.milliseconds == Self.firstStart + 2 * Self.day + 7500)
    }

    @Test(arguments: appended + kept, [1, 3, 40])
    func areReadTheSameInAnyPieces(streams: [StreamName: [UInt8]], piece: Int) throws {
        let whole = Reading(streams: streams)
        #expect(Reading(streams: streams, pieces: [piece]) == whole)
        let restarted = try RestartedStreamsReading(streams, piece: piece)
        #expect(restarted.keys == whole.keys && restarted.facts == whole.facts)
    }

    /// An end is none if more follows that has not ended.
    @Test func withoutAnEndOfTheLastTheyAreNotComplete() {
        let begun = Self.timing(3, logs: Self.oneLog).prefix { $0 != "D" }
        let streams = Self.streams(timing: Self.timing(1, logs: Self.oneLog) + begun, Self.log(1, "11"))
        #expect(!Reading(streams: streams).facts.isComplete)
    }

    @Test func withoutTheirLogTheKeysKeepTheirTimes() {
        let reading = Reading(streams: Self.streams(timing: Self.timing(3, logs: Self.oneLog), Self.log(1, "zz")))
        #expect(reading.error == nil && reading.facts.rows.malformed > 0)
        #expect(reading.keys.first?.time.milliseconds == Self.firstStart + 2 * Self.day + 500)
        #expect(reading.keys.first?.keyClass == .other)
    }

    /// Some of the timing is missing, such as its end where `script` was killed, or cannot be read.
    @Test(arguments: ["", "nonsense\n"])
    func whatTheTimingTellsIsReadWhereItTellsLessThanTheLog(line: String) {
        let begun = Self.timing(1, logs: Self.oneLog).prefix { $0 != "D" }
        let reading = Reading(streams: Self.streams(timing: begun + line, Self.log(1, "11more")))
        #expect(reading.error == nil)
        #expect(reading.keys == Self.keys(.digit, at: Self.firstStart))
        #expect(!reading.facts.isComplete)
    }

    /// The first leaves it showing its other screen.
    @Test func theTerminalOfASessionIsNotThatOfTheOneBefore() {
        let keys = "I 0.500000 1\nO 0.250000 1\n"
        let entry = "O 0.1 2\nI 0.1 1\nO 0.1 7\nI 0.1 1\nO 0.1 2\n"
        let second = Self.timing(3, logs: Self.oneLog).replacing(keys, with: entry)
        let shown = Self.log(3, "$ " + "c" + "cat abc" + "\r" + "\r\n")
        let alone = Reading(streams: Self.streams(timing: second, shown))
        let first = Self.timing(1, logs: Self.oneLog).replacing(keys, with: "O 0.1 8\n")
        let both = Reading(streams: Self.streams(timing: first + second, Self.log(1, "\u{1B}[?1049h") + shown))
        #expect(both.commands == alone.commands && alone.commands.count == 1)
    }

    /// A classic timing does not say to which session it belongs.
    @Test(arguments: [1, 7, .max])
    func ofAClassicTimingAreRefused(piece: Int) {
        let streams = Self.streams(timing: "0.500000 1\n", Self.log(1, "zzz") + Self.log(2, "a"))
        guard case .unsupported(let what, _)? = Reading(streams: streams, pieces: [piece]).error?.problem else {
            Issue.record("it was read")
            return
        }
        #expect(what.contains("--append"))
    }
}
