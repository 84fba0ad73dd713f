import RecordingWriters
import Testing

@testable import Recordings

struct SudoLogTests {
    private static let json = #"""
        {
            "timestamp": {
                "seconds": 1584977889,
                "nanoseconds": 510217787
            },
            "columns": 80,
            "command": "/usr/bin/make",
            "lines": 24,
            "runargv": [ "make", "-C", "}\"{", "submituser" ],
            "runenv": [ "PATH=/bin", "submithost=\u0041" ],
            "runuid": 0,
            "runuser": "root",
            "other": { "submituser": "nobody", "seconds": 5 },
            "submithost": "xerxes.sudo.ws",
            "submituser": "mill\u0065rt"
        }
        """#

    private func read(
        _ timing: String,
        input: String = "",
        output: String = "",
        log: String = "",
        json: String = "",
        pieces: [Int] = [.max]
    ) -> Reading {
        let streams = ["ttyin": input, "ttyout": output, "log": log, "log.json": json]
        let companions = Dictionary(uniqueKeysWithValues: streams.map { (StreamName($0), Array($1.utf8)) })
        return Reading(Array(timing.utf8), companions: companions, pieces: pieces, format: .sudoLog)
    }

    @Test func keysAndEchoesComeInTheOrderOfTheTiming() {
        let reading = read(
            "4 0.100000000 2\n3 1.000400000 1\n4 0.000200000 1\n3 0.500000000 1\n4 0.0001 2\n",
            input: "a\r",
            output: "$ a\r\n"
        )
        #expect(
            reading.keys == [
                keyEvent(1100, .input, .letterLeft), keyEvent(1101, .echo, .letterLeft), keyEvent(1601, .input, .enter),
                keyEvent(1601, .echo, .enter),
            ]
        )
        #expect(reading.facts.rows.total == 5 && reading.facts.rows.malformed == 0)
    }

    /// Which of the two is wanted first depends on how the timing is cut.
    @Test func damageOfBothStreamsIsToldTheSameHoweverTheyAreCut() {
        var input = gzip([UInt8](repeating: UInt8(ascii: "a"), count: 20))
        var output = gzip(Array("output".utf8))
        input[input.count - 6] ^= 1
        output[output.count - 6] ^= 1
        let timing = Array("3 0.1 1\n4 0.1 1\n3 0.1 9999\n4 0.1 9999\n".utf8)
        func read(_ input: [UInt8], _ output: [UInt8], pieces: [Int]) -> Reading {
            let companions = [StreamName("ttyin"): input, StreamName("ttyout"): output]
            return Reading(timing, companions: companions, pieces: pieces, format: .sudoLog)
        }
        for pieces in [[1], [8, .max], [16, .max], [.max]] {
            let corrupt = read(input, output, pieces: pieces)
            #expect(corrupt.facts.damage?.byte == Int64(input.count - 4))
            let cut = read(input.dropLast(9), output.dropLast(9), pieces: pieces)
            #expect(cut.facts.endsEarlyAt == Int64(input.count - 9))
            let longer = read(gzip([1]) + [0], gzip([1, 2, 3, 4, 5]) + [0], pieces: pieces)
            #expect(longer.facts.trailingBytesAt == Int64(gzip([1]).count))
        }
    }

    @Test func theLogSaysWhoseItIs() {
        let facts = read("3 0.25 1\n", input: "a", log: "1603746837:millert:root::/dev/ttypb:24:80\n/home\n/bin/id\n")
            .facts
        #expect(facts.description.user == RecordingName("millert"))
        #expect(facts.description.account == RecordingName("root"))
        #expect(facts.description.host == nil)
        #expect(facts.description.terminal == .init(columns: 80, lines: 24))
        #expect(facts.clock == .wall)
        #expect(facts.span?.first.milliseconds == 1_603_746_837_000)
        #expect(facts.span?.last.milliseconds == 1_603_746_837_250)
    }

    @Test(arguments: [[1], [2, 3], [7], [.max]])
    func theJSONLogSaysMore(pieces: [Int]) {
        let reading = read("3 0.25 1\n", input: "a", log: "1:no:no::no:1:1\n", json: Self.json, pieces: pieces)
        let description = reading.facts.description
        #expect(description.user == RecordingName("millert"))
        #expect(description.account == RecordingName("root"))
        #expect(description.host == RecordingName("xerxes.sudo.ws"))
        #expect(description.command == RecordingName("/usr/bin/make"))
        #expect(description.terminal == .init(columns: 80, lines: 24))
        #expect(reading.keys.map(\.time.milliseconds) == [1_584_977_889_760])
    }

    @Test(
        arguments: [#"{"timestamp": {"seconds": 5}, "submituser": "me", "#, #"{"submituser": "me", oops"#],
        [1, .max]
    )
    func whatABrokenJSONLogSaysBeforeItsDefectHolds(json: String, piece: Int) {
        let facts = read("3 0.25 1\n", input: "a", log: "1:no:no::no:1:1\n", json: json, pieces: [piece]).facts
        #expect(facts.description.user == RecordingName("me"))
    }

    @Test func namesOfOtherThingsAreNotTaken() {
        let json =
            #"{"submituser": ["a"], "runuser": {"submituser": "b"}, "timestamp": {"submithost": "c", "seconds": [6]}, "#
            + #""columns": "80", "lines": [24], "other": {"seconds": 7}, "submithost": "d"}"#
        let facts = read("3 0.25 1\n", input: "a", log: "5:me:root::tty:1:1\n", json: json).facts
        #expect(facts.description.user == RecordingName("me") && facts.description.host == nil)
        #expect(facts.span?.first.milliseconds == 5000)
    }

    @Test(arguments: ["", "{}", "[1]", "no JSON", "{\"seconds\": 3}"])
    func withoutAUsableJSONLogTheOtherIsRead(json: String) {
        let facts = read("3 0.25 1\n", input: "a", log: "5:me:root::tty:1:1\n", json: json).facts
        #expect(facts.description.user == RecordingName("me"))
        #expect(facts.span?.first.milliseconds == 5000)
    }

    @Test(arguments: ["", "no log\n", "x:y:z:a:b\n", "99999999999999999999:me:root::tty:24:80\n", ":::::\n"])
    func withoutEitherTheSessionsStartIsTheClocks(log: String) {
        let reading = read("3 0.25 1\n", input: "a", log: log)
        #expect(reading.facts.description == RecordingDescription())
        #expect(reading.facts.clock == .session)
        #expect(reading.keys == [keyEvent(250, .input, .letterLeft)])
    }

    @Test func namesThatAreTooLongAreNotTaken() {
        let name = String(repeating: "n", count: 256)
        let facts = read("3 0.25 1\n", log: "5:\(name):root::tty:1:1\n").facts
        #expect(facts.description.user == nil && facts.description.account == RecordingName("root"))
        let json = #"{"submituser": "\#(name)", "submithost": "h", "timestamp": {"seconds": 5}}"#
        #expect(read("3 0.25 1\n", json: json).facts.description.user == nil)
    }

    @Test func whatIsNotTheTerminalsIsLeftOut() {
        let reading = read(
            "0 1.5 100\n1 1.5 100\n2 1.0 5\n5 1.0 30 100\n7 1.0 TSTP\n7 1.0 CONT\n3 1.0 1\n6 1.0 1\n",
            input: "a",
            output: "b"
        )
        #expect(reading.keys == [keyEvent(8000, .input, .letterLeft), keyEvent(9000, .echo, .letterLeft)])
        #expect(reading.facts.rows.total == 2)
    }

    @Test(arguments: [
        ("8 0.1 1", MalformedRow.Reason.word(field: "event")), ("x", .word(field: "event")),
        ("3", .word(field: "event")),
        ("33 0.1 1", .word(field: "event")), ("3 -1.0 1", .number(field: "delay")),
        ("3 nan 1", .number(field: "delay")),
        ("3 1. 1", .number(field: "delay")), ("3 9999999999.0 1", .number(field: "delay")),
        ("3 99999999999999999999.0 1", .number(field: "delay")), ("3 0.1", .fieldCount), ("3 0.1x1", .fieldCount),
        ("3 0.1 ", .number(field: "number of bytes")), ("3 0.1 -1", .number(field: "number of bytes")),
        ("3 0.1 9223372036854775808", .number(field: "number of bytes")), ("3 0.1 1 1", .fieldCount),
        ("3 0.1 1x", .fieldCount), (String(repeating: "3", count: 300), .tooLong(limit: 256)),
    ])
    func aBadLineIsSkipped(line: String, reason: MalformedRow.Reason) {
        let reading = read("3 0.5 1\n\(line)\n3 0.5 1\n", input: "ab")
        #expect(reading.keys.map(\.time.milliseconds) == [500, 1000])
        #expect(reading.facts.rows.malformed == 1 && reading.facts.rows.total == 3)
        #expect(reading.facts.rows.firstMalformed == MalformedRow(line: 2, byte: 8, reason: reason))
    }

    @Test func aCommaSeparatesInSomeLanguages() {
        #expect(read("3 0,5 1\n", input: "a").keys == [keyEvent(500, .input, .letterLeft)])
    }

    @Test func aLengthThatLiesTakesAllThatIsThere() {
        let reading = read("3 0.5 9223372036854775807\n3 0.5 1\n", input: "a")
        #expect(reading.keys.map(\.keyClass) == [.letterLeft, .other])
        #expect(reading.facts.rows.malformed == 1)
    }

    @Test func hugeDelaysDoNotOverflow() {
        let timing = String(repeating: "3 999999999.999999999 1\n", count: 40)
        let reading = read(timing, input: String(repeating: "a", count: 40))
        #expect(reading.keys.count == 40)
        #expect(reading.keys.last?.time.milliseconds == TimingClock.longest / 1_000_000)
    }

    @Test func keysWhoseBytesAreLostKeepTheirTimes() {
        let reading = read("3 0.5 1\n4 0.1 1\n3 0.4 3\n4 0.1 1\n3 0.9 20\n", input: "a", output: "a")
        #expect(
            reading.keys == [
                keyEvent(500, .input, .letterLeft), keyEvent(600, .echo, .letterLeft), keyEvent(1000, .input, .other),
                KeyEvent(time: Timestamp(milliseconds: 2000), action: .paste, keyClass: .other, count: 20),
            ]
        )
        #expect(reading.facts.rows.total == 5 && reading.facts.rows.malformed == 2)
        #expect(
            reading.facts.rows.firstMalformed == MalformedRow(line: 3, byte: 16, reason: .missing("input in ttyin"))
        )
    }

    @Test func timingAloneIsRead() {
        let reading = read(String(repeating: "3 0.5 1\n4 0.1 1\n", count: 1000))
        #expect(reading.error == nil)
        #expect(reading.keys.count == 1000 && reading.keys.allSatisfy { $0.keyClass == .other })
        #expect(reading.facts.rows.malformed == 2)
    }

    @Test func aRecordingThatIsBeingWrittenIsReadAsFarAsItIsThere() throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var keys: [KeyEvent] = []
        func give(_ text: String, _ stream: String = "") throws {
            try reader.read(Array(text.utf8).span, of: StreamName(stream), using: &scratch) { keys += $0.keys }
        }
        try give("3 0.5 1\n")
        #expect(reader.wantedStream == StreamName("log.json"))
        try give(Self.json, "log.json")
        // What is written first is read to its end.
        try reader.endWantedStream(using: &scratch) { keys += $0.keys }
        #expect(reader.wantedStream == StreamName("ttyin"))
        try give("a", "ttyin")
        #expect(keys.count == 1)
        #expect(reader.wantedStream == .main)
        try give("4 0.1 1\n3 0.2 1\n")
        #expect(reader.wantedStream == StreamName("ttyout"))
        try give("a", "ttyout")
        try give("b", "ttyin")
        #expect(keys.count == 3)
    }

    @Test(arguments: [("timing", true), ("log.json", false), ("ttyin", false), ("timing.gz", true), ("xtiming", false)])
    func companionsLieInTheSameFolder(name: String, isMain: Bool) {
        let companions = RecordingFormat.sudoLog.companions
        let files = companions.files(Array(name.utf8))
        #expect(files.map(\.stream.name) == (isMain ? ["log.json", "log", "ttyin", "ttyout"] : []))
        #expect(files.map(\.name) == files.map { Array($0.stream.name.utf8) })
        #expect(files.map(\.isWrittenFirst) == (isMain ? [true, true, false, false] : []))
    }

    @Test(arguments: [
        ("log.json", ["timing"]), ("log", ["timing", "log.json"]), ("ttyin", ["timing", "log.json", "log"]),
        ("ttyout", ["timing", "log.json", "log"]), ("stdin", ["timing", "log.json", "log"]),
        ("stdout", ["timing", "log.json", "log"]), ("stderr", ["timing", "log.json", "log"]),
        ("ttyin.gz", ["timing", "log.json", "log"]),
    ])
    func companionsBelongToTheTimingOrWhatStandsForIt(name: String, mains: [String]) {
        let names = RecordingFormat.sudoLog.companions.mainNames(Array(name.utf8))
        #expect(names.map { String(decoding: $0, as: UTF8.self) } == mains)
        #expect(RecordingFormat.sudoLog.companions.mainNames(Array("x\(name)".utf8)).isEmpty)
    }

    @Test(arguments: [json, "1603746837:millert:root::/dev/ttypb:24:80\n/home\n/usr/bin/id\n"], [1, .max])
    func aLogWithoutTimingIsCalledByItsName(text: String, piece: Int) {
        let reading = Reading(text, pieces: [piece])
        guard case .unsupported(let what, _)? = reading.error?.problem, what.contains("no timing") else {
            Issue.record("it is \(String(describing: reading.error))")
            return
        }
    }
}
