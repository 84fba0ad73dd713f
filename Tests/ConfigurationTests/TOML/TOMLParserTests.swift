import Testing

@testable import Configuration

struct TOMLParserTests {
    /// A document as a text that shows all of it.
    private static func shown(_ text: String) -> String {
        let (root, problems) = TOMLParser.parse(Array(text.utf8))
        return problems.isEmpty ? shown(root) : problems.map { $0.line(in: "") }.joined(separator: "\n")
    }

    private static func shown(_ table: TOMLTable) -> String {
        "{" + table.entries.map { "\($0.key.name)=\(shown($0.node.value))" }.joined(separator: " ") + "}"
    }

    private static func shown(_ value: TOMLValue) -> String {
        switch value {
        case .string(let text): text.debugDescription
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .date: "date"
        case .array(let nodes): "[" + nodes.map { shown($0.value) }.joined(separator: " ") + "]"
        case .table(let table): shown(table)
        case .tables(let list): "[" + list.tables.map(shown).joined(separator: " ") + "]"
        }
    }

    @Test(arguments: [
        ("", "{}"),
        ("# only\n\n  # comments\r\n", "{}"),
        ("a = 1", "{a=1}"),
        ("\u{FEFF}a = 1", "{a=1}"),
        ("a = +1_000\nb = -0\nc = 0xFF_ff\nd = 0o17\ne = 0b101", "{a=1000 b=0 c=65535 d=15 e=5}"),
        ("a = 9223372036854775807\nb = -9223372036854775808", "{a=9223372036854775807 b=-9223372036854775808}"),
        ("a = 1.5\nb = -1e3\nc = 6.626e-34\nd = 1_0.0_1", "{a=1.5 b=-1000.0 c=6.626e-34 d=10.01}"),
        ("a = inf\nb = -inf\nc = nan", "{a=inf b=-inf c=nan}"),
        ("a = true\nb = false", "{a=true b=false}"),
        (
            "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5\nc = 1979-05-27\nd = 07:32:00",
            "{a=date b=date c=date d=date}"
        ),
        (#"a = "q\"\\\t\u00E9\U0001F600""#, #"{a="q\"\\\t"# + "\u{E9}\u{1F600}\"}"),
        (#"a = 'C:\n'"#, #"{a="C:\\n"}"#),
        ("a = \"\"\"\nx\n  y\\\n   z\"\"\"\"", #"{a="x\n  yz\""}"#),
        ("a = '''x\\\ny'''", #"{a="x\\\ny"}"#),
        ("a = \"\"\nb = ''", #"{a="" b=""}"#),
        ("a = [1, 'b', [2.0,],\n # here\n {c = 3}\n]", "{a=[1 \"b\" [2.0] {c=3}]}"),
        ("a = []\nb = {}", "{a=[] b={}}"),
        ("a.b . 'c d'.\"e\" = 1\na.f = 2", "{a={b={c d={e=1}} f=2}}"),
        ("[a.b]\nc = 1\n[a]\nd = 2", "{a={b={c=1} d=2}}"),
        ("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n", "{a=[{b=1 c={d=2}} {}]}"),
        ("a = { b.c = 1, b.d = 2 }", "{a={b={c=1 d=2}}}"),
        ("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a={b={c=1 d={e=2}}}}"),
    ])
    func readsWhatIsTOML(text: String, expected: String) {
        #expect(Self.shown(text) == expected)
    }

    @Test(arguments: [
        ("a", 1, 2, "a key has no value"),
        ("= 1", 1, 1, "a key should stand here"),
        ("a =", 1, 4, "a value should stand here"),
        ("\n  a = b c", 2, 7, "'b' is no value"),
        ("a = 1 b = 2", 1, 7, "the line goes on after its end"),
        ("a = 01", 1, 5, "'01' is no value"),
        ("a = 1__0", 1, 5, "'1__0' is no value"),
        ("a = 1.", 1, 5, "'1.' is no value"),
        ("a = .5", 1, 5, "'.5' is no value"),
        ("a = +0x1", 1, 5, "'+0x1' is no value"),
        ("a = 0o8", 1, 5, "'0o8' is no value"),
        ("a = 9223372036854775808", 1, 5, "'9223372036854775808' is too large"),
        ("é = 1", 1, 1, "a key should stand here"),
        ("'é' = \"\\q\"", 1, 8, "there is no such escape"),
        (#"a = "\u12""#, 1, 6, "there is no such escape"),
        (#"a = "\uD800""#, 1, 6, "there is no such escape"),
        ("a = \"b", 1, 5, "the string has no end"),
        ("a = '''b\nc", 1, 5, "the string has no end"),
        ("a = \"\u{7}\"", 1, 6, "a control character, U+0007, cannot stand here"),
        ("# \u{0}", 1, 3, "a control character, U+0000, cannot stand here"),
        ("a = 1\rb = 2", 1, 6, "a control character, U+000D, cannot stand here"),
        ("[a", 1, 3, "the header lacks its end"),
        ("[[a]\n", 1, 4, "the header lacks its end"),
        ("[]", 1, 2, "a key should stand here"),
        ("[a] b = 1", 1, 5, "the line goes on after its end"),
        ("a = [1, 2", 1, 5, "the array has no end"),
        ("a = [1\n2]", 2, 1, "the array goes on without a comma"),
        ("a = [,]", 1, 6, "a value should stand here"),
        ("a = {b = 1", 1, 11, "the table has no end in its line"),
        ("a = {b = 1,}", 1, 12, "a key should stand here"),
        ("a = 1\na = 2", 2, 1, "'a' is there already, in line 1"),
        ("[a]\n[b]\n[a]", 3, 1, "'a' is there already, in line 1"),
        ("a = 1\n[a]", 2, 1, "'a' is there already, in line 1"),
        ("a = [{}]\n[[a]]", 2, 1, "'a' is there already, in line 1"),
        ("a = {}\n[a.b]", 2, 2, "'a' cannot be added to: it is complete since line 1"),
        ("a = {b.c = 1}\na.b.d = 2", 2, 1, "'a' cannot be added to: it is complete since line 1"),
        ("a = 1\na.b = 2", 2, 1, "'a' cannot be added to: it is complete since line 1"),
        ("[a.b]\n[a]\nb.c = 1", 3, 1, "'b' cannot be added to: it is complete since line 1"),
        ("a.b = 1\n[a]", 2, 1, "'a' is there already, in line 1"),
    ])
    func saysWhereItIsNot(text: String, line: Int, column: Int, what: String) {
        let problems = TOMLParser.parse(Array(text.utf8)).problems
        #expect(problems.map(\.what) == [what])
        #expect(problems.first?.position == SourcePosition(line: line, column: column))
    }

    @Test func bytesThatAreNoUTF8AreAProblemOnce() {
        let problems = TOMLParser.parse(Array("a = 1\nb = \"é".utf8) + [0xFF, 0xC0] + Array("\"".utf8)).problems
        #expect(problems.map(\.what) == ["a byte is no UTF-8"])
        #expect(problems.first?.position == SourcePosition(line: 2, column: 7))
    }

    @Test func everyProblemIsFoundAndNoneIsMadeUp() {
        let text = """
            a = oops
            b = [
              1 2,
              3,
            ]
            c = 1
            [d
            e = 1
            [f]
            g = 'x
            c = 2
            """
        let (root, problems) = TOMLParser.parse(Array(text.utf8))
        #expect(problems.map(\.position.line) == [1, 3, 7, 10])
        #expect(root.entries.map(\.key.name) == ["c", "f"])
    }

    @Test(arguments: ["[", "a.", "{a=", "[[a]]\n", "a=[", "\"\"\"", "\\", "a=1\n", "[a.", "= \n", "é"])
    func aMiBOfAnythingEndsSoonAndInLittleDepth(piece: String) {
        let bytes = Array(String(repeating: piece, count: (1 << 20) / piece.utf8.count).utf8)
        #expect(TOMLParser.parse(bytes).problems.count <= ConfigurationReading.mostProblems)
        #expect(TOMLParser.parse(Array("a = ".utf8) + bytes).problems.count <= ConfigurationReading.mostProblems)
    }
}
