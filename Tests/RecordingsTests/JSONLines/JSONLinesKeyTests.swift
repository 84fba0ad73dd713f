import RecordingWriters
import Recordings
import Testing

struct JSONLinesKeyTests {
    private static func press(_ name: String) -> KeyClass? {
        Reading(jsonLines(#"{"t":5,"kind":"key-press","key":"\#(name)"}"#)).keys.first?.keyClass
    }

    @Test func pressesAndReleasesAreRead() {
        let reading = Reading(
            jsonLines(
                #"{"t":1,"kind":"key-press","key":"Shift"}"#,
                #"{"t":20.5,"kind":"key-press","key":"A"}"#,
                #"{"t":30,"kind":"key-release","key":"Shift"}"#,
                #"{"client":60,"kind":"key-release","key":"a"}"#,
                #"{"t":70,"kind":"key-release","key":"b"}"#
            )
        )
        #expect(
            reading.keys == [
                keyEvent(1, .press, .shift), keyEvent(20, .press, .letterLeft, held: 1),
                keyEvent(30, .release, .shift, hold: 29), keyEvent(60, .release, .letterLeft, hold: 40),
            ]
        )
        #expect(reading.facts.rows.total == 5 && reading.facts.rows.malformed == 0)
        #expect(reading.facts.span?.first.milliseconds == 1 && reading.facts.span?.last.milliseconds == 70)
    }

    /// With a class for a name, the code tells one key from another.
    @Test func classesWithCodesAreKeysOfTheirOwn() {
        let reading = Reading(
            jsonLines(
                #"{"t":1,"kind":"key-press","key":"letter-right","code":4}"#,
                #"{"t":9,"kind":"key-press","key":"letter-right","code":5}"#,
                #"{"t":50,"kind":"key-release","key":"letter-right","code":4}"#,
                #"{"t":60,"kind":"key-release","key":"letter-right","code":5}"#
            )
        )
        #expect(
            reading.keys == [
                keyEvent(1, .press, .letterRight), keyEvent(9, .press, .letterRight, held: 1),
                keyEvent(50, .release, .letterRight, hold: 49), keyEvent(60, .release, .letterRight, hold: 51),
            ]
        )
    }

    @Test(
        arguments: [
            ("q", .letterLeft), ("P", .letterRight), ("ä", .otherLetter), ("\\u00e4", .otherLetter), ("7", .digit),
            (" ", .space), ("€", .punctuation), ("\\u20ac", .punctuation), ("\\\"", .punctuation), ("😀", .punctuation),
            ("\\ud83d\\ude00", .other), ("Enter", .enter), ("Tab", .tab), ("Backspace", .erase), ("Delete", .erase),
            ("Escape", .escape), ("ArrowLeft", .navigation), ("PageDown", .navigation), ("F1", .function),
            ("F12", .function), ("F99", .other), ("Shift", .shift), ("AltGraph", .modifier), ("Control", .modifier),
            ("Dead", .punctuation), ("Unidentified", .other), ("MediaTrackPreviousAndMore", .other),
            ("letter-left", .letterLeft),
            ("letter-right", .letterRight), ("letter-other", .otherLetter), ("digit", .digit),
            ("punctuation", .punctuation), ("space", .space), ("enter", .enter), ("tab", .tab), ("erase", .erase),
            ("escape", .escape), ("navigation", .navigation), ("function", .function), ("shift", .shift),
            ("modifier", .modifier), ("chord", .chord), ("other", .other),
        ] as [(String, KeyClass)]
    )
    func aNameHasAClass(name: String, keyClass: KeyClass) {
        #expect(Self.press(name) == keyClass)
    }

    @Test(
        arguments: [
            (#"{"t":5,"kind":"key-press"}"#, .missing("key")),
            (#"{"t":5,"kind":"key-press","key":3}"#, .word(field: "key")),
            (#"{"t":5,"kind":"key-press","key":""}"#, .word(field: "key")),
            (#"{"kind":"key-press","key":"a"}"#, .missing("t")),
            (#"{"t":"x","kind":"key-press","key":"a"}"#, .number(field: "t")),
            (#"{"t":1e300,"kind":"key-press","key":"a"}"#, .number(field: "t")),
            (#"{"client":1e300,"kind":"key-release","key":"a"}"#, .number(field: "client")),
            (#"{"t":5,"kind":"key-press","key":"a","code":-1}"#, .number(field: "code")),
            (#"{"t":5,"kind":"key-press","key":"a","code":"x"}"#, .number(field: "code")),
            (#"{"t":5,"kind":"input"}"#, .missing("text")), (#"{"t":5,"kind":"output"}"#, .missing("text")),
            (#"{"t":5,"kind":"output","text":["a"]}"#, .missing("text")),
        ] as [(String, MalformedRow.Reason)]
    )
    func aBadLineIsSkipped(line: String, reason: MalformedRow.Reason) {
        let reading = Reading(jsonLines(line))
        #expect(reading.keys.isEmpty && reading.facts.rows.malformed == 1)
        #expect(reading.facts.rows.firstMalformed?.reason == reason)
    }

    @Test func terminalsAreRead() {
        let reading = Reading(
            jsonLines(
                #"{"text":"h","t":5,"kind":"input"}"#,
                #"{"t":6,"kind":"output","text":"h"}"#,
                #"{"t":105,"kind":"input","text":"\u0065"}"#,
                #"{"t":205,"kind":"input","text":"\u001b[A"}"#,
                #"{"t":305,"kind":"input","text":"ls -l\r"}"#,
                #"{"t":306,"kind":"output","text":"ls -l\r\n"}"#,
                #"{"t":405,"kind":"input","key":"Enter"}"#,
                #"{"t":500,"kind":"input","text":"\u00e4\ud83d\ude00"}"#,
                #"{"t":9000,"kind":"output","text":"bye"}"#
            )
        )
        #expect(reading.keys.map(\.action) == [.input, .echo, .input, .input, .paste, .input, .input, .input])
        #expect(
            reading.keys.map(\.keyClass) == [
                .letterRight, .letterRight, .letterLeft, .navigation, .other, .enter, .otherLetter, .punctuation,
            ]
        )
        #expect(reading.keys[2].digraph?.rank == 1 && reading.keys[4].count == 6)
        #expect(reading.facts.rows.total == 9)
        #expect(reading.facts.span?.last.milliseconds == 9000)
    }

    @Test func theHeaderSaysWhoItWas() {
        let header = #"""
            {"format":"gait-jsonl","version":1,"user":"anna\u002dm","host":"db1","account":"root","address":"10.0.0.7","command":"psql -h db1",
            """#.replacing("\n", with: "") + #""columns":120,"lines":40,"start":"2026-01-31t09:30:00.5z"}"#
        let description = Reading(header + "\n").facts.description
        #expect(description.user == RecordingName(bytes: Array("anna-m".utf8)))
        #expect(description.host == RecordingName(bytes: Array("db1".utf8)))
        #expect(description.command == RecordingName("psql"))
        #expect(description.account == RecordingName(bytes: Array("root".utf8)))
        #expect(description.address == RecordingName(bytes: Array("10.0.0.7".utf8)))
        #expect(description.terminal == RecordingDescription.TerminalSize(columns: 120, lines: 40))
        #expect(description.start == Timestamp(milliseconds: 1_769_851_800_500))
        let long = String(repeating: "u", count: 256)
        let other =
            #"{"format":"gait-jsonl","version":1,"user":"\#(long)","host":7,"address":"","columns":70000,"lines":3}"#
        #expect(Reading(other + "\n").facts.description == RecordingDescription())
    }
}
