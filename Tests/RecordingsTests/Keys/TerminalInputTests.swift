import Snapshots
import Synthesis
import Testing

@testable import Recordings

struct TerminalInputTests {
    /// The events of records, the nth at n ms.
    private func events(_ records: String...) -> [KeyEvent] {
        var input = TerminalInput()
        var batch = EventBatch()
        for (index, record) in records.enumerated() {
            for byte in record.utf8 { input.take(byte) }
            input.endRecord(at: Timestamp(milliseconds: Int64(index)), into: &batch)
        }
        return batch.keys
    }

    @Test(arguments: [
        ("a", KeyClass.letterLeft), ("L", .letterRight), ("é", .otherLetter), ("ж", .otherLetter), ("7", .digit),
        (";", .punctuation), ("€", .punctuation), (" ", .space), ("\r", .enter), ("\t", .tab), ("\u{7F}", .erase),
        ("\u{8}", .erase), ("\u{1B}", .escape), ("\u{3}", .chord), ("\u{1B}x", .chord), ("\u{1B}[", .chord),
        ("\u{1B}O", .chord), ("\u{1B}[A", .navigation), ("\u{1B}OB", .navigation), ("\u{1B}[1;5C", .navigation),
        ("\u{1B}[5~", .navigation), ("\u{1B}[3~", .erase), ("\u{1B}[15~", .function), ("\u{1B}OP", .function),
        ("\u{1B}[[A", .function), ("\u{1B}[Z", .tab), ("\u{1B}Oq", .digit), ("\u{1B}[97;5u", .letterLeft),
        ("😀", .punctuation),
    ])
    func aRecordOfOneKeyIsOneInput(text: String, keyClass: KeyClass) {
        #expect(events(text) == [KeyEvent(time: Timestamp(milliseconds: 0), action: .input, keyClass: keyClass)])
    }

    @Test(arguments: [
        "\u{1B}[24;80R", "\u{1B}[?62;c", "\u{1B}[>41;354;0c", "\u{1B}[I", "\u{1B}[O", "\u{1B}[0n", "\u{1B}[M !!",
        "\u{1B}[<0;10;20M", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]11;rgb:0000/0000/0000\u{7}",
        "\u{1B}P>|XTerm(390)\u{1B}\\", "\u{1B}[8;24;80t",
    ])
    func whatATerminalAnswersIsNoKey(text: String) {
        #expect(events(text).isEmpty)
        #expect(events(text, "a").map(\.keyClass) == [.letterLeft])
    }

    @Test func fewKeysAtOnceAreTypedAndManyArePasted() {
        let three = events("abc")
        #expect(three.map(\.action) == [.input, .input, .input] && three.allSatisfy { $0.count == 3 })
        #expect(
            events("", "abcd") == [
                KeyEvent(time: Timestamp(milliseconds: 1), action: .paste, keyClass: .other, count: 4)
            ]
        )
    }

    @Test func whatTheTerminalCallsPastedIsPasted() {
        let events = events("\u{1B}[200~x\u{1B}[201~", "y", "\u{1B}[200~ab", "c", "d\u{1B}[201~", "e")
        #expect(events.map(\.action) == [.paste, .input, .paste, .paste, .paste, .input])
        #expect(events.map(\.count) == [1, 1, 2, 1, 1, 1])
    }

    @Test func frequentDigraphsGoAcrossRecordsButNotAcrossOtherKeys() throws {
        let ranks = events("t", "h", "E", " ", "q", "z", "i", "\u{1B}[C", "n", "in").map { $0.digraph?.rank }
        #expect(ranks == [nil, 0, 1, nil, nil, nil, nil, nil, nil, nil, 2])
    }

    @Test func aSequenceThatIsCutByARecordGoesOn() {
        #expect(events("\u{1B}[1;", "5C").map(\.keyClass) == [.navigation])
        #expect(events("\u{1B}]11;rgb:", "00\u{7}", "k").map(\.keyClass) == [.letterRight])
    }

    @Test(arguments: 0..<20)
    func aSnapshotAtAnyByteGoesOnAsBefore(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let symbols = Array("\u{1B}\u{1B}[[O]~;0123456789ABMRhetin é€😀\r\u{7F}\u{7}\\<?uP".utf8)
        var whole = TerminalInput()
        var restored = TerminalInput()
        var (one, other) = (EventBatch(), EventBatch())
        for step in 0..<300 {
            let byte = symbols[Int(random.next() % UInt64(symbols.count))]
            whole.take(byte)
            restored.take(byte)
            var writer = SnapshotWriter()
            restored.snapshot(into: &writer)
            var reader = SnapshotReader(writer.bytes)
            restored = TerminalInput()
            try restored.restore(from: &reader)
            try reader.finish()
            guard random.next() % 4 == 0 else { continue }
            let time = Timestamp(milliseconds: Int64(step))
            whole.endRecord(at: time, into: &one)
            restored.endRecord(at: time, into: &other)
        }
        #expect(one.keys == other.keys && !one.keys.isEmpty)
    }
}
