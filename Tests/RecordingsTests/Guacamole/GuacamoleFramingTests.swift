import RecordingWriters
import Recordings
import TestSupport
import Testing

/// Where instructions and their elements end, and what follows where that is not known.
struct GuacamoleFramingTests {
    private let good = guacamoleMouse(1, 2, 0, 7)

    @Test(arguments: [
        "ä", "日本語", "😀", "e\u{301}", "\u{0}", "1.2,3.4;", ";5.mouse,1.1,1.1,1.0,1.1;",
        String(repeating: "ß", count: 8192),
        String(repeating: "x", count: 31) + "é" + String(repeating: "x", count: 64) + "\u{10FFFF}",
    ])
    func valuesAreCountedInCodePoints(value: String) {
        let text = good + guacamole("clipboard", value, "text/plain") + good + guacamole(value) + good
        let reading = Reading(text)
        #expect(reading.events.count == 3 && reading.facts.rows.total == 3 && reading.facts.rows.malformed == 0)
    }

    /// Bytes that are no UTF-8, with the number of code points that guacd takes them for.
    private static let brokenTexts: [(bytes: [UInt8], length: Int)] = [
        ([0x63, 0x61, 0x66, 0xE9], 4), ([0xE9, 0x74, 0xE9], 1), ([0x80, 0x80, 0xFF], 3), ([0xF0], 1),
        ([0xE9, 0x80], 1),
        ([0xC3, 0xA4, 0xA4], 2), ([0xC3, 0x3B, 0x20], 2), ([0xF0, 0x3B, 0x35, 0x2E, 0x6D], 2),
    ]

    @Test(arguments: brokenTexts)
    func textsThatAreNoUnicodeAreCountedAsGuacdDoes(bytes text: [UInt8], length: Int) {
        let title = Array("4.name,\(length).".utf8) + text + Array(";".utf8)
        let bytes = Array(good.utf8) + title + Array(good.utf8)
        for pieces in [[Int.max], [1]] {
            let reading = Reading(bytes, pieces: pieces)
            #expect(reading.events.count == 2 && reading.facts.rows.malformed == 0)
        }
    }

    @Test func lengthsMayHaveLeadingZeros() {
        #expect(Reading("00005.mouse,00001.1,1.2,1.0,1.7;").events.count == 1)
    }

    @Test func limitsAreThoseOfGuacd() {
        let longest = guacamole("blob", String(repeating: "A", count: 8192))
        let most = guacamole([String](repeating: "a", count: 128))
        let reading = Reading(good + longest + most + good)
        #expect(reading.events.count == 2 && reading.facts.rows.malformed == 0)
    }

    @Test(arguments: [
        ("4.blob,8193.", MalformedRow.Reason.missing("valid length")), ("4.blob,99999.", .missing("valid length")),
        ("4.blob,000001.a;", .missing("valid length")), ("4.blob,9223372036854775808.", .missing("valid length")),
        ("4.blob,-1.a;", .missing("valid length")), ("4.blob,.a;", .missing("valid length")),
        ("4.blob,a;", .missing("valid length")), ("\u{0}\u{0}\u{0}", .missing("valid length")),
        ("4.blob,;", .missing("valid length")), (";", .missing("valid length")), ("\n", .missing("valid length")),
        ("4.blob,2.abc;", .missing("comma or semicolon")), ("4.blobs;", .missing("comma or semicolon")),
        ("4.blob.1.2;", .missing("comma or semicolon")), ("5.mouse,1.10,1.2,1.0,1.7;", .missing("comma or semicolon")),
        (guacamole([String](repeating: "a", count: 129)), .fieldCount),
    ])
    func aBreakIsCountedAndReadingGoesOn(broken: String, reason: MalformedRow.Reason) {
        // The first of the two instructions behind the break may be lost, because nothing tells where it begins.
        let text = good + broken + good + good + good
        for pieces in [[Int.max], [1]] {
            let reading = Reading(text, pieces: pieces)
            #expect(reading.error == nil)
            #expect(reading.events.allSatisfy { $0 == reading.events[0] } && 3...4 ~= reading.events.count)
            #expect(reading.facts.rows.malformed == 1)
            #expect(reading.facts.rows.firstMalformed == MalformedRow(byte: Int64(good.utf8.count), reason: reason))
        }
    }

    /// Another connection's instructions, appended to a file whose end was lost.
    @Test func everyCutIsGoneOnBehind() {
        let first = guacamole("sync", "5", "1") + guacamoleMouse(1, 2, 1, 7) + guacamole("blob", "1", "QUJDREVGR0g=")
        let second = guacamole("size", "0", "4", "4") + guacamoleMouse(5, 6, 1) + guacamoleMouse(7, 8, 0, 9)
        // More than a length says whose digits run on into those of the next instruction, such as 12 and 4.
        let padding = String(repeating: guacamole("sync", "8", "1"), count: 12)
        for cut in 1..<first.utf8.count {
            let text = String(first.prefix(cut)) + guacamole("size", "0", "4", "4") + padding + second
            let reading = Reading(text, format: .guacamole)
            if let error = reading.error {
                #expect(cut < 15 && error.problem == .unframed(missing: "instruction"), "cut at \(cut)")
                continue
            }
            #expect(reading.facts.rows.malformed <= 1 && reading.events.count >= 2, "cut at \(cut)")
            #expect(reading.events.suffix(1).map(\.x) == [7] && reading.events.last?.kind == .release)
        }
    }

    /// What happened while the framing was lost is not known, so no button is said to have changed then.
    @Test func aBreakMakesUpNoEvents() {
        let text =
            guacamole("sync", "5") + guacamoleMouse(1, 2, 1, 7) + "broken" + guacamole("nop")
            + guacamoleMouse(3, 4, 4) + guacamoleMouse(3, 4, 0, 8)
        let events = Reading(text).events
        #expect(events.map(\.kind) == [.press, .drag, .release])
        #expect(events.map(\.button) == [.left, .right, .right])
        #expect(events.map(\.recorderTime) == [Timestamp(milliseconds: 7), .missing, Timestamp(milliseconds: 8)])
    }

    @Test func anInstructionWithoutItsEndIsNoEvent() {
        let text = good + good.dropLast()
        let reading = Reading(text)
        #expect(reading.events.count == 1)
        let place = MalformedRow(byte: Int64(good.utf8.count), reason: .missing("end"))
        #expect(reading.facts.rows.total == 2 && reading.facts.rows.firstMalformed == place)
    }

    @Test func compressedDataWithoutItsEndKeepsWhatCameBefore() {
        let packed = gzip(Array(String(repeating: good, count: 50).utf8), level: 0)
        let reading = Reading(Array(packed.dropLast(20)))
        #expect(reading.error == nil && reading.events.count == 49)
        #expect(reading.facts.endsEarlyAt != nil && reading.facts.rows.malformed == 0)
    }

    @Test func whatNeverHoldsAnInstructionIsUnreadable() {
        #expect(Reading("", format: .guacamole).error == RecordingError(.empty, byte: 0))
        for (text, byte) in [("hello", 0), ("5.mouse,1.1", 0), ("5.mouse,x", 8), ("4.size,99999.", 12), ("\u{0}", 0)] {
            for pieces in [[Int.max], [1]] {
                let expected = RecordingError(.unframed(missing: "instruction"), byte: Int64(byte))
                #expect(Reading(text, pieces: pieces, format: .guacamole).error == expected, "\(text)")
            }
        }
    }

    @Test func moreThanHalfBrokenIsUnreadable() {
        let reading = Reading(good + String(repeating: guacamole("mouse", "x", "y", "z") + "?;", count: 10) + good)
        let problem = RecordingError.Problem.mostlyMalformed(malformed: 20, rows: 22, first: .number(field: "x"))
        #expect(reading.error == RecordingError(problem, byte: Int64(good.utf8.count)))
    }

    @Test(arguments: [UInt8(ascii: "A"), 0x80, 0xC3, 0xF0, 0xFF, UInt8(ascii: "7"), UInt8(ascii: ";"), 0])
    func endlessBytesAreOneMalformedRow(byte: UInt8) throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var events = 0
        let noise = [UInt8](repeating: byte, count: 1 << 20)
        try reader.read(Array((good + "4.blob,8192.").utf8).span, using: &scratch) { events += $0.pointer.count }
        for _ in 0..<32 { try reader.read(noise.span, using: &scratch) { events += $0.pointer.count } }
        let tail = Array((";" + good + good).utf8)
        try reader.read(tail.span, using: &scratch) { events += $0.pointer.count }
        let facts = try reader.finish(using: &scratch) { events += $0.pointer.count }
        #expect(events == 3)
        #expect(facts.rows.malformed == 1)
    }

    @Test func aPartMayBeginAnywhere() throws {
        let last = guacamoleMouse(3, 4, 1, 8)
        let bytes = Array((guacamole("name", "ü") + good + guacamole("blob", "2", "QUJD") + last).utf8)
        for start in 0...bytes.count - last.utf8.count {
            var scratch = RecordingScratch()
            var reader = RecordingReader(format: .guacamole, isContinuation: true)
            var events: [PointerEvent] = []
            try reader.read(bytes.span.extracting(start...), using: &scratch) { events += $0.pointer }
            let rows = try reader.finish(using: &scratch) { events += $0.pointer }.rows
            #expect(rows.malformed == 0, "from \(start)")
            #expect(events.map(\.kind) == (events.count == 2 ? [.move, .press] : [.drag]), "from \(start)")
            #expect(events.last?.x == 3, "from \(start)")
        }
    }
}
