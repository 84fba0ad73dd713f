import Evaluation
import Synthesis
import Testing

@Suite struct SessionLabelsTests {
    private func labels(_ csv: String) throws -> SessionLabels {
        try SessionLabels(csv: Array(csv.utf8).span)
    }

    @Test func readsNamesAndLabels() throws {
        let labels = try labels("filename,is_illegal\nsession_1,1\nsession_2,0\n")
        #expect(labels.names == ["session_1", "session_2"])
        #expect(labels.match(relativePath: "session_1", sessionID: nil)?.isIllegal == true)
        #expect(labels.match(relativePath: "session_2", sessionID: nil)?.isIllegal == false)
        #expect(labels.match(relativePath: "session_3", sessionID: nil) == nil)
    }

    @Test(
        arguments: [
            "filename,is_illegal\r\na,1\r\nb,0\r\n",
            "filename,is_illegal\na,1\nb,0",
            "\u{FEFF}filename,is_illegal\na,1\nb,0\n",
            "\n  \nsession , is_illegal\n\n a , 1 \n\n\"b\" , \"0\"\n \t\n",
            "name,user,is_illegal,remark\na,zoe,1,\nb,\"x,\"\"y\"\"\",0\n",
            "filename,is_illegal\na,1\nb,0\na.gz,1\n./b,0\n",
        ])
    func spellingsOfTheSameLabels(csv: String) throws {
        #expect(try labels(csv) == labels("filename,is_illegal\na,1\nb,0\n"))
    }

    @Test func quotedFieldMayHoldCommasAndQuotes() throws {
        let labels = try labels("filename,is_illegal\n\"a, \"\"b\"\"\",1\n")
        #expect(labels.names == ["a, \"b\""])
    }

    @Test(
        arguments: [
            ("x/y.csv", "x/y.csv"), ("x/y.csv", "./x/y.csv"), ("x/y.csv.gz", "x/y.csv"), ("x/y.csv", "x/y.csv.gz"),
            ("y.csv", "x/y.csv"), ("y.csv", "x/y.csv.gz"), ("y.csv.gz", "x/y.csv"), ("./y.csv", "y.csv"),
            ("id-7", "x/y.csv"),
        ])
    func nameStandsForThePathTheFileOrTheSession(name: String, path: String) throws {
        let match = try labels("filename,is_illegal\n\(name),1\n").match(relativePath: path, sessionID: "id-7")
        #expect(match?.isIllegal == true)
    }

    @Test(arguments: [("y", "x/y.csv"), ("x", "x/y.csv"), ("b/y.csv", "a/b/y.csv"), ("Y.csv", "y.csv")])
    func nameStandsForNothingElse(name: String, path: String) throws {
        let match = try labels("filename,is_illegal\n\(name),1\n").match(relativePath: path, sessionID: nil)
        #expect(match == nil)
    }

    @Test func mostExactNameDecides() throws {
        let all = try labels("filename,is_illegal\nid,0\ny,0\nx/y,1\n")
        #expect(all.match(relativePath: "x/y", sessionID: "id")?.name == "x/y")
        let some = try labels("filename,is_illegal\nid,0\ny,1\n")
        #expect(some.match(relativePath: "x/y", sessionID: "id")?.name == "y")
    }

    @Test func headerAloneLabelsNothing() throws {
        #expect(try labels("filename,is_illegal").names.isEmpty)
    }

    @Test(
        arguments: [
            ("", .missingHeader), ("\n\r\n", .missingHeader),
            ("a,1\nb,0\n", .missingLabelColumn(line: 1)), ("\nis_illegal\n", .missingLabelColumn(line: 2)),
            ("filename,is_illegal\na\n", .missingLabel(line: 2)),
            ("filename,is_illegal\n,1\n", .missingName(line: 2)),
            ("filename,is_illegal\n.gz,1\n", .missingName(line: 2)),
            ("filename,is_illegal\n\na,yes\n", .invalidLabel(text: "yes", line: 3)),
            ("filename,is_illegal\na,\n", .invalidLabel(text: "", line: 2)),
            ("filename,is_illegal\na,01\n", .invalidLabel(text: "01", line: 2)),
            ("filename,is_illegal\n\"a,1\n", .malformedQuotes(line: 2)),
            ("filename,is_illegal\n\"a\"b,1\n", .malformedQuotes(line: 2)),
            ("filename,is_illegal\na,1\nb,1\na,0\n", .contradiction(name: "a", line: 4, earlierLine: 2)),
            ("filename,is_illegal\na.gz,1\n./a,0\n", .contradiction(name: "a", line: 3, earlierLine: 2)),
        ] as [(String, SessionLabelsError)]
    )
    func mistakesAreNamedWithTheirLine(csv: String, error: SessionLabelsError) {
        #expect(throws: error) { try labels(csv) }
    }

    @Test func bytesThatAreNotUTF8AreNamedWithTheirLine() {
        let bytes = Array("filename,is_illegal\na,1\n".utf8) + [0xFF, 0x2C, 0x31, 0x0A]
        #expect(throws: SessionLabelsError.invalidUTF8(line: 3)) { try SessionLabels(csv: bytes.span) }
    }

    @Test func messageShowsLittleOfWhatItQuotesAndNoControlCharacters() {
        let csv = "filename,is_illegal\na,\u{1B}[2J" + String(repeating: "x", count: 10_000) + "\n"
        let error = #expect(throws: SessionLabelsError.self) { try labels(csv) }
        let message = error?.description ?? ""
        #expect(message.hasPrefix("line 2: "))
        #expect(message.utf8.count < 200)
        #expect(!message.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test func noBytesMakeItTrap() {
        var generator = SplitMix64(seed: 11)
        let alphabet: [UInt8] = Array("a,\"10\r\n\t is_llegfnm.z/".utf8) + [0xC3, 0xA9, 0xFF, 0]
        for round in 0..<3000 {
            var bytes = round % 2 == 0 ? Array("n,is_illegal\n".utf8) : []
            for _ in 0..<Int.random(in: 0..<40, using: &generator) {
                bytes.append(alphabet.randomElement(using: &generator)!)
            }
            if let labels = try? SessionLabels(csv: bytes.span) {
                #expect(labels.names.allSatisfy { labels.match(relativePath: "", sessionID: $0)?.name == $0 })
            }
        }
    }
}
