import Agent
import ArgumentParser
import Configuration
import Foundation
import Recordings
import SystemPackage
import TestSupport
import Testing

@testable import gait

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct ConfigurationCommandsTests {
    private let directory: TemporaryDirectory
    private let file: String

    init() throws {
        directory = try TemporaryDirectory()
        file = directory.url.appending(path: "gait.toml").path
        try directory.write([], to: "recordings/u/1")
    }

    private func write(_ text: String) throws { try directory.write(text.utf8, to: "gait.toml") }

    private var recordings: String { directory.url.appending(path: "recordings").path }

    @Test func aFileWithoutProblemsIsFine() throws {
        try write("[[source]]\ndirectory = \"\(recordings)\"\nlayout = \"{user}/{session}\"\n")
        let result = try Gait.run("check", file)
        #expect(result.status == 0)
        #expect(result.text == "\(file): no problems\n")
        #expect(result.errors.isEmpty)
        let list = try Gait.run("check", "--json", file)
        #expect(list.status == 0)
        #expect(try JSONSerialization.jsonObject(with: list.output) as? [String] == [])
    }

    @Test func everyProblemHasALineAndTheDaemonRefusesToStartOnTheSame() throws {
        try write("sillence = 5\n[[source]]\ndirectory = \"\(recordings)/none\"\n[learning]\nthreshold = 7\n")
        let lines = """
            \(file):1:1: there is no key 'sillence'; write silence
            \(file):3:13: the source does not exist; make the directory, or name another
            \(file):5:13: threshold is out of bounds; write 0 to 1

            """
        let result = try Gait.run("check", file)
        #expect(result.status == 1)
        #expect(result.text == lines)
        #expect(result.errors.isEmpty)
        let list = try Gait.run("check", "--json", file)
        #expect(list.status == 1)
        let problems = try #require(try JSONSerialization.jsonObject(with: list.output) as? [[String: Any]])
        #expect(problems.map { $0["line"] as? Int } == [1, 3, 5])
        #expect(problems.allSatisfy { Set($0.keys) == ["file", "line", "column", "problem", "advice"] })
        let run = try Gait.run("run", "--config", file)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors == lines)
    }

    @Test func aFileThatCannotBeReadIsAFailure() throws {
        let missing = file + ".none"
        for arguments in [["check", missing], ["run", "--config", missing], ["check", directory.url.path]] {
            let result = try Gait.run(arguments)
            #expect(result.status == 2, "\(arguments)")
            #expect(result.errors.contains(": the configuration cannot be read: "))
        }
        #expect(try Gait.run("run").status == 64)
    }

    /// What the options and the file come to.
    private func settings(_ arguments: String...) throws -> ServiceSettings {
        let command = try RunCommand.parse(arguments)
        return try command.settings(command.reading.layoutPattern(), command.reading.recordingFormat())
    }

    @Test func optionsWinOverTheFileAndTheFileOverDefaults() throws {
        try write(
            """
            state = "\(directory.url.path)/state"
            silence = 60
            [[source]]
            directory = "\(recordings)"
            layout = "{session}"
            [learning]
            threshold = 0.2
            """
        )
        let byFile = try settings("--config", file)
        #expect(byFile.sources.map(\.directory) == [FilePath(recordings)])
        #expect(byFile.state == FilePath(directory.url.path + "/state"))
        #expect(byFile.sources.map(\.layout.text) == ["{session}"])
        #expect(byFile.daemon.silence == 60_000_000_000)
        #expect(byFile.daemon.policy.threshold == 0.2)
        #expect(byFile.daemon.watch.method == .automatic)
        let byOptions = try settings(
            "--config",
            file,
            "/other",
            "--state",
            "/s",
            "--layout",
            "{user}/{session}",
            "--format",
            "session-csv",
            "--silence",
            "7",
            "--learning-threshold",
            "0",
            "--poll"
        )
        #expect(byOptions.sources.map(\.directory) == ["/other"])
        #expect(byOptions.state == "/s")
        #expect(byOptions.sources.map(\.layout.text) == ["{user}/{session}"])
        #expect(byOptions.sources.map(\.format) == [.sessionCSV])
        #expect(byOptions.daemon.silence == 7_000_000_000)
        #expect(byOptions.daemon.policy.threshold == 0)
        #expect(byOptions.daemon.watch.method == .polling)
    }

    @Test func severalSourcesAreFollowedOrTheOneOfTheCommandLine() throws {
        try directory.write([], to: "citrix/u/1")
        let citrix = directory.url.appending(path: "citrix").path
        try write(
            """
            state = "\(directory.url.path)/state"
            [[source]]
            directory = "\(recordings)"
            layout = "{session}"
            [[source]]
            name = "citrix"
            directory = "\(citrix)"
            format = "session-csv"
            """
        )
        #expect(try Gait.run("check", file).status == 0)
        let byFile = try settings("--config", file).sources
        #expect(byFile.map(\.name?.description) == [nil, "citrix"])
        #expect(byFile.map(\.directory.string) == [recordings, citrix])
        #expect(byFile.map(\.layout.text) == ["{session}", "{user}/{session}"])
        #expect(byFile.map(\.format) == [nil, .sessionCSV])
        let byOptions = try settings("--config", file, "--layout", "{host}/{session}").sources
        #expect(byOptions.map(\.layout.text) == ["{host}/{session}", "{host}/{session}"])
        let other = try settings("--config", file, "/other").sources
        #expect(other == [RecordingSource(directory: "/other", layout: try LayoutPattern("{user}/{session}"))])
    }

    /// As the comments of the shipped file say: what is commented out is the default.
    @Test func theDefaultsOfTheShippedFileAreTheProgramsDefaults() throws {
        let shipped = try String(contentsOf: ProjectFiles.root.appending(path: "Config/gait.toml"), encoding: .utf8)
        let lines = shipped.split(separator: "\n", omittingEmptySubsequences: false)
        let uncommented = lines.map { line in
            // Text has a blank behind the sign.
            line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
        }
        #expect(zip(lines, uncommented).count { $0 != $1 } == 19)
        let reading = ConfigurationReading(Array(uncommented.joined(separator: "\n").utf8))
        #expect(reading.problems.isEmpty)
        var said = ServiceSettings(
            sources: [],
            state: ""
        )
        said.daemon.silence = 0
        said.daemon.policy = LearningPolicy(threshold: 1)
        said.daemon.memoryLimit = 0
        said.daemon.watch.method = .polling
        said.list = PriorityList.Limits(scored: 1, unscored: 1, age: 1)
        said.log = .error
        said.take(reading.configuration, defaultLayout: try LayoutPattern("never-by-default"))
        let defaults = try settings("somewhere")
        #expect(said.state == defaults.state)
        #expect(said.sources.map(\.name) == defaults.sources.map(\.name))
        #expect(said.sources.map(\.layout) == defaults.sources.map(\.layout))
        #expect(said.sources.map(\.format) == defaults.sources.map(\.format))
        #expect(said.daemon.silence == defaults.daemon.silence)
        #expect(said.daemon.policy.threshold == defaults.daemon.policy.threshold)
        #expect(said.daemon.combination == defaults.daemon.combination)
        #expect(said.daemon.memoryLimit == defaults.daemon.memoryLimit)
        #expect(said.daemon.watch == defaults.daemon.watch)
        #expect(said.list == defaults.list)
        #expect(said.log == defaults.log)
    }
}
