import Recordings
import Testing

@testable import Configuration

struct EventReadingTests {
    private static func read(_ text: String) -> ConfigurationReading {
        ConfigurationReading(eventsOf: Array(text.utf8))
    }

    private static func event(_ lines: String...) -> String {
        "[[event]]\n" + lines.map { $0 + "\n" }.joined()
    }

    @Test func eventsAreInTheOrderOfTheFile() throws {
        let reading = Self.read(
            "silence = 3\n" + Self.event("name = \"b\"", "command = \"rm -rf\"")
                + Self.event("name = \"a\"", "title = \"Registry Editor\"")
        )
        #expect(reading.problems.isEmpty)
        #expect(
            reading.configuration.rules == [
                try #require(EventRule(name: "b", .command, "rm -rf")),
                try #require(EventRule(name: "a", .title, "registry editor")),
            ]
        )
    }

    @Test(
        arguments: [
            ([#"command = "rm""#], "the event has no name"),
            ([#"name = "a""#], "is not either a command or a title"),
            ([#"name = "a""#, #"command = "rm""#, #"title = "x""#], "is not either a command or a title"),
            ([#"name = "a""#, #"command = "ls; rm""#], "is nothing to look for"),
            ([#"name = "a""#, #"title = "--""#], "is nothing to look for"),
            ([#"name = """#, #"command = "rm""#], "is no name of an event"),
            ([#"name = "a\tb""#, #"command = "rm""#], "is no name of an event"),
            ([#"name = 3"#, #"command = "rm""#], "not a string"),
        ]
    )
    func whatIsWrongIsSaid(lines: [String], problem: String) {
        let reading = Self.read("[[event]]\n" + lines.joined(separator: "\n"))
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.line(in: "f").contains(problem) == true, "\(reading.problems)")
        #expect(reading.configuration.rules.isEmpty)
    }

    @Test func namesAreThereOnce() {
        let event = Self.event("name = \"a\"", "command = \"rm\"")
        let reading = Self.read(event + event)
        #expect(reading.problems.map { $0.position.line } == [5])
        #expect(reading.configuration.rules.count == 1)
    }

    @Test func thereAreNotTooMany() {
        let events = (0..<65).map { Self.event("name = \"\($0)\"", "command = \"rm\"") }.joined()
        let reading = Self.read(events)
        #expect(reading.configuration.rules.count == 64 && reading.problems.count == 1)
    }
}
