@testable import Recordings
import Synthesis
import Testing

/// A recording that has just these rows.
func sessionCSV(_ rows: String...) -> String {
    (["record timestamp,client timestamp,button,state,x,y"] + rows).map { $0 + "\n" }.joined()
}

/// Something long enough behind a row for it to be read the fast way.
private let padding = Array(repeating: "9.0,9.0,NoButton,Move,9,9", count: 5)

/// A row read both ways: among others, and bytewise.
private func readRow(_ row: String) -> [Reading] {
    let header = "record timestamp,client timestamp,button,state,x,y"
    let text = ([header, padding[0], row] + padding).map { $0 + "\n" }.joined()
    return [Reading(text), Reading(text, pieces: [1])]
}

struct SessionCSVRowTests {
    @Test(arguments: [
        "", "record tim", "0.5", "0.5,1.25,", "0.5,1.25,NoBu", "0.5,1.25,NoButton,Mov", "0.5,1.25,Left,Pressed,12,34\r",
        "1e3,-2,Scroll,Down,65535,0",
    ])
    func beginningsOfRowsAreKnown(text: String) {
        let isBeginning = SessionCSV.isBeginning(Array(text.utf8).span)
        #expect(isBeginning)
    }

    @Test(arguments: [
        "secret", "0.5,secret", "0.5,1.25,Movesecret", "0.5,1.25,Left,Pressed,secret", "record timesecret",
    ])
    func otherTextIsNoBeginningOfARow(text: String) {
        let isBeginning = SessionCSV.isBeginning(Array(text.utf8).span)
        #expect(!isBeginning)
    }

    @Test(arguments: [
        ("NoButton,Move", PointerEvent.Button.none, PointerEvent.Kind.move),
        ("NoButton,Drag", .none, .drag), ("Left,Pressed", .left, .press), ("Left,Released", .left, .release),
        ("Right,Pressed", .right, .press), ("Middle,Released", .middle, .release), ("Scroll,Up", .wheel, .wheelUp),
        ("Scroll,Down", .wheel, .wheelDown), ("XButton,Pressed", .none, .press), (",Move", .none, .move),
        ("SomethingNew,Move", .none, .move),
    ])
    func wordsBecomeButtonAndKind(words: String, button: PointerEvent.Button, kind: PointerEvent.Kind) {
        for reading in readRow("1.5,0.25,\(words),12,3456") {
            let expected = PointerEvent(
                recorderTime: Timestamp(milliseconds: 1500),
                clientTime: Timestamp(milliseconds: 250),
                x: 12,
                y: 3456,
                kind: kind,
                button: button
            )
            #expect(reading.events[1] == expected)
        }
    }

    /// Whichever field is long, and wherever the others lie then.
    @Test(arguments: ["NoButton,Move", "NoButton,Drag", "Left,Pressed"], 0..<64)
    func fieldsOfAnyLengthAreReadAlike(words: String, zeros: Int) {
        let more = String(repeating: "0", count: zeros)
        expectEvent("1.5\(more),0.25,\(words),12,34")
        expectEvent("1.5,0.25\(more),\(words),12,34")
        expectEvent("1.5,0.25,\(words),\(more)12,34")
    }

    /// A row is read the fast way up to 63 bytes; these are plain but for their length of up to 65.
    @Test(arguments: ["NoButton,Move", "Left,Released", "Right,Released", "Scroll,Released"], 20...35)
    func rowsOfAnyLengthAreReadAlike(words: String, zeros: Int) {
        let more = String(repeating: "0", count: zeros)
        let (first, second) = (more.prefix(13), more.dropFirst(13).prefix(12))
        let (third, fourth) = (more.dropFirst(25).prefix(5), more.dropFirst(30))
        expectEvent("1.5\(first),0.25\(second),\(words),\(third)12,\(fourth)34")
    }

    private func expectEvent(_ row: String) {
        for reading in readRow(row) {
            #expect(reading.events.count == 2 + padding.count)
            #expect(reading.events[1].recorderTime == Timestamp(milliseconds: 1500))
            #expect(reading.events[1].clientTime == Timestamp(milliseconds: 250))
            #expect(reading.events[1].x == 12 && reading.events[1].y == 34)
        }
    }

    @Test(arguments: [
        ("0.0", 0), ("0.0939999999828", 94), ("1e-05", 0), ("1.5e9", 1_500_000_000_000), ("1.5E+3", 1_500_000),
        ("0.0005", 0), ("0.0015", 2), ("0.0025", 2), ("-0.0015", -2), ("+2.5", 2500), ("7", 7000),
        ("12345678", 12_345_678_000), (".5", 500), (".123456789012345", 123),
        ("5.", 5000), ("1419.9390001296997", 1_419_939), ("00001.5", 1500), ("9999999.99999999", 10_000_000_000),
        ("1700000000.123456", 1_700_000_000_123), ("0.00049999999999999999999999", 0),
        ("0.0005000000000000000001", 0), ("9007199254740.992", 9_007_199_254_740_992),
    ])
    func secondsBecomeWholeMillisecondsHalfToEven(text: String, milliseconds: Int64) {
        for reading in readRow("\(text),0.0,NoButton,Move,1,1") {
            #expect(reading.events[1].recorderTime == Timestamp(milliseconds: milliseconds))
        }
        for reading in readRow("0.0,\(text),NoButton,Move,1,1") {
            #expect(reading.events[1].clientTime == Timestamp(milliseconds: milliseconds))
        }
    }

    @Test func timesAgreeWithTheNearestDouble() throws {
        var random = SplitMix64(seed: 1)
        var rows: [String] = []
        var expected: [Timestamp] = []
        for _ in 0..<5000 {
            var text = String(UInt64.random(in: 0...(1 << UInt64.random(in: 0...24)), using: &random)) + "."
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                text += String(
                    [0, 0, 5, 9, 9, UInt64.random(in: 0...9, using: &random)].randomElement(using: &random)!
                )
            }
            rows.append("\(text),\(text),NoButton,Move,1,1\n")
            let value = try #require(Double(text))
            expected.append(Timestamp(milliseconds: Int64((value * 1000).rounded(.toNearestOrEven))))
        }
        let reading = Reading("record timestamp,client timestamp,button,state,x,y\n" + rows.joined())
        #expect(reading.events.map(\.recorderTime) == expected)
        #expect(reading.events.map(\.clientTime) == expected)
    }

    @Test(arguments: ["", "nan", "NaN", "-nan", "1e30", "-1e300", "9007199254740.996"])
    func timesThatSayNothingAreMissing(text: String) {
        for reading in readRow("\(text),1.0,NoButton,Move,1,1") {
            #expect(reading.events[1].recorderTime.isMissing)
            #expect(reading.events[1].clientTime == Timestamp(milliseconds: 1000))
        }
    }

    @Test(arguments: [
        ("0", 0), ("65535", 65535), ("-5", -5), ("12.5", 12), ("13.5", 14), ("1e3", 1000), ("3000000000", .max),
        ("-1e300", .min), ("0012", 12), ("2147483647", .max), ("99999999", 99_999_999),
    ])
    func coordinatesAreWholePixelsWithinTheirRange(text: String, pixels: Int32) {
        for reading in readRow("0.0,0.0,NoButton,Move,\(text),7") {
            #expect(reading.events[1].x == pixels && reading.events[1].y == 7)
        }
        for reading in readRow("0.0,0.0,NoButton,Move,7,\(text)") {
            #expect(reading.events[1].x == 7 && reading.events[1].y == pixels)
        }
    }

    @Test(arguments: 1...8, 1...8)
    func coordinatesMayHaveAnyNumberOfDigits(xCount: Int, yCount: Int) {
        let (x, y) = ("98765432".prefix(xCount), "12345678".prefix(yCount))
        for reading in readRow("0.0,0.0,NoButton,Move,\(x),\(y)") {
            #expect(reading.events[1].x == Int32(x) && reading.events[1].y == Int32(y))
        }
    }

    /// The characters around the digits, in every place of both.
    @Test(arguments: ["/", ":"], 0..<8)
    func coordinatesAreDigitsAlone(other: Character, place: Int) {
        var digits = Array("12345678")
        digits[place] = other
        for reading in readRow("0.0,0.0,NoButton,Move,\(String(digits[..<4])),\(String(digits[4...]))") {
            #expect(reading.facts.rows.malformed == 1)
            #expect(reading.facts.rows.firstMalformed?.reason == .number(field: place < 4 ? "x" : "y"))
        }
    }

    @Test(arguments: ["nan", "inf", "-Infinity", "", "1e999"])
    func rowsWithoutAPositionAreCounted(text: String) {
        for reading in readRow("0.0,0.0,NoButton,Move,\(text),7") + readRow("0.0,0.0,NoButton,Move,7,\(text)") {
            #expect(reading.facts.rows.unplaced == 1)
            #expect(reading.facts.rows.malformed == 0)
            #expect(reading.events.count == padding.count + 1)
        }
    }

    @Test(arguments: [
        ("inf,0.0,NoButton,Move,1,1", MalformedRow.Reason.number(field: "record timestamp")),
        ("1e999,0.0,NoButton,Move,1,1", .number(field: "record timestamp")),
        ("0.0,0.0x,NoButton,Move,1,1", .number(field: "client timestamp")),
        ("0.0,1..0,NoButton,Move,1,1", .number(field: "client timestamp")),
        ("0.0,.,NoButton,Move,1,1", .number(field: "client timestamp")),
        ("0.0,1e,NoButton,Move,1,1", .number(field: "client timestamp")),
        ("0.0,0x10,NoButton,Move,1,1", .number(field: "client timestamp")),
        ("0.0,0.0,NoButton,Jump,1,1", .word(field: "state")),
        ("0.0,0.0,NoButton,,1,1", .word(field: "state")),
        ("0.0,0.0,NoButton,Move,one,1", .number(field: "x")),
        ("0.0,0.0,NoButton,Move,1,1-", .number(field: "y")),
        ("0.0,0.0,NoButton,Move,1,\u{0}1", .number(field: "y")),
        ("0.0,0.0,NoButton,Move,1", .fieldCount), ("0.0,0.0,NoButton,Move,1,1,1", .fieldCount),
        ("rubbish", .fieldCount),
        ("0.0,0.0,NoButton,Move,1,1\r\r", .number(field: "y")),
        (String(repeating: "1", count: 4097), .tooLong(limit: 4096)),
    ])
    func malformedRowsAreSkippedAndTheFirstIsNamed(row: String, reason: MalformedRow.Reason) {
        for reading in readRow(row) {
            #expect(reading.events.count == padding.count + 1)
            #expect(reading.facts.rows.total == Int64(padding.count) + 2)
            #expect(reading.facts.rows.malformed == 1)
            let start = Int64("record timestamp,client timestamp,button,state,x,y\n\(padding[0])\n".utf8.count)
            #expect(reading.facts.rows.firstMalformed == MalformedRow(line: 3, byte: start, reason: reason))
        }
    }
}
