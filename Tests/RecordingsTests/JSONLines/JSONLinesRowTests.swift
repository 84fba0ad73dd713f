import RecordingWriters
import Recordings
import Testing

private func event(
    _ kind: PointerEvent.Kind = .move,
    _ button: PointerEvent.Button = .none,
    t: Int64? = 5,
    client: Int64? = nil,
    x: Int32 = 1,
    y: Int32 = 2
) -> PointerEvent {
    PointerEvent(
        recorderTime: t.map(Timestamp.init(milliseconds:)) ?? .missing,
        clientTime: client.map(Timestamp.init(milliseconds:)) ?? .missing,
        x: x,
        y: y,
        kind: kind,
        button: button
    )
}

struct JSONLinesRowTests {
    @Test(arguments: [
        ("move", PointerEvent.Kind.move), ("drag", .drag), ("press", .press), ("release", .release),
        ("\\u006dove", .move), ("mo\\u0076\\u0065", .move),
    ])
    func kindsOfButtonsKeepTheButton(kind: String, expected: PointerEvent.Kind) {
        let buttons: [(String, PointerEvent.Button)] = [
            ("", .none), (#","button":null"#, .none), (#","button":"left""#, .left), (#","button":"right""#, .right),
            (#","button":"middle""#, .middle), (#","button":"l\u0065ft""#, .left), (#","button":"x1""#, .none),
            (#","button":"a button with a long name""#, .none),
        ]
        for (member, button) in buttons {
            let reading = Reading(jsonLines(#"{"t":5,"kind":"\#(kind)","x":1,"y":2\#(member)}"#))
            #expect(reading.events == [event(expected, button)])
        }
    }

    @Test(arguments: [("wheel-up", PointerEvent.Kind.wheelUp), ("wheel-down", .wheelDown)])
    func notchesAreOfTheWheel(kind: String, expected: PointerEvent.Kind) {
        for member in ["", #","button":"middle""#, #","button":"wheel""#] {
            let reading = Reading(jsonLines(#"{"t":5,"kind":"\#(kind)","x":1,"y":2\#(member)}"#))
            #expect(reading.events == [event(expected, .wheel)])
        }
    }

    @Test(arguments: [
        #"{"y":2,"x":1,"kind":"move","t":5}"#,
        " { \"t\" : 5 ,\t\"kind\" : \"move\" , \"x\" : 1 , \"y\" : 2 } \t\r",
        #"{"t":5,"kind":"move","x":1,"y":2,"z":[{"a":{"x":9}},[],{},"\ud800",-0.5E+3,true,false,null]}"#,
        #"{"\u0074":5,"k\u0069nd":"move","x":1,"y":2}"#,
        #"{"t":5,"kind":"key","kind":"move","x":"9","x":1,"y":2}"#,
        #"{"t":5,"kind":"move","x":1,"y":2,"client":null,"kinds":"press","T":7,"":3}"#,
        #"{"t":5,"kind":"move","x":1,"y":2,"a key that is longer than any":"\"\\\/\b\f\n\r\t\u00e4"}"#,
        "{\"t\":5,\"kind\":\"move\",\"x\":1,\"y\":2,\"title\":\"\u{7F}ä\u{1F600}\"}",
        #"{"t":5.0,"kind":"move","x":1e0,"y":0.2E+1}"#,
    ])
    func adaptersMayWriteDifferently(line: String) {
        let reading = Reading(jsonLines(line))
        #expect(reading.events == [event()])
        #expect(reading.facts.rows.total == 1 && reading.facts.rows.malformed == 0)
    }

    @Test func eitherClockMayBeMissing() {
        let both = Reading(jsonLines(#"{"t":5,"client":7,"kind":"move","x":1,"y":2}"#))
        #expect(both.events == [event(client: 7)])
        let one = Reading(jsonLines(#"{"client":7,"kind":"move","x":1,"y":2}"#))
        #expect(one.events == [event(t: nil, client: 7)])
        let none = Reading(jsonLines(#"{"t":null,"kind":"move","x":1,"y":2}"#))
        #expect(none.facts.rows.firstMalformed?.reason == .missing("t"))
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("0.5", 0), ("1.5", 2), ("2.5", 2), ("-1.5", -2), ("-2.5", -2), ("93.99999998279999", 94),
        ("1e3", 1000), ("1.5e-1", 0), ("0.49999999999999999999999", 0), ("0.50000000000000000000001", 0),
        ("0.5000000000000001", 1), ("2.4999999999999999", 2), ("1700000000123.4567", 1_700_000_000_123),
        ("1700000000123.50001", 1_700_000_000_124), ("9007199254740992", 9_007_199_254_740_992),
        ("9007199254740993", 9_007_199_254_740_992), ("12345678901234567890e-10", 1_234_567_890),
        ("0.000000000000000000000000000001", 0), ("1000000000000000000000000e-21", 1000),
    ])
    func timesAreWholeMillisecondsHalfToEven(text: String, milliseconds: Int64) {
        for reading in [
            Reading(jsonLines(#"{"t":\#(text),"kind":"move","x":1,"y":2}"#)),
            Reading(jsonLines(#"{"t":\#(text),"kind":"move","x":1,"y":2}"#), pieces: [1]),
        ] {
            #expect(reading.events == [event(t: milliseconds)])
        }
        let reading = Reading(jsonLines(#"{"client":\#(text),"kind":"move","x":1,"y":2}"#))
        #expect(reading.events == [event(t: nil, client: milliseconds)])
    }

    @Test(arguments: ["9007199254740994", "-1e17", "1e300", "9223372036854775808", "18446744073709551616"])
    func timesBeyondWhatIsBelievedAreMissing(text: String) {
        let reading = Reading(jsonLines(#"{"t":\#(text),"kind":"move","x":1,"y":2}"#))
        #expect(reading.events == [event(t: nil)])
    }

    @Test(arguments: [
        ("0", 0), ("65535", 65535), ("-5", -5), ("12.5", 12), ("13.5", 14), ("1e3", 1000), ("3000000000", .max),
        ("-1e300", .min), ("2147483647", .max), ("-2147483648", .min), ("512.33333333333337", 512),
    ])
    func coordinatesAreWholePixelsWithinTheirRange(text: String, pixels: Int32) {
        let x = Reading(jsonLines(#"{"t":5,"kind":"move","x":\#(text),"y":2}"#))
        #expect(x.events == [event(x: pixels)])
        let y = Reading(jsonLines(#"{"t":5,"kind":"move","x":1,"y":\#(text)}"#))
        #expect(y.events == [event(y: pixels)])
    }

    @Test(arguments: [
        #"{"t":5,"kind":"move"}"#, #"{"t":5,"kind":"wheel-up","x":1}"#, #"{"t":5,"kind":"press","x":null,"y":2}"#,
        #"{"t":5,"kind":"move","x":1e999,"y":2}"#,
    ])
    func eventsWithoutAPositionAreCounted(line: String) {
        let rows = Reading(jsonLines(line)).facts.rows
        #expect(rows.total == 1 && rows.unplaced == 1 && rows.malformed == 0)
    }

    @Test(arguments: [
        #"{"t":5,"kind":"key","key":"a"}"#, #"{"kind":"clipboard","text":"move"}"#, #"{"kind":""}"#,
        #"{"kind":"Move","t":"x","x":[],"y":{}}"#, #"{"kind":"wheel-downwards"}"#, #"{"kind":"wheel-up-and-a-bit-of"}"#,
        #"{"kind":"mov\u0113"}"#, #"{"kind":"mo\uFF56e"}"#, #"{"kind":"move\u0000"}"#,
    ])
    func otherKindsAreNobodysBusiness(line: String) {
        let reading = Reading(jsonLines(line))
        #expect(reading.events.isEmpty && reading.facts.rows == RowCounts())
    }

    private static let noJSON = MalformedRow.Reason.missing("JSON object")

    @Test(arguments: [
        ("rubbish", noJSON), ("{", noJSON), ("}", noJSON), ("[]", noJSON), ("null", noJSON), ("7", noJSON),
        ("\"", noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2"#, noJSON), (#"{"t":5,"kind":"move","x":1,"y":2}}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,}"#, noJSON), (#"{"t":5,,"kind":"move","x":1,"y":2}"#, noJSON),
        (#"{"t":05,"kind":"move","x":1,"y":2}"#, noJSON), (#"{"t":+5,"kind":"move","x":1,"y":2}"#, noJSON),
        (#"{"t":5.,"kind":"move","x":1,"y":2}"#, noJSON), (#"{"t":.5,"kind":"move","x":1,"y":2}"#, noJSON),
        (#"{"t":5e,"kind":"move","x":1,"y":2}"#, noJSON), (#"{"t":-,"kind":"move","x":1,"y":2}"#, noJSON),
        (#"{"t":NaN,"kind":"move","x":1,"y":2}"#, noJSON), (#"{"t":0x10,"kind":"move","x":1,"y":2}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":tru}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":[1,]}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":[1}}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":{"a"}}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":"\q"}"#, noJSON), (#"{"kind":"key","text":"\u12g4"}"#, noJSON),
        (#"{"t":5,"kind":"move","x":1,"y":2,"z":"\"#, noJSON), (#"{"t":5 "kind":"move","x":1,"y":2}"#, noJSON),
        ("{\"t\":5,\"kind\":\"mo\tve\",\"x\":1,\"y\":2}", noJSON), ("{t:5,\"kind\":\"move\"}", noJSON),
        ("{'kind':'move'}", noJSON), ("{\"kind\":\u{0}\"key\"}", noJSON), ("{\u{A0}\"kind\":\"key\"}", noJSON),
        ("{}", .missing("kind")), (#"{"kind":null,"t":5}"#, .missing("kind")), (jsonLinesHeader, .missing("kind")),
        (#"{"kind":7}"#, .word(field: "kind")), (#"{"kind":["move"]}"#, .word(field: "kind")),
        (#"{"t":"5","kind":"move","x":1,"y":2}"#, .number(field: "t")),
        (#"{"t":1e999,"kind":"move","x":1,"y":2}"#, .number(field: "t")),
        (#"{"t":5,"kind":"move","x":1,"y":2,"client":true}"#, .number(field: "client")),
        (#"{"t":5,"kind":"move","x":"1","y":2}"#, .number(field: "x")),
        (#"{"t":5,"kind":"move","x":1,"y":[2]}"#, .number(field: "y")),
        (#"{"t":5,"kind":"press","x":1,"y":2,"button":1}"#, .word(field: "button")),
        (#"{"x":1,"y":2,"kind":"move"}"#, .missing("t")),
        (#"{"kind":"key","text":"\#(String(repeating: "a", count: 5000))"}"#, .tooLong(limit: 4096)),
    ])
    func malformedRowsAreSkippedAndTheFirstIsNamed(line: String, reason: MalformedRow.Reason) {
        let good = #"{"t":5,"kind":"move","x":1,"y":2}"#
        for pieces in [[Int.max], [1]] {
            let reading = Reading(jsonLines(good, line, good), pieces: pieces)
            #expect(reading.events == [event(), event()])
            #expect(reading.facts.rows.total == 3 && reading.facts.rows.malformed == 1)
            let start = Int64(jsonLines(good).utf8.count)
            #expect(reading.facts.rows.firstMalformed == MalformedRow(line: 3, byte: start, reason: reason))
        }
    }

    @Test func valuesAreNestedAsDeepAsAWordHasBits() {
        func line(_ depth: Int, _ open: String, _ close: String) -> String {
            let nest = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            return #"{"t":5,"kind":"move","x":1,"y":2,"z":\#(nest)}"#
        }
        for (open, close) in [("[", "]"), (#"{"x":"#, "}"), (#"[{"":["#, "]}]")] {
            let containers = open.filter("[{".contains).count
            let deepest = 64 / containers
            #expect(Reading(jsonLines(line(deepest, open, close))).events == [event()])
            let reading = Reading(jsonLines(line(deepest + 1, open, close), #"{"t":5,"kind":"move","x":1,"y":2}"#))
            #expect(reading.events == [event()])
            #expect(reading.facts.rows.firstMalformed?.reason == .missing("JSON object of at most 64 levels"))
        }
        let unclosed = Reading(jsonLines(String(repeating: #"{"a":"#, count: 800)))
        #expect(unclosed.facts.rows.malformed == 1)
    }
}
