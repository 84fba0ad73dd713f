import Testing

@testable import Recordings

struct TerminalOutputTests {
    /// What a terminal was sent and showed, one record after the other.
    enum Record {
        case input
        case output(String)
    }

    private struct Result {
        var commands: [UInt64] = []
        var times: [Int64] = []
        var titles: [WordHashes] = []
        var holdsText = false
    }

    /// A prompt of a shell that says when it waits, and what it says when it no longer does.
    private static let prompt = "\u{1B}[?2004hme@host:~$ "
    private static let run = "\u{1B}[?2004l\r"
    private static let left = "\u{8}"

    private func result(_ records: [Record], width: Int = 80, isCut: Bool = false) -> Result {
        var output = TerminalOutput()
        output.width = width
        var batch = EventBatch()
        for (index, record) in records.enumerated() {
            switch record {
            case .input: output.noteInput()
            case .output(let text):
                let bytes = Array(text.utf8)
                if isCut {
                    for byte in bytes { output.take(byte) }
                } else {
                    output.take(bytes.span)
                }
                output.finishRecord(at: Timestamp(milliseconds: Int64(index)), into: &batch)
            }
        }
        return Result(
            commands: batch.commands.map(\.command),
            times: batch.commands.map(\.time.milliseconds),
            titles: batch.titles.map(\.words),
            holdsText: output.holdsText
        )
    }

    /// Expects the commands of these lines, with input and in one piece or byte by byte.
    private func expect(
        _ lines: [String],
        _ records: [Record],
        width: Int = 80,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = lines.flatMap { CommandWords.commands(in: Array($0.utf8)).map(\.command) }
        for isCut in [false, true] {
            let found = result(records, width: width, isCut: isCut)
            #expect(found.commands == expected, sourceLocation: sourceLocation)
        }
    }

    /// Keys, each with what the terminal shows of it.
    private func keys(_ shown: String...) -> [Record] { shown.flatMap { [.input, .output($0)] } }

    private func typed(_ text: String) -> [Record] { text.flatMap { [.input, .output(String($0))] } }

    // MARK: Lines

    @Test func aTypedLineIsACommandAtTheTimeOfItsEnd() {
        let records = [.output("$ ")] + typed("ls -l") + keys("\r\n") + [.output("total 0\r\n$ ")]
        expect(["ls -l"], records)
        #expect(result(records).times == [12])
    }

    @Test func whatIsShownWithoutInputIsNone() {
        expect([], [.input, .output("\r\n"), .output("ls -l\r\nrm x\r\n")])
    }

    @Test func aPasswordThatIsNotShownIsNone() {
        expect(
            ["su"],
            [.output("$ ")] + typed("su") + keys("\r\n") + [.output("Password: "), .input, .input, .output("\r\n")]
        )
    }

    @Test(arguments: [
        (["l", "x", "\u{8} \u{8}", "s"], "ls"),
        (["l", "x", "\u{8}\u{1B}[K", "s"], "ls"),
        // Two columns back, and a letter in between.
        (["l", "-", "l", "\u{8}", "\u{8}", "s-l\u{8}\u{8}", "\u{1B}[C\u{1B}[C"], "ls-l"),
        (["ac", "\u{8}", "\u{1B}[@b"], "abc"),
        (["abbc", "\u{8}\u{8}\u{8}", "\u{1B}[P"], "abc"),
        (["abc", "\u{1B}[3D", "\u{1B}[2Xx"], "x c"),
        (["abc", "\u{8}\u{8}", "\u{1B}[4hx\u{1B}[4l"], "axbc"),
        (["rm -rf x", "\r\u{1B}[2C\u{1B}[K", "ls"], "ls"),
        (["rm x", "\u{1B}[3G\u{1B}[K", "id"], "id"),
        (["a", "\t", "b"], "a      b"),
        (["l\u{1B}[1ms\u{1B}[0m", "\u{7}"], "ls"),
        (["größe -x"], "größe -x"),
        (["gr", "ö", "\u{8} \u{8}", "ep x"], "grep x"),
        // Found again by Ctrl-R.
        (["\r(reverse-i-search)`': ", "l': ls -l\u{8}\u{8}", "\r$ ls -l\u{1B}[K"], "ls -l"),
        // From the history, and another after it.
        (["make -j4 all", "\r\u{1B}[2Cls /tmp\u{1B}[K"], "ls /tmp"),
        (["cd /us", "r/"], "cd /usr/"),
    ])
    func aLineIsWhatItShowsInTheEnd(shown: [String], line: String) {
        let records = [.output("$ ")] + shown.flatMap { [.input, .output($0)] as [Record] } + keys("\r\n")
        expect([line], records)
    }

    @Test(arguments: ["^C\r\n", "^Z\r\n", "^\\\r\n"])
    func aLineThatIsGivenUpIsNone(end: String) {
        expect(["ls"], [.output("$ ")] + typed("rm -rf x") + keys(end) + [.output("$ ")] + typed("ls") + keys("\r\n"))
    }

    @Test func aLongLineGoesOnInTheNextRow() {
        let line = "echo " + String(repeating: "a", count: 30) + " /tmp"
        var records: [Record] = [.output("$ ")]
        var column = 2
        for letter in line {
            column += 1
            records += keys(column == 20 || column == 40 ? "\(letter) \r" : String(letter))
        }
        // Two letters less, and one row up and down again.
        records += keys("\u{8}\u{1B}[K", "\u{8}\u{1B}[K", "\u{1B}[A", "\u{1B}[B") + keys("\r\n")
        expect(["echo a /t"], records, width: 20)
        // Where the width is not known, only the blank and the return tell it.
        let wide = "echo " + String(repeating: "a", count: 60) + " /tmp"
        var unknown: [Record] = [.output("$ ")]
        for (index, letter) in wide.enumerated() { unknown += keys(index + 3 == 50 ? "\(letter) \r" : String(letter)) }
        expect(["echo a /tmp"], unknown + keys("\r\n"), width: 0)
    }

    // MARK: Shells that say when they wait

    @Test func aShellSaysWhatIsRun() {
        expect(["ls -l"], [.output(Self.prompt)] + typed("ls -l") + keys("\r\n\(Self.run)") + [.output("a\r\nb\r\n")])
        // It may come later, and it may come before the line's end.
        let later = [.output(Self.prompt)] + typed("ls") + keys("\r\n") + [.output(Self.run)]
        expect(["ls"], later)
        #expect(result(later).times == [6])
        expect(["ls"], [.output(Self.prompt)] + typed("ls") + keys("\(Self.run)\r\n") + [.output("a\r\n")])
    }

    @Test func aListOfCompletionsRunsNothing() {
        let list = "\r\na.txt  b.txt\r\nme@host:~$ cat "
        expect(
            ["cat a.txt"],
            [.output(Self.prompt)] + typed("cat ") + keys("\u{7}", list) + typed("a.txt") + keys("\r\n\(Self.run)")
        )
    }

    @Test func withoutInputThePromptsEndBeginsALine() {
        let records: [Record] = [
            .output(Self.prompt), .output("make -j4 all"), .output("\r\n\(Self.run)"), .output("ok\r\n"),
        ]
        expect(["make -j4 all"], records)
        // The prompt may come behind what announces it.
        let late: [Record] = [.output("\u{1B}[?2004h"), .output("$ "), .output("ls"), .output("\r\n\(Self.run)")]
        expect(["ls"], late)
    }

    @Test func withoutInputAnEchoBeginsALine() {
        let records =
            [.output("$ ")] + "ls -l".map { Record.output(String($0)) } + [.output("\r\n"), .output("a\r\nb\r\n")]
        expect(["ls -l"], records)
        expect([], [.output("."), .output("."), .output("\r\n")])
    }

    // MARK: Other screens

    @Test func nothingOnTheOtherScreenIsACommand() {
        for mode in [47, 1047, 1049] {
            let editor = [.output("\u{1B}[?\(mode)h\u{1B}[2J")] + typed("rm x") + keys("\r\n")
            expect(
                ["vi", "ls"],
                [.output("$ ")] + typed("vi") + keys("\r\n") + editor + [.output("\u{1B}[?\(mode)l$ ")] + typed("ls")
                    + keys("\r\n")
            )
        }
    }

    @Test func aPagerOnTheLineLeavesTheMarkToThePrompt() {
        expect(["ls"], [.output(":"), .input, .output("\r\u{1B}[Kme@host$ ")] + typed("ls") + keys("\r\n"))
    }

    @Test func whereTheCursorIsSetElsewhereNothingIsEntered() {
        for sequence in ["\u{1B}[5;1H", "\u{1B}[2J", "\u{1B}[A", "\u{1B}M", "\u{1B}c"] {
            expect([], [.output("$ ")] + typed("rm") + [.output("\(sequence)x\r\n")])
        }
    }

    // MARK: Titles

    @Test(arguments: ["\u{1B}]0;me@host: /tmp\u{7}", "\u{1B}]2;me@host: /tmp\u{1B}\\"])
    func titlesAreFound(text: String) {
        let expected = TitleWords.words(in: Array("me host tmp".utf8))
        #expect(result([.output(text)]).titles == [expected])
        #expect(result([.output("a\(text)b")], isCut: true).titles == [expected])
        // Of one that goes on in another record nothing is kept in between.
        let records = [Record.output(String(text.prefix(6))), .output(String(text.dropFirst(6)))]
        #expect(result(records).titles.isEmpty)
        #expect(!result([records[0]]).holdsText)
    }

    @Test(arguments: [
        "\u{1B}]1;a\u{7}", "\u{1B}]52;c;YQ==\u{7}", "\u{1B}]20;a\u{7}", "\u{1B}]0;\u{7}", "\u{1B}P0;a\u{1B}\\",
        "\u{1B}]0;a\u{18}",
    ])
    func nothingElseIsATitle(text: String) {
        #expect(result([.output(text)]).titles.isEmpty)
        expect(["ls"], [.output("\(text)$ ")] + typed("ls") + keys("\r\n"))
    }

    // MARK: Bounds

    @Test func aMarkIsGivenUp() {
        let long = String(repeating: "x", count: TerminalLine.mostBytes + 1)
        expect(
            ["ls"],
            [.output("$ ")] + keys("ls \(long)", "\r\n") + [.output("$ ")] + typed("ls") + keys("\r\n")
        )
        #expect(!result([.input, .output(long)]).holdsText)
        let records = [.input] + Array(repeating: Record.output("\u{8}x"), count: TerminalLine.mostRecords + 1)
        #expect(!result(records).holdsText && result(Array(records.dropLast())).holdsText)
    }

    @Test func aRecordGivesNoMoreThanABatchHolds() {
        var output = TerminalOutput()
        var batch = EventBatch()
        for _ in 0..<50 {
            output.noteInput()
            for _ in 0..<200 {
                output.take(Array("a;b;c\r\n\u{1B}]0;t\u{7}".utf8).span)
                output.noteInput()
            }
            output.finishRecord(at: Timestamp(milliseconds: 0), into: &batch)
            if batch.isFull { batch.removeAll() }
        }
        #expect(batch.commands.count <= EventBatch.capacity)
    }

    @Test func aLineKeepsABoundedText() {
        var line = TerminalLine()
        line.setMark(at: 0)
        for _ in 0..<3000 { line.show(UInt8(ascii: "x")) }
        line.move(to: 5)
        line.insert(9999)
        line.show(UInt8(ascii: "y"))
        line.delete(9999)
        #expect(line.cells.count <= TerminalLine.mostCells && line.text == Array("xxxxxy".utf8))
    }

    /// Whatever is shown, cut anywhere, gives the same.
    @Test func anySequencesAreTaken() {
        let pieces = [
            "\u{1B}", "[", "]", "0", ";", "2004", "?", "h", "l", "K", "P", "@", "X", "9999", "C", "D", "A", "B", "H",
            "J", "m", "\r", "\n",
            "\u{8}", "\t", "a", "é", "日", " ", "\u{7}", "\\", "^C", "\u{1B}[?2004h", "\u{1B}[?2004l", "\u{1B}]2;",
            "ls -l", "\u{1B}[?1049h",
            "\u{1B}[?1049l", "\r\n", "E", "M", "c",
        ]
        var state: UInt64 = 7
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for width in [0, 1, 2, 80] {
            let records: [Record] = (0..<4000).map { _ in
                random(4) == 0 ? .input : .output((0...random(6)).map { _ in pieces[random(pieces.count)] }.joined())
            }
            let (whole, cut) = (result(records, width: width), result(records, width: width, isCut: true))
            #expect(whole.commands == cut.commands && whole.times == cut.times && whole.titles == cut.titles)
            #expect(!whole.commands.isEmpty && !whole.titles.isEmpty)
        }
    }
}
