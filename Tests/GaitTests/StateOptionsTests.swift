import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import gait

/// Where commands look for the state.
struct StateOptionsTests {
    private let directory: TemporaryDirectory
    private let file: String

    init() throws {
        directory = try TemporaryDirectory()
        file = directory.url.appending(path: "gait.toml").path
    }

    private func write(_ text: String) throws { try directory.write(text.utf8, to: "gait.toml") }

    /// The state directory with these arguments, where `file` is the default file.
    private func state(_ arguments: String...) throws -> String {
        try StateOptions.parse(arguments).directory(defaultFile: ConfigurationFile(path: file))
    }

    @Test func theStateOptionWinsOverAllElse() throws {
        try write("state = \"/by/file\"")
        #expect(try state("--state", "/by/option", "--config", file) == "/by/option")
        #expect(try state("--state", "/by/option", "--config", "/missing") == "/by/option")
    }

    @Test func theFileThatIsNamedWinsOverTheDefaultFile() throws {
        try write("state = \"/by/default/file\"")
        let other = directory.url.appending(path: "other.toml").path
        try directory.write("state = \"/by/file\"".utf8, to: "other.toml")
        #expect(try state("--config", other) == "/by/file")
        try directory.write([], to: "other.toml")
        #expect(try state("--config", other) == defaultStateDirectory)
    }

    @Test func theDefaultFileIsReadIfItIsThere() throws {
        #expect(try state() == defaultStateDirectory)
        try write("state = \"/by/default/file\"\nsilence = -1")
        #expect(try state() == "/by/default/file")
    }

    @Test func aFileThatCannotBeReadIsAFailureIfItIsNamed() throws {
        let failure = #expect(throws: Failure.self) { try state("--config", file) }
        #expect(failure?.description.contains("the configuration cannot be read") == true)
    }

    @Test(arguments: ["state = 5", "silence = = 3"])
    func aFileThatMayNameAnotherDirectoryIsNotPassedOver(text: String) throws {
        try write(text)
        for arguments in [[], ["--config", file]] {
            let options = try StateOptions.parse(arguments)
            let failure = #expect(throws: Failure.self) {
                try options.directory(defaultFile: ConfigurationFile(path: file))
            }
            #expect(failure?.description.hasPrefix("\(file): which state directory it names cannot be told: ") == true)
        }
    }
}

/// The commands that look at the state find it by the configuration.
@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct StateByConfigurationTests {
    private let recordings: Recordings
    private let file: String

    init() throws {
        recordings = try Recordings()
        let state = recordings.directory.url.appending(path: "state").path
        file = recordings.directory.url.appending(path: "gait.toml").path
        try recordings.directory.write("state = \"\(state)\"\n".utf8, to: "gait.toml")
        #expect(try Gait.run("scan", "--state", state, recordings.sessions).status == 0)
        let list = try Gait.run("scan", "--json", recordings.sessions)
        try recordings.directory.write(list.output, to: "state/priority.json")
    }

    @Test func everyCommandTakesIt() throws {
        let session = try #require(recordings.sessionPaths.first)
        for arguments in [
            ["list"], ["explain", session], ["profile", "list"], ["profile", "show", "user01"], ["unlearn", session],
            ["learn", session],
        ] {
            let result = try Gait.run(arguments + ["--config", file])
            #expect(result.status == 0, "\(arguments): \(result.errors)")
            #expect(try Gait.run(arguments + ["--config", file + ".none"]).status == 2)
        }
        let health = try Gait.run("health", "--config", file)
        #expect(health.status == 3)
        #expect(health.text == "GAIT UNKNOWN: never started: there is no status\n")
    }

    @Test func aPluginSaysWhyTheStateCannotBeFound() throws {
        let health = try Gait.run("health", "--config", file + ".none")
        #expect(health.status == 3)
        #expect(health.text.hasPrefix("GAIT UNKNOWN: \(file).none: ".prefix(60)))
        #expect(health.text.split(separator: "\n").count == 1)
    }
}
