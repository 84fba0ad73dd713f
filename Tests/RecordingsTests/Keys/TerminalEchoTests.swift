import Testing

@testable import Recordings

struct TerminalEchoTests {
    private func events(_ records: String...) -> [KeyEvent] {
        var echo = TerminalEcho()
        var batch = EventBatch()
        for (index, record) in records.enumerated() {
            echo.take(Array(record.utf8).span)
            guard let finding = echo.endRecord() else { continue }
            batch.append(KeyEvent(finding, at: Timestamp(milliseconds: Int64(index))))
        }
        return batch.keys
    }

    @Test(arguments: [
        ("a", KeyClass.letterLeft), ("é", .otherLetter), ("€", .punctuation), ("😀", .punctuation), ("0", .digit),
        (" ", .space), ("\r\n", .enter), ("\u{8} \u{8}", .erase), ("\u{8}\u{1B}[K", .erase), ("\t", .tab),
    ])
    func aSingleCharacterIsAnEcho(text: String, keyClass: KeyClass) {
        #expect(events(text) == [KeyEvent(time: Timestamp(milliseconds: 0), action: .echo, keyClass: keyClass)])
    }

    @Test(arguments: ["", "ab", "aé", "éa", "\u{7}", "\u{1B}[K", "login: ", "\n", "\r", "12345"])
    func nothingElseIs(text: String) {
        #expect(events(text).isEmpty)
    }

    @Test func frequentDigraphsEndWhereOtherOutputComes() {
        #expect(events("t", "h", "prompt$ ", "e", "r").map { $0.digraph?.rank } == [nil, 0, nil, 3])
    }
}
