import Agent
import Configuration
import Foundation
import Recordings
import SystemPackage
import TestSupport
import Testing

struct ConfiguredDirectoriesTests {
    private static let text = "state = \"/var/gait\"\n[[source]]\n  directory = \"/recordings\"\n"

    private static func problems(
        _ system: SimulatedSystem,
        isSourceUsed: Bool = true,
        isStateUsed: Bool = true
    ) -> [String] {
        var reading = ConfigurationReading(Array(text.utf8))
        reading.checkDirectories(isSourceUsed: isSourceUsed, isStateUsed: isStateUsed, system)
        return reading.problems.map { $0.line(in: "f") }
    }

    private static func system(_ directories: [FilePath]) throws -> SimulatedSystem {
        let system = try SimulatedSystem(directory: "/recordings")
        for directory in directories { try system.makeDirectory(directory) }
        return system
    }

    @Test func aStateDirectoryThatCanBeMadeIsNoProblem() throws {
        #expect(Self.problems(try Self.system(["/var"])).isEmpty)
        #expect(Self.problems(try Self.system(["/var", "/var/gait"])).isEmpty)
    }

    @Test func whatIsMissingHasTheLineOfItsKey() throws {
        let system = try SimulatedSystem(directory: "/else")
        let source = "f:3:15: the source does not exist; make the directory, or name another"
        let state = "f:1:9: the parent of the state directory does not exist; make the directory, or name another"
        #expect(Self.problems(system) == [state, source])
        #expect(Self.problems(system, isSourceUsed: false) == [state])
        #expect(Self.problems(system, isStateUsed: false) == [source])
    }

    @Test func whatIsNoDirectoryIsAProblem() throws {
        let system = try Self.system(["/var"])
        try system.place([], at: "/var/gait")
        #expect(Self.problems(system) == ["f:1:9: the state directory is no directory; name a directory"])
    }

    @Test(arguments: [Errno.permissionDenied, .ioError, .tooManyOpenFiles])
    func whatCannotBeOpenedIsAProblemAndLeavesNothingOpen(error: Errno) throws {
        let system = try Self.system(["/var", "/var/gait"])
        for call in 1...2 {
            system.arm(.fault(error), at: call)
            let problems = Self.problems(system)
            #expect(problems.count == 1)
            #expect(problems.first?.hasPrefix("f:3:15: the source cannot be opened: ") == true)
            #expect(system.openCount == 0)
        }
    }

    @Test func theSourceByAnotherNameIsNoStateDirectory() throws {
        let directory = try TemporaryDirectory()
        try directory.write([], to: "recordings/u/1")
        let link = directory.path.appending("state")
        try FileManager.default.createSymbolicLink(
            atPath: link.string,
            withDestinationPath: directory.path.appending("recordings").string
        )
        let text = "state = '\(link)'\n[[source]]\ndirectory = '\(directory.path)/recordings'"
        var reading = ConfigurationReading(Array(text.utf8))
        reading.checkDirectories(Kernel())
        #expect(reading.problems.map(\.what) == ["the state directory is the source of line 3 by another name"])
    }

    @Test func settingsAreWhatTheFileSaysAndElseStay() throws {
        let before = ServiceSettings(
            directory: "/a",
            state: "/b",
            daemon: Daemon.Configuration(layout: try .init("{session}"))
        )
        var same = before
        same.take(GaitConfiguration())
        #expect(same.directory == before.directory && same.state == before.state)
        #expect(same.daemon.silence == before.daemon.silence && same.list == before.list && same.log == before.log)
        #expect(same.daemon.memoryLimit == before.daemon.memoryLimit && same.daemon.layout == before.daemon.layout)
        let text = """
            state = "/s"
            silence = 1.5
            [[source]]
            directory = "/d"
            layout = "{user}/{session}"
            format = "session-csv"
            [learning]
            threshold = 0.25
            [watch]
            method = "poll"
            [memory]
            limit = "64 MiB"
            [list]
            scored = 3
            unscored = 4
            age = 0.5e1
            [log]
            level = "warning"
            """
        let reading = ConfigurationReading(Array(text.utf8))
        #expect(reading.problems.isEmpty)
        var settings = before
        settings.take(reading.configuration)
        #expect(settings.directory == "/d" && settings.state == "/s")
        #expect(settings.daemon.layout.text == "{user}/{session}" && settings.daemon.format == .sessionCSV)
        #expect(settings.daemon.silence == 1_500_000_000 && settings.daemon.policy.threshold == 0.25)
        #expect(settings.daemon.watch.method == .polling && settings.daemon.memoryLimit == 64 << 20)
        #expect(settings.list == .init(scored: 3, unscored: 4, age: 5 * 24 * 3_600_000))
        #expect(settings.log == .warning)
    }
}
