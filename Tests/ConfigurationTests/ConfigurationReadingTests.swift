import Gestures
import Recordings
import Scoring
import Synthesis
import Testing

@testable import Configuration

struct ConfigurationReadingTests {
    private static let source = "[[source]]\ndirectory = \"/recordings\"\n"

    private static func reading(_ text: String) -> ConfigurationReading { ConfigurationReading(Array(text.utf8)) }

    @Test func oneDirectoryIsEnough() {
        let reading = Self.reading(Self.source)
        var expected = GaitConfiguration()
        let directory = Located("/recordings", at: SourcePosition(line: 2, column: 13))
        expected.sources = [GaitConfiguration.Source(directory: directory)]
        #expect(reading.problems.isEmpty)
        #expect(reading.configuration == expected)
    }

    @Test(arguments: [
        ("sate = \"/x\"", 1, 1, "there is no key 'sate'; write state"),
        ("state = 5", 1, 9, "state is an integer, not a string; write it in quotes"),
        ("state = \"lib/gait\"", 1, 9, "'lib/gait' is no absolute path; write it from / on"),
        ("state = \"/a\\u0000b\"", 1, 9, #"'/a\u{0}b' is no absolute path; write it from / on"#),
        (
            "state = \"/recordings/./gait/../state\"", 1, 9,
            "'/recordings/./gait/../state' lies within the source of line 3; choose directories beside each other"
        ),
        ("state = \"/\"", 1, 9, "'/' contains the source of line 3; choose directories beside each other"),
        (
            "state = \"/recordings/\"", 1, 9,
            "'/recordings/' is the source of line 3; choose directories beside each other"
        ),
        ("silence = \"900\"", 1, 11, "silence is a string, not a number; write a number without quotes"),
        ("silence = 0", 1, 11, "silence is out of bounds; write 0.1 to 10000000 seconds"),
        ("silence = nan", 1, 11, "silence is out of bounds; write 0.1 to 10000000 seconds"),
        ("threshold = 0.1", 1, 1, "there is no key 'threshold'; it belongs in [learning]"),
        ("layout = 'x'", 1, 1, "there is no key 'layout'; it belongs in [source]"),
        ("list = 5", 1, 1, "list is an integer; write [list] as a table"),
        ("[[log]]", 3, 1, "log is an array of tables; write [log] only once, in single brackets"),
        ("[lerning]", 3, 1, "there is no key 'lerning'; write learning"),
        (
            "[wholly_unheard_of]", 3, 1,
            "there is no key 'wholly_unheard_of'; remove it; the keys here are state, silence, source, learning, "
                + "modalities, event, watch, memory, list, log"
        ),
        ("[learning]\ntreshold = 1", 4, 1, "there is no key 'treshold' in [learning]; write threshold"),
        ("[learning]\nsilence = 1", 4, 1, "there is no key 'silence' in [learning]; it stands before all headers"),
        ("[learning]\nthreshold = 1.5", 4, 13, "threshold is out of bounds; write 0 to 1"),
        (
            "[learning]\nthreshold = true", 4, 13,
            "threshold is true or false, not a number; write a number without quotes"
        ),
        ("[watch]\nmethod = \"pol\"", 4, 10, "there is no method 'pol'; write \"poll\""),
        ("[watch]\nmethod = \"inotify\"", 4, 10, "there is no method 'inotify'; write \"auto\" or \"poll\""),
        (
            "[memory]\nlimit = \"48 MB\"", 4, 9,
            "'48 MB' is no amount of memory; write a whole number and one of KiB, MiB, GiB, such as \"48 MiB\""
        ),
        ("[memory]\nlimit = 48", 4, 9, "limit is an integer, not a string; write it in quotes"),
        ("[memory]\nlimit = \"15MiB\"", 4, 9, "limit is out of bounds; write 16 MiB to 1048576 MiB"),
        ("[list]\nscored = 1.5", 4, 10, "scored is a number, not a whole number; write digits without quotes"),
        ("[list]\nunscored = -1", 4, 12, "unscored is out of bounds; write 0 to 10000"),
        ("[list]\nage = 0", 4, 7, "age is out of bounds; write 1 to 36500 days"),
        ("[list]\nage = 1979-05-27", 4, 7, "age is a date or a time, not a number; write a number without quotes"),
        ("[log]\nlevel = \"loud\"", 4, 9, "there is no level 'loud'; write \"info\" or \"warning\" or \"error\""),
    ])
    func aProblemHasItsPlaceAndAdvice(text: String, line: Int, column: Int, problem: String) {
        // What belongs before all headers stands before the source.
        let reading = Self.reading(text.hasPrefix("[") ? Self.source + text : text + "\n" + Self.source)
        #expect(reading.problems.map { $0.line(in: "f") } == ["f:\(line):\(column): \(problem)"])
    }

    @Test(arguments: [
        ("", 1, 1, "there is no directory of recordings; write [[source]], and directory = \"/…\" below it"),
        ("[[source]]", 1, 1, "the source names no directory; write directory = \"/…\" below it"),
        ("[source]\ndirectory = '/a'", 1, 1, "source is a table; write [[source]] in double brackets"),
        ("[[source]]\ndirectory = './a'", 2, 13, "'./a' is no absolute path; write it from / on"),
        (
            "[[source]]\ndirectory = '/a'\ndirektory = '/b'", 3, 1,
            "there is no key 'direktory' in [source]; write directory"
        ),
        (
            "[[source]]\ndirectory = '/a'\nlayout = '{user}{session}'", 3, 10,
            "layout, byte 6: two placeholders meet; put the text between them that the paths have there"
        ),
        (
            "[[source]]\ndirectory = '/a'\nlayout = '{who}'", 3, 10,
            "layout, byte 0: there is no placeholder {who}; use {user}, {session}, {host}, {account}, {address}, {}"
        ),
        (
            "[[source]]\ndirectory = '/a'\nformat = 'sesion-csv'", 3, 10,
            "there is no format 'sesion-csv'; write \"session-csv\""
        ),
        (
            "[[source]]\ndirectory = '/a'\n[[source]]\ndirectory = '/ab'", 3, 1,
            "this source has no name, nor has that of line 1; write name = \"…\" below one of them"
        ),
        (
            "[[source]]\nname = 'x'\ndirectory = '/a'\n[[source]]\ndirectory = '/ab'\nname = 'x'", 6, 8,
            "'x' is the name of the source of line 1; write another"
        ),
        (
            "[[source]]\ndirectory = '/a'\n[[source]]\nname = 'Citrix'\ndirectory = '/ab'", 4, 8,
            "'Citrix' is no name of a source; write 1 to 32 of a-z, 0-9 and -, not - first"
        ),
        (
            "[[source]]\nname = 7\ndirectory = '/a'", 2, 8,
            "name is an integer, not a string; write it in quotes"
        ),
        (
            "[[source]]\nname = 'a'\ndirectory = '/a/b'\n[[source]]\nname = 'b'\ndirectory = '/a/./b/../b/c'", 6, 13,
            "'/a/./b/../b/c' lies within the source of line 3; choose directories beside each other"
        ),
    ])
    func aSourceHasItsProblems(text: String, line: Int, column: Int, problem: String) {
        #expect(Self.reading(text).problems.map { $0.line(in: "f") } == ["f:\(line):\(column): \(problem)"])
    }

    @Test func severalSourcesAreReadInTheirOrder() {
        let reading = Self.reading(
            """
            [[source]]
            name = "citrix-1"
            directory = "/citrix"
            layout = "{session}"
            [[source]]
            directory = "/recordings"
            [[source]]
            directory = "/ssh"
            name = "0"
            format = "session-csv"
            """
        )
        let sources = reading.configuration.sources
        #expect(reading.problems.isEmpty)
        #expect(sources.map(\.name?.value) == [SourceName("citrix-1"), nil, SourceName("0")])
        #expect(sources.map(\.directory.value) == ["/citrix", "/recordings", "/ssh"])
        #expect(sources.map(\.layout?.text) == ["{session}", nil, nil])
        #expect(sources.map(\.format) == [nil, nil, .sessionCSV])
    }

    @Test func everyOverlapIsAProblem() {
        let reading = Self.reading(Self.source + "[[source]]\nname = \"old\"\ndirectory = \"/recordings/old\"")
        #expect(reading.problems.map(\.position.line) == [5])
        let three = Self.reading("[[source]]\ndirectory = \"/\"\n" + Self.source + "[[source]]\ndirectory = \"/a\"")
        let overlaps = three.problems.map(\.what).filter { $0.contains("the source of line 2") }
        #expect(
            overlaps == ["'/recordings' lies within the source of line 2", "'/a' lies within the source of line 2"]
        )
    }

    @Test func thereIsAMostOfSources() {
        func text(_ count: Int) -> String {
            (0..<count).map { "[[source]]\nname = \"s\($0)\"\ndirectory = \"/s\($0)\"\n" }.joined()
        }
        #expect(Self.reading(text(ConfigurationReading.mostSources)).problems.isEmpty)
        let problems = Self.reading(text(ConfigurationReading.mostSources + 2)).problems
        #expect(problems.map(\.what) == ["there are more than 64 sources"])
        #expect(problems.map(\.position.line) == [3 * ConfigurationReading.mostSources + 1])
    }

    @Test(arguments: [
        ("", true), ("state = \"/s\"", true), ("state = 5", false), ("state = \"s\"", false), ("silence = = 3", false),
        ("silence = = 3\nstate = \"/s\"", true), ("silence = -1", true),
    ])
    func whetherTheStateDirectoryIsKnownIsTold(text: String, isKnown: Bool) {
        #expect(Self.reading(text).isStateKnown == isKnown)
    }

    @Test func allProblemsComeInOneGoAndInOrder() {
        let reading = Self.reading(
            """
            silence = -1
            state = = 3
            [learning]
            threshold = 2
            [log]
            levle = "info"
            """
        )
        // That there is no source is not known of a file with a line that cannot be read.
        #expect(reading.problems.map(\.position.line) == [1, 2, 4, 6])
    }

    @Test func aFileThatIsTooLargeIsNotRead() {
        let reading = ConfigurationReading([UInt8](repeating: 0x0A, count: ConfigurationReading.mostBytes + 1))
        #expect(reading.problems.map(\.what) == ["the file has more than 1048576 bytes"])
    }

    @Test func noProblemSpeaksToTheTerminalOrGoesOverItsLine() {
        let key = "\\u001B[31m\\n\u{202E}" + String(repeating: "x", count: 1000)
        let text = "\"\(key)\" = 1\n" + Self.source
        let problems = Self.reading(text).problems
        #expect(problems.count == 1)
        for line in problems.map({ $0.line(in: "f") }) {
            #expect(line.count < 250)
            #expect(!line.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\n"].contains($0) })
        }
    }

    /// Every key, with a value other than its default, and what it changes.
    private static let keys: [(section: String, line: String, change: @Sendable (inout GaitConfiguration) -> Void)] = [
        ("", "silence = 60", { $0.silence = 60 }),
        ("[learning]", "threshold = 0.01", { $0.learningThreshold = 0.01 }),
        ("[modalities]", "terminal-echo = \"off\"", { $0.combination.uses[.modality(.terminalEcho)] = .off }),
        ("[modalities]", "pointer = \"trust\"", { $0.combination.uses[.modality(.pointer)] = .trust }),
        ("[modalities]", "combination = \"trimmed-mean\"", { $0.combination.rule = .trimmedMean }),
        ("[modalities]", "circumstances-age = 30", { $0.combination.days = 30 }),
        ("[watch]", "method = \"poll\"", { $0.watchMethod = .poll }),
        ("[memory]", "limit = \"1 GiB\"", { $0.memoryLimit = 1 << 30 }),
        ("[list]", "scored = 7", { $0.mostScored = 7 }),
        ("[list]", "unscored = 0", { $0.mostUnscored = 0 }),
        ("[list]", "age = 1.5", { $0.mostDays = 1.5 }),
        ("[log]", "level = \"error\"", { $0.logLevel = .error }),
    ]

    @Test func anySubsetOfTheKeysSaysThatAndNothingElse() {
        for subset in 0..<(1 << Self.keys.count) {
            let chosen = Self.keys.indices.filter { subset >> $0 & 1 == 1 }.map { Self.keys[$0] }
            let top = chosen.filter(\.section.isEmpty).map { $0.line + "\n" }.joined()
            var text = top + Self.source
            for section in Set(chosen.map(\.section)).subtracting([""]).sorted() {
                text += section + "\n" + chosen.filter { $0.section == section }.map { $0.line + "\n" }.joined()
            }
            var expected = GaitConfiguration()
            for key in chosen { key.change(&expected) }
            let reading = Self.reading(text)
            expected.sources = reading.configuration.sources
            #expect(reading.problems.isEmpty, "\(text)")
            #expect(reading.configuration == expected, "\(text)")
        }
    }

    @Test func notAllModalitiesCanBeOff() {
        let lines = Modality.allCases.map { "\($0.rawValue) = \"off\"\n" }
        let text = Self.source + "[modalities]\n"
        #expect(Self.reading(text + lines.dropFirst().joined()).problems.isEmpty)
        let problems = Self.reading(text + lines.joined()).problems
        #expect(problems.map { $0.line(in: "f") }.contains { $0.contains("all modalities are off") })
        #expect(problems.count == 1)
    }

    @Test func anyBytesCanBeRead() {
        var random = SplitMix64(seed: 4)
        let alphabet = Array("[]{}=.,#\"'\\\n\r\t _-+019aeinotuxTZ:\u{0}\u{7F}é".utf8) + [0xFF, 0xC3]
        for _ in 0..<3_000 {
            let bytes = (0..<Int(random.next() % 80)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            for problem in ConfigurationReading(bytes).problems {
                #expect(problem.position >= .start)
                #expect(!problem.what.isEmpty && !problem.advice.isEmpty)
            }
        }
    }
}
