import Recordings
import Testing

struct SessionCSVFileTests {
    private let header = "record timestamp,client timestamp,button,state,x,y"
    private let row = "0.5,0.25,NoButton,Move,3,4"

    @Test func lineEndsOfEveryKindAreRead() {
        let expected = Reading(sessionCSV(row, row)).events
        #expect(expected.count == 2)
        for text in [
            "\(header)\r\n\(row)\r\n\(row)\r\n", "\(header)\n\(row)\n\(row)", "\(header)\r\n\(row)\r\n\(row)\r",
            "\(header)\n\n\r\n\(row)\n\n\(row)\n\n", "\u{FEFF}\(header)\n\(row)\n\(row)\n",
        ] {
            for pieces in [[Int.max], [1], [header.utf8.count + 1]] {
                let reading = Reading(text, pieces: pieces)
                #expect(reading.events == expected)
                #expect(reading.facts.rows.total == 2)
            }
        }
    }

    @Test func headerAloneIsARecordingWithoutEvents() {
        for text in [header, header + "\n", header + "\r\n"] {
            let reading = Reading(text)
            #expect(reading.error == nil)
            #expect(reading.facts.format == .sessionCSV)
            #expect(reading.events.isEmpty && reading.facts.rows == RowCounts())
        }
    }

    @Test func emptyRecordingIsUnreadable() {
        #expect(Reading("").error == RecordingError(.empty, byte: 0))
    }

    @Test(arguments: [
        "\n", "x", "record time", "0.5,0.25,NoButton,Move,3,4\n", "\u{FEFF}", "\u{FEFF}x", "\u{0}\u{1}\u{2}",
    ])
    func foreignFormatsAreUnreadable(text: String) {
        for pieces in [[Int.max], [1]] {
            #expect(Reading(text, pieces: pieces).error == RecordingError(.unknownFormat, byte: 0))
        }
    }

    @Test func wrongHeaderIsUnreadable() {
        let expected = RecordingError(.wrongHeader(expected: header), line: 1, byte: 0)
        for wrong in ["record timestamp,x,y", header + " ", header + ",z", String(header.dropLast())] {
            #expect(Reading(wrong + "\n" + row).error == expected)
            #expect(Reading(wrong, pieces: [1]).error == expected)
        }
        #expect(Reading(row + "\n", format: .sessionCSV).error == expected)
        #expect(Reading("record timestamp," + String(repeating: "x", count: 10_000)).error == expected)
    }

    @Test func moreThanHalfMalformedIsUnreadable() {
        func reading(good: Int, bad: Int) -> Reading {
            let rows = Array(repeating: row, count: good) + Array(repeating: "bad", count: bad)
            return Reading(([header] + rows).map { $0 + "\n" }.joined())
        }
        #expect(reading(good: 10, bad: 10).error == nil)
        #expect(reading(good: 0, bad: 19).error == nil)
        let problem = RecordingError.Problem.mostlyMalformed(malformed: 11, rows: 20, first: .fieldCount)
        #expect(reading(good: 9, bad: 11).error == RecordingError(problem, line: 11, byte: 51 + 9 * 27))
    }

    @Test func endlessLineIsOneMalformedRow() {
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var events = 0
        let text = Array(sessionCSV(row).utf8)
        let noise = [UInt8](repeating: UInt8(ascii: "7"), count: 1 << 20)
        #expect(throws: Never.self) {
            try reader.read(text.span, using: &scratch) { events += $0.pointer.count }
            for _ in 0..<64 { try reader.read(noise.span, using: &scratch) { events += $0.pointer.count } }
            try reader.read(Array("\n\(row)\n".utf8).span, using: &scratch) { events += $0.pointer.count }
            let rows = try reader.finish(using: &scratch) { events += $0.pointer.count }.rows
            let place = MalformedRow(line: 3, byte: Int64(text.count), reason: .tooLong(limit: 4096))
            #expect(rows.firstMalformed == place)
            #expect(rows.total == 3 && rows.malformed == 1)
        }
        #expect(events == 2)
    }

    @Test func lineOfTheLimitIsStillRead() {
        let long = "0.5" + String(repeating: "0", count: 4096 - row.utf8.count) + row.dropFirst(3)
        #expect(long.utf8.count == 4096)
        for pieces in [[Int.max], [1], [1000]] {
            let reading = Reading(sessionCSV(long, long + "0"), pieces: pieces)
            #expect(reading.events.count == 1)
            #expect(reading.facts.rows.firstMalformed?.reason == .tooLong(limit: 4096))
        }
    }

    @Test func errorsSayWhereAndWhatToDo() {
        #expect(
            Reading("record timestamp,\n").error?.description
                == "line 1, byte 0: the header is not \"\(header)\". "
                + "Check the recorder's settings, and that the beginning of the file was not lost."
        )
        #expect(Reading("").error?.description.contains("empty") == true)
    }
}
