import RecordingWriters
import Testing

@testable import Recordings

struct AsciicastGrammarTests {
    /// An event of a single key.
    private func key(
        _ time: Int64,
        _ keyClass: KeyClass,
        _ action: KeyEvent.Action = .input,
        count: UInt32 = 1,
        digraph: FrequentDigraph? = nil
    ) -> KeyEvent {
        KeyEvent(
            time: Timestamp(milliseconds: time),
            action: action,
            keyClass: keyClass,
            digraph: digraph,
            count: count
        )
    }

    private let start = asciicastStart * 1000
    private let th = FrequentDigraph(19, 7)

    @Test func version2CountsFromTheStart() {
        let reading = Reading(
            asciicast2(
                #"[0.0005, "o", "a"]"#,
                #"[1.511526, "i", "e"]"#,
                #"[1.511937, "o", "e"]"#,
                #"[2.5, "r", "80x40"]"#,
                #"[2.6,"m","mark"]"#,
                #"[2.7, "i", "\r"]"#,
                #"[2.75, "o", "\r\n"]"#,
                #"[3, "new", {"a":[1]}]"#
            )
        )
        #expect(reading.error == nil && reading.facts.format == .asciicast && reading.facts.clock == .wall)
        #expect(
            reading.keys == [
                key(start + 1, .letterLeft, .echo), key(start + 1512, .letterLeft),
                key(start + 1512, .letterLeft, .echo),
                key(start + 2700, .enter), key(start + 2750, .enter, .echo),
            ]
        )
        #expect(reading.facts.rows.total == 5 && reading.facts.rows.malformed == 0)
        #expect(
            reading.facts.span?.first.milliseconds == start && reading.facts.span?.last.milliseconds == start + 3000
        )
        #expect(reading.facts.description.terminal == .init(columns: 80, lines: 24))
        #expect(!reading.facts.isComplete)
    }

    @Test func version3CountsFromTheEventBefore() {
        let reading = Reading(
            asciicast3(
                "# a comment",
                #"[0.2504, "o", "$ "]"#,
                #"[0.1, "r", "90x30"]"#,
                #"[0.0004, "i", "x"]"#,
                #"[0.0004, "i", "y"]"#,
                "#",
                #"[1, "x", "0"]"#,
                #"[1, "i", "z"]"#
            )
        )
        #expect(reading.error == nil && reading.facts.format == .asciicast)
        // 350.8 and 351.2 ms.
        #expect(reading.keys == [key(start + 351, .letterLeft), key(start + 351, .letterRight)])
        #expect(reading.facts.isComplete && reading.facts.rows.total == 3)
        #expect(reading.facts.span?.last.milliseconds == start + 1351)
        #expect(reading.facts.description.terminal == .init(columns: 80, lines: 24))
    }

    @Test(arguments: [1, 7, 1000])
    func version1MayHaveMembersBehindItsEvents(piece: Int) {
        let text =
            #"{"stdout": [[1, "a"], [1, "b"]], "timestamp": 1500000000, "width": 80, "version": 1, "height": 24, "#
            + #""env": {"USER": "anna", "TERM": "xterm"}}"#
        let reading = Reading(Array(text.utf8), pieces: [piece], format: .asciicast)
        #expect(reading.error == nil && reading.facts.isComplete && reading.facts.clock == .session)
        #expect(reading.keys == [key(1000, .letterLeft, .echo), key(2000, .letterLeft, .echo)])
        #expect(reading.facts.rows.total == 2 && reading.facts.rows.malformed == 0)
        #expect(reading.facts.description.user?.description == "anna")
        #expect(reading.facts.description.terminal == .init(columns: 80, lines: 24))
    }

    @Test func laterVersionsHaveNoEventsInTheirHeader() {
        let text = #"{"stdout": [[1, "a"]], "version": 2}"#
        #expect(
            Reading(Array(text.utf8), format: .asciicast).error?.problem == .wrongHeader(expected: Asciicast.example)
        )
    }

    @Test func version1IsOneObjectThatCountsFromTheEventBefore() {
        let text = asciicast1(#"[0.25, "$ "]"#, "[\n  1.5,\n  \"v\"\n]", #"[0.064049,"\r\n"]"#)
        let reading = Reading(text)
        #expect(reading.error == nil && reading.facts.format == .asciicast && reading.facts.clock == .session)
        #expect(reading.keys == [key(1750, .letterLeft, .echo), key(1814, .enter, .echo)])
        #expect(reading.facts.isComplete && reading.facts.rows.total == 3)
        #expect(reading.facts.span?.first.milliseconds == 0 && reading.facts.span?.last.milliseconds == 1814)
        #expect(!Reading(String(text.dropLast())).facts.isComplete)
        #expect(Reading(text + "\n{]\n").facts.rows == reading.facts.rows)
    }

    @Test func roundingsOfRelativeTimesDoNotAddUp() {
        let lines = [String](repeating: #"[0.0004, "i", "a"]"#, count: 1000)
        let reading = Reading(([asciicastHeader3] + lines).joined(separator: "\n"))
        #expect(reading.keys.last?.time.milliseconds == start + 400)
    }

    /// However a time is written, it is the nearest µs, and then the nearest ms.
    @Test(arguments: [
        ("0", 0), ("1", 1000), ("12.5", 12500), ("0.0005", 1), ("0.000499", 0), ("0.0004999", 1), ("0.4994999", 500),
        ("1e-3", 1),
        ("1.5E3", 1_500_000), ("999999999.999499", 999_999_999_999), ("999999999.9994999999", 1_000_000_000_000),
        ("1234567890.25", 1_234_567_890_250), ("-1.5", -1500), ("-0.0005", 0), ("-0.0006", -1),
        ("0.00000000000000000000000000000000001", 0),
    ])
    func timesAreRounded(number: String, milliseconds: Int64) {
        for blank in ["", " "] {
            let reading = Reading(asciicast2("[\(number),\(blank)\"i\",\(blank)\"ab\"]"), pieces: [.max])
            #expect(reading.keys.map { $0.time.milliseconds - start } == [milliseconds, milliseconds])
        }
    }

    @Test func aHeaderWithoutAStartCountsFromTheStart() {
        let reading = Reading(#"{"version":2,"width":100,"height":50}"# + "\n" + #"[1.23, "i", "h"]"#)
        #expect(reading.facts.clock == .session)
        #expect(reading.keys == [key(1230, .letterRight)])
        #expect(reading.facts.span?.first.milliseconds == 0)
    }

    @Test func whatWasCapturedOfTheEnvironmentNamesTheUser() {
        func description(_ members: String) -> RecordingDescription {
            Reading("{\(members)}\n").facts.description
        }
        let rest = #","version":2,"width":80,"height":24"#
        let both = description(#""env":{"LOGNAME":"l\u00f8g","USER":"anna","HOSTNAME":"box","SHELL":"/bin/sh"}"# + rest)
        #expect(both.user == RecordingName("anna") && both.host == RecordingName("box"))
        #expect(description(#""env":{"USER":"anna","LOGNAME":"other"}"# + rest).user == RecordingName("anna"))
        #expect(description(#""env":{"LOGNAME":"l\u00f8g"}"# + rest).user == RecordingName("løg"))
        for nothing in [
            #""env":{"TERM":null,"USER":null}"#, #""env":{"USER":""}"#, #""USER":"x""#, #""theme":{"USER":"x"}"#,
            #""env":{"x":{"USER":"x"}}"#, #""env":["USER","x"]"#,
            #""env":{"USER":"\#(String(repeating: "x", count: 256))"}"#,
        ] {
            #expect(description(nothing + rest).user == nil, "\(nothing)")
        }
        let longest = String(repeating: "x", count: 255)
        #expect(description(#""env":{"USER":"\#(longest)"}"# + rest).user == RecordingName(longest))
        #expect(description(#""version":2,"width":0,"height":24"#).terminal == nil)
        #expect(description(#""version":2,"width":80.5,"height":24"#).terminal == nil)
    }

    @Test(arguments: [
        ("ssh -p 22 host", "ssh"), ("/bin/sh", "/bin/sh"), ("PASSWORD=x mysql", nil), ("", nil), (" x", nil),
    ])
    func ofTheCommandTheProgramIsKept(command: String, program: String?) {
        let description = Reading("{\"version\":2,\"width\":80,\"height\":24,\"command\":\"\(command)\"}\n").facts
            .description
        #expect(description.command?.description == program)
    }

    @Test func inputOfAnyShapeIsUnderstood() {
        let reading = Reading(
            asciicast2(
                #"[1, "i", "\u001b[A"]"#,
                #"[2, "i", "\ud83d"]"#,
                #"[3, "i", "\u00e4"]"#,
                #"[4, "i", "\u0003"]"#,
                #"[5, "i", "\u001b[200~hello\u001b[201~"]"#,
                #"[6, "\u0069", "th"]"#,
                #"[7, "i", ""]"#,
                #"[8, "i", "\u001bOA"]"#
            )
        )
        #expect(
            reading.keys.map(\.keyClass) == [
                .navigation, .punctuation, .otherLetter, .chord, .other, .letterLeft, .letterRight, .navigation,
            ]
        )
        #expect(reading.keys[4].action == .paste && reading.keys[4].count == 5)
        #expect(reading.keys[6].digraph == th && reading.keys[6].count == 2)
        #expect(reading.facts.rows.total == 8 && reading.facts.rows.malformed == 0)
    }

    @Test func textsOfMegabytesAreNeverKept() {
        let long = String(repeating: #"\u001b[31mtext \"quoted\" \\ "#, count: 50_000)
        let plain = String(repeating: "plain text ", count: 100_000)
        let reading = Reading(
            asciicast2(
                #"[1, "o", "\#(long)"]"#,
                #"[2, "i", "\#(plain)"]"#,
                #"[3, "i", "a"]"#,
                #"[4, "m", "\#(plain)"]"#
            ),
            pieces: [4096]
        )
        #expect(reading.error == nil && reading.facts.rows.malformed == 0)
        #expect(reading.keys.map(\.action) == [.paste, .input] && reading.keys[0].count == 1_100_000)
    }

    private static let badLines: [(String, MalformedRow.Reason)] = [
        (#"["1", "i", "a"]"#, .number(field: "time")), (#"[null, "i", "a"]"#, .number(field: "time")),
        (#"[1e400, "i", "a"]"#, .number(field: "time")), (#"[1e300, "i", "a"]"#, .number(field: "time")),
        ("[1, 2, \"a\"]", .word(field: "code")), (#"[1, "i"]"#, .fieldCount), ("[1]", .fieldCount), ("[]", .fieldCount),
        (#"[1, "i", "a", "b"]"#, .fieldCount), (#"[1, "i", 5]"#, .missing("text")),
        (#"[1, "o", null]"#, .missing("text")),
        (#"[1, "i", ["a"]]"#, .missing("text")), (#"[1, "i", "a""#, .missing("JSON array")),
        (#"[1, "i", "a"#, .missing("JSON array")), ("[1, \"i\", \"a\u{1}\"]", .missing("JSON array")),
        (#"[1, "i", "\x"]"#, .missing("JSON array")), (#"[1, "i", "\u12g4"]"#, .missing("JSON array")),
        (#"[1, 'i', "a"]"#, .missing("JSON array")), (#"[01, "i", "a"]"#, .missing("JSON array")),
        (#"[1., "i", "a"]"#, .missing("JSON array")), (#"[NaN, "i", "a"]"#, .missing("JSON array")),
        (#"[1, "i", "a"}"#, .missing("JSON array")), (#"[1,, "i", "a"]"#, .missing("JSON array")),
        (#"{"t": 1}"#, .missing("JSON array")), ("text", .missing("JSON array")),
        (#"[\#(String(repeating: "1", count: 200)), "i", "a"]"#, .missing("JSON array")),
        (#"[1, "q", \#(String(repeating: "[", count: 200))"#, .missing("JSON array")),
        (#"[1, tru, "a"]"#, .missing("JSON array")),
    ]

    @Test(arguments: badLines)
    func aBadLineIsSkipped(line: String, reason: MalformedRow.Reason) {
        let header = Int64(asciicastHeader2.utf8.count + 1)
        let first = #"[0.5, "i", "t"]"#
        for pieces in [[Int.max], [1]] {
            let reading = Reading(asciicast2(first, line, #"[2, "i", "h"]"#), pieces: pieces)
            #expect(reading.error == nil)
            // What there was of a broken event leaves nothing behind, so that the two letters still follow each other.
            #expect(
                reading.keys == [
                    key(start + 500, .letterLeft), key(start + 2000, .letterRight, digraph: th),
                ]
            )
            #expect(reading.facts.rows.total == 3 && reading.facts.rows.malformed == 1)
            let malformed = MalformedRow(line: 3, byte: header + Int64(first.utf8.count) + 1, reason: reason)
            #expect(reading.facts.rows.firstMalformed == malformed)
        }
    }

    @Test func whatIsBehindAnEventOnItsLineIsABadLine() {
        let reading = Reading(asciicast2(#"[1, "i", "a"] [2, "i", "b"] x"#, #"[3, "i", "c"]"#))
        #expect(reading.keys.count == 3 && reading.facts.rows.malformed == 1)
    }

    @Test func badEventsOfVersion1AreSkipped() {
        let reading = Reading(
            asciicast1(
                #"[1, "a"]"#,
                #"["1", "a"]"#,
                "5",
                #""a""#,
                "null",
                #"{"a": [1, "b"]}"#,
                "[1]",
                #"[1, "o", "a"]"#,
                #"[1, ["a"]]"#,
                "[]",
                #"[1, "b"]"#
            )
        )
        #expect(reading.error == nil && reading.facts.damage == nil && reading.facts.isComplete)
        #expect(reading.facts.rows.total == 11 && reading.facts.rows.malformed == 9)
        #expect(reading.keys.count == 2)
    }

    @Test(arguments: ["]", #"[1, "a" "b"]"#, "[1, \"a\n\"]", #"[01, "a"]"#])
    func behindABrokenPlaceOfVersion1NothingIsRead(event: String) {
        let before = #"{"version": 1, "width": 80, "height": 24, "stdout": [[1, "a"], "#
        for pieces in [[Int.max], [1]] {
            let reading = Reading(before + event + #", [1, "b"]]}"#, pieces: pieces)
            #expect(reading.error == nil && !reading.facts.isComplete)
            #expect(reading.keys.count == 1)
            #expect(reading.facts.damage?.problem == .unframed(missing: "JSON value"))
        }
    }

    @Test func whatAnEndCutsOffDoesNotCount() {
        let whole = asciicast2(#"[1, "i", "a"]"#, #"[2, "i", "b"]"#)
        for length in asciicastHeader2.utf8.count + 1..<whole.utf8.count {
            let reading = Reading(String(whole.prefix(length)))
            #expect(reading.error == nil && reading.facts.rows.malformed == 0)
        }
    }

    private static let badHeaders: [(String, RecordingError.Problem)] = [
        ("[1]", .wrongHeader(expected: #"{"version":2,"width":80,"height":24}"#)),
        ("{}", .wrongHeader(expected: #"{"version":2,"width":80,"height":24}"#)),
        (#"{"version":"2","width":80,"height":24}"#, .wrongHeader(expected: #"{"version":2,"width":80,"height":24}"#)),
        (#"{"version":2,"width":80,"#, .wrongHeader(expected: #"{"version":2,"width":80,"height":24}"#)),
        ("", .empty),
        (
            #"{"version":4,"width":80,"height":24}"#,
            .unsupported(
                what: "of another version of asciicast than 1, 2 and 3",
                remedy: "Let the recorder write one of these, or install a Gait that knows the other"
            )
        ),
    ]

    @Test(arguments: badHeaders)
    func aRecordingWithoutAHeaderIsAnError(text: String, problem: RecordingError.Problem) {
        for pieces in [[Int.max], [1]] {
            let error = Reading(text + (text.isEmpty ? "" : "\n"), pieces: pieces, format: .asciicast).error
            #expect(error?.problem == problem || text.isEmpty && error != nil)
        }
    }
}
