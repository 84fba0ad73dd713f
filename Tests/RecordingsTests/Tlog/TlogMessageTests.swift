import RecordingWriters
import Recordings
import TestSupport
import Testing

struct TlogMessageTests {
    private static let text = TlogText()
    /// When the recordings made up here begin, in ms since 1970.
    private static let start: Int64 = 1_700_000_000_500

    private static func read(_ messages: String...) -> Reading {
        Reading(messages.map { $0 + "\n" }.joined())
    }

    private static func times(_ keys: [KeyEvent]) -> [Int64] { keys.map { $0.time.milliseconds - start } }

    @Test func typedKeysAndTheirEchoesAreRead() {
        let reading = Self.read(
            Self.text.message(
                1,
                "=80x24+10>7+90<1+2>1+100<1>1+50<1>2",
                input: "th\r",
                output: "ready$ th\r\n"
            ),
            Self.text.message(
                2,
                at: 1000,
                "=80x24+5<3+20<5+1>5+1000>4",
                input: "\u{1B}[Alogou",
                output: "logout\r\n\u{7}"
            )
        )
        #expect(reading.error == nil && reading.facts.format == .tlog)
        #expect(reading.facts.rows.total == 2 && reading.facts.rows.malformed == 0)
        let input = reading.keys.filter { $0.action != .echo }
        #expect(Self.times(input) == [100, 202, 252, 1005, 1025])
        #expect(input.map(\.keyClass) == [.letterLeft, .letterRight, .enter, .navigation, .other])
        #expect(input.map(\.action) == [.input, .input, .input, .input, .paste])
        #expect(input[1].digraph?.rank == 0 && input[4].count == 5)
        let echo = reading.keys.filter { $0.action == .echo }
        #expect(Self.times(echo) == [102, 202, 252])
        #expect(echo.map(\.keyClass) == [.letterLeft, .letterRight, .enter])
    }

    @Test func whatIsSaidOfTheRecordingIsRead() {
        let reading = Self.read(
            Self.text.message(1, "=0x0=100x30+40>1", output: "a"),
            Self.text.message(2, at: 700, "=80x24+60<1", input: "b")
        )
        let description = reading.facts.description
        #expect(description.user == RecordingName(bytes: Array("anna".utf8)))
        #expect(description.host == RecordingName(bytes: Array("server".utf8)))
        #expect(description.terminal == RecordingDescription.TerminalSize(columns: 100, lines: 30))
        #expect(reading.facts.clock == .wall && !reading.facts.isComplete)
        #expect(reading.facts.span?.first.milliseconds == Self.start)
        #expect(reading.facts.span?.last.milliseconds == Self.start + 760)
    }

    /// Before version 2.3 there was no clock.
    @Test func withoutATimeItCountsFromTheStart() {
        let reading = Reading(TlogText(version: #""2.2""#, start: nil).message(1, at: 4000, "+5<1", input: "a") + "\n")
        #expect(reading.facts.clock == .session)
        #expect(reading.keys.map(\.time.milliseconds) == [4005])
    }

    /// The clock on the wall may be set while it is recorded; positions are not.
    @Test func intervalsAreThoseOfPositions() {
        let reading = Self.read(
            Self.text.message(1, "<1", input: "a"),
            TlogText(start: 5).message(2, at: 100, "<1", input: "b")
        )
        #expect(Self.times(reading.keys) == [0, 100])
    }

    /// Bytes that are no text come in arrays of their own, behind the text; stand-ins are in the text.
    @Test func bytesThatAreNoTextAreKeysWithoutAClass() {
        let reading = Self.read(
            Self.text.message(
                1,
                "[2/2+10<1+10[1/1<1+10]1/1>1",
                input: "\u{FFFD}\u{FFFD}a\u{FFFD}b",
                output: "\u{FFFD}x",
                inputBytes: [255, 254, 233],
                outputBytes: [233]
            )
        )
        #expect(reading.facts.rows.malformed == 0)
        #expect(reading.keys.map(\.keyClass) == [.other, .other, .letterLeft, .other, .letterLeft])
        #expect(reading.keys.map(\.count) == [2, 2, 1, 2, 2])
        #expect(Self.times(reading.keys) == [0, 0, 10, 20, 20])
    }

    /// A character is counted once, however many bytes it has and however it is written.
    @Test func charactersAreCounted() {
        let reading = Self.read(
            Self.text.message(1, "<1+1<1+1<1+1<1", input: "ä€😀z"),
            Self.text.message(2, at: 100, "<1+1<1+1<1+1<1", input: "@").replacing(
                "@",
                with: #"\u00e4\u20ac\ud83d\ude00z"#
            )
        )
        let classes: [KeyClass] = [.otherLetter, .punctuation, .punctuation, .letterLeft]
        #expect(reading.keys.map(\.keyClass) == classes + classes)
        #expect(Self.times(reading.keys) == [0, 1, 2, 3, 100, 101, 102, 103])
    }

    private static let badMessages: [(String, MalformedRow.Reason)] = [
        (text.message(2, "0<1", input: "a"), .word(field: "timing")),
        (text.message(2, "<", input: "a"), .word(field: "timing")),
        (text.message(2, "<1+", input: "a"), .word(field: "timing")),
        (text.message(2, "<-1", input: "a"), .word(field: "timing")),
        (text.message(2, "[1", input: "a"), .word(field: "timing")),
        (text.message(2, "=80", input: ""), .word(field: "timing")),
        (text.message(2, "+99999999999999999999<1", input: "a"), .word(field: "timing")),
        (text.message(2, "+1234567890<1", input: "a"), .word(field: "timing")),
        (text.message(2, "<2", input: "a"), .missing("text for all its timing")),
        (text.message(2, "<999999999", input: "a"), .missing("text for all its timing")),
        (text.message(2, "<1>1", input: "a"), .missing("text for all its timing")),
        (text.message(2, "<1", input: "ab"), .missing("timing of all its text")),
        (text.message(2, ">1", input: "a", output: "b"), .missing("timing of all its text")),
        (text.message(2, String(repeating: "+1>0", count: 5000)), .tooLong(limit: 16 * 1024)),
        (text.message(1, "<1", input: "a"), .outOfOrder), (text.message(0, "<1", input: "a"), .outOfOrder),
        (text.message(2, at: -5, "<1", input: "a"), .number(field: "pos")),
        (text.message(2, "<1", input: "a").replacing("\"id\":2", with: "\"id\":2.5"), .number(field: "id")),
        (text.message(2, "<1", input: "a").replacing("\"id\":2,", with: "\"id\":\"x\","), .number(field: "id")),
        (text.message(2, "<1", input: "a").replacing("\"id\":2,", with: ""), .missing("id")),
        (
            text.message(2, "<1", input: "a").replacing("\"id\":2", with: "\"id\":9223372036854775808"),
            .number(field: "id")
        ),
        (text.message(2, "<1", input: "a").replacing("\"pos\":0,", with: ""), .missing("pos")),
        (text.message(2, "<1", input: "a").replacing("1700000000.500", with: "1e9"), .number(field: "time")),
        (
            text.message(2, "<1", input: "a").replacing("\"timing\":\"<1\",", with: ""),
            .missing("timing before its texts")
        ),
        (
            text.message(2, "<1", input: "a").replacing("\"timing\"", with: "\"times\""),
            .missing("timing before its texts")
        ),
        (#"{"ver":"2.3","rec":"r-1","id":2}"#, .missing("timing")),
        (TlogText(recording: "r-2").message(2, "<1", input: "a"), .foreign),
        (TlogText(version: #""3.0""#).message(2, "<1", input: "a"), .word(field: "ver")),
        (String(text.message(2, "<1", input: "a").dropLast()), .missing("end")),
        (String(text.message(2, "").dropLast(40)), .missing("end")),
        (text.message(2, "").replacing("server", with: "a\tb"), .missing("JSON object")),
        (#"{"ver":"2.3"]"#, .missing("JSON object")), (#"{"ver":"2.3","host":"\x"}"#, .missing("JSON object")),
        (#"{"ver":"2.3","host":"\u00z0"}"#, .missing("JSON object")), ("[]", .missing("message")),
        (#"{"version":2}"#, .missing("message")), ("hello", .missing("message")),
    ]

    @Test(arguments: badMessages)
    func aBadMessageIsCountedAndPassedOver(message: String, reason: MalformedRow.Reason) {
        let first = Self.text.message(1, "<1", input: "a")
        let reading = Self.read(first, message, Self.text.message(3, at: 500, "<1", input: "l"))
        #expect(reading.error == nil)
        #expect(
            reading.facts.rows.firstMalformed
                == MalformedRow(line: 2, byte: Int64(first.utf8.count + 1), reason: reason)
        )
        #expect(reading.keys.first?.keyClass == .letterLeft && reading.keys.last?.keyClass == .letterRight)
        #expect(Self.times(reading.keys).last == 500)
    }

    @Test func lostMessagesAreSaid() {
        let reading = Self.read(
            Self.text.message(1, "<1", input: "t"),
            Self.text.message(5, at: 90, "<1", input: "h"),
            Self.text.message(6, at: 95, "<1", input: "e")
        )
        #expect(reading.facts.rows.total == 4 && reading.facts.rows.malformed == 1)
        #expect(reading.facts.rows.firstMalformed?.reason == .lost(rows: 3))
        #expect("\(MalformedRow.Reason.lost(rows: 3))" == "3 before it are lost")
        // No digraph goes over a gap.
        #expect(reading.keys.map(\.digraph?.rank) == [nil, nil, 1])
    }

    @Test func aLostBeginningIsSaid() {
        let reading = Self.read(Self.text.message(3, at: 70, "<1", input: "t"))
        #expect(reading.facts.rows.firstMalformed?.reason == .lost(rows: 2))
        #expect(reading.facts.span?.first.milliseconds == Self.start + 70)
    }

    /// The first recording is the one that is read.
    @Test func otherRecordingsAreCounted() {
        let other = TlogText(recording: "r-2")
        let reading = Self.read(
            Self.text.message(1, "<1", input: "a"),
            other.message(1, "<1", input: "l"),
            Self.text.message(2, at: 10, "<1", input: "b"),
            other.message(2, at: 5, "<1", input: "l")
        )
        #expect(reading.keys.map(\.keyClass) == [.letterLeft, .letterLeft])
        #expect(reading.facts.rows.total == 4 && reading.facts.rows.malformed == 2)
        #expect(reading.facts.rows.firstMalformed?.reason == .foreign)
    }

    @Test(arguments: [#""3.0""#, "1", #""1""#, "99999999999999999999"])
    func anotherVersionIsNotRead(version: String) throws {
        let reading = Reading(TlogText(version: version).message(1, "<1", input: "a") + "\n")
        guard case .unsupported(let what, _)? = reading.error?.problem else {
            Issue.record("\(String(describing: reading.error))")
            return
        }
        #expect(what.hasSuffix("of tlog's format"))
    }

    @Test func aLastMessageWithoutALineEndIsRead() {
        let text = Self.text.message(1, "<1", input: "a") + "\r\n" + Self.text.message(2, "<1", input: "b")
        #expect(Reading(text).keys.count == 2 && Reading(text).facts.rows.malformed == 0)
        let cut = Reading(String(text.dropLast(1)))
        #expect(cut.facts.rows.firstMalformed?.reason == .missing("end"))
        let packed = Reading(Array(gzip(Array(text.utf8)).dropLast(60)))
        #expect(packed.facts.rows.malformed == 0)
    }

    /// A part that goes on where another was cut off begins with any message, or in the middle of one.
    @Test func aPartGoesOn() throws {
        let text = Self.text.message(7, "<1", input: "a") + "\n" + Self.text.message(8, at: 10, "<1", input: "b") + "\n"
        for (bytes, malformed) in [(Array(text.utf8), 0), (Array(text.utf8.dropFirst(60)), 1)] {
            var scratch = RecordingScratch()
            var reader = RecordingReader(format: .tlog, isContinuation: true)
            var keys: [KeyEvent] = []
            try reader.read(bytes.span, using: &scratch) { keys += $0.keys }
            let facts = try reader.finish(using: &scratch) { keys += $0.keys }
            #expect(facts.rows.malformed == Int64(malformed) && keys.count == 2 - malformed)
        }
    }
}
