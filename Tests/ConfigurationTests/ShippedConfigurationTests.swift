import Foundation
import TestSupport
import Testing

@testable import Configuration

struct ShippedConfigurationTests {
    private static func shipped() throws -> String {
        try String(contentsOf: ProjectFiles.root.appending(path: "Config/gait.toml"), encoding: .utf8)
    }

    @Test func itHasNoProblemAndSetsOneDirectoryAndEvents() throws {
        let reading = ConfigurationReading(Array(try Self.shipped().utf8))
        var expected = GaitConfiguration()
        expected.sources = reading.configuration.sources
        expected.rules = reading.configuration.rules
        #expect(reading.problems.isEmpty)
        #expect(expected.sources.count == 1 && expected.rules.count > 10)
        #expect(reading.configuration == expected)
    }

    @Test func everyKeyIsInIt() throws {
        let text = try Self.shipped()
        let keys = [
            "state", "silence", "directory", "layout", "format", "threshold", "method", "limit", "scored", "unscored",
            "age", "level", "pointer", "keystrokes", "terminal-input", "terminal-echo", "combination", "commands",
            "circumstances", "circumstances-age", "command", "title",
        ]
        for key in keys { #expect(text.contains("\n\(key) = ") || text.contains("\n#\(key) = "), "\(key)") }
    }
}
