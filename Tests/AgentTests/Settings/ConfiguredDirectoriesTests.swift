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
        areSourcesUsed: Bool = true,
        isStateUsed: Bool = true
    ) -> [String] {
        var reading = ConfigurationReading(Array(text.utf8))
        reading.checkDirectories(
            areSourcesUsed: areSourcesUsed,
            isStateUsed: isStateUsed,
            defaultState: "/default",
            system
        )
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
        #expect(Self.problems(system, areSourcesUsed: false) == [state])
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
        reading.checkDirectories(defaultState: "/default", Kernel())
        #expect(reading.problems.map(\.what) == ["the state directory is the source of line 3, by another name"])
    }

    @Test func directoriesThatLieInEachOtherByAnotherNameAreProblems() throws {
        let directory = try TemporaryDirectory()
        try directory.write([], to: "recordings/below/u/1")
        try directory.write([], to: "beside/u/1")
        let link = directory.path.appending("link")
        try FileManager.default.createSymbolicLink(
            atPath: link.string,
            withDestinationPath: directory.path.appending("recordings/below").string
        )
        let text = """
            state = '\(link)/u/state'
            [[source]]
            directory = '\(link)'
            [[source]]
            name = 'all'
            directory = '\(directory.path)/recordings'
            [[source]]
            name = 'beside'
            directory = '\(directory.path)/beside'
            """
        var reading = ConfigurationReading(Array(text.utf8))
        #expect(reading.problems.map { $0.what.hasSuffix("' lies within the source of line 3") } == [true])
        reading.checkDirectories(defaultState: "/default", Kernel())
        #expect(
            reading.problems.dropFirst().map { $0.line(in: "f") } == [
                "f:1:9: the state directory lies within the source of line 6, by another name; choose directories beside "
                    + "each other",
                "f:6:13: the source contains the source of line 3, by another name; choose directories beside each other",
            ]
        )
    }

    @Test(arguments: [
        ("/recordings/state", "contains"), ("/recordings", "is"), ("/", "lies within"), ("/recordings-2", nil),
    ])
    func theStateDirectoryThatIsNotNamedIsNoSourceEither(state: String, relation: String?) throws {
        var reading = ConfigurationReading(Array("[[source]]\ndirectory = '/recordings'".utf8))
        reading.checkDirectories(defaultState: state, try Self.system([]))
        let problems = relation.map { ["the source \($0) the state directory, \(state)"] } ?? []
        #expect(reading.problems.map(\.what) == problems)
        #expect(reading.problems.allSatisfy { $0.position == SourcePosition(line: 2, column: 13) })
    }

    @Test func everySourceHasToBeThere() throws {
        let text = "[[source]]\ndirectory = '/recordings'\n[[source]]\nname = 'x'\ndirectory = '/none'"
        var reading = ConfigurationReading(Array(text.utf8))
        reading.checkDirectories(defaultState: "/default", try Self.system([]))
        #expect(
            reading.problems.map { $0.line(in: "f") } == [
                "f:5:13: the source does not exist; make the directory, or name another"
            ]
        )
    }

    @Test func settingsAreWhatTheFileSaysAndElseStay() throws {
        let before = ServiceSettings(
            sources: [RecordingSource(directory: "/a", layout: try .init("{session}"))],
            state: "/b"
        )
        let layout = try LayoutPattern("{host}")
        var same = before
        same.take(GaitConfiguration(), defaultLayout: layout)
        #expect(same.sources == before.sources && same.state == before.state)
        #expect(same.daemon.silence == before.daemon.silence && same.list == before.list && same.log == before.log)
        #expect(same.daemon.memoryLimit == before.daemon.memoryLimit)
        let text = """
            state = "/s"
            silence = 1.5
            [[source]]
            directory = "/d"
            layout = "{user}/{session}"
            format = "session-csv"
            [[source]]
            name = "citrix"
            directory = "/c"
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
        settings.take(reading.configuration, defaultLayout: layout)
        let sources = [
            RecordingSource(directory: "/d", layout: try .init("{user}/{session}"), format: .sessionCSV),
            RecordingSource(name: SourceName("citrix"), directory: "/c", layout: layout),
        ]
        #expect(settings.sources == sources && settings.state == "/s")
        #expect(settings.daemon.silence == 1_500_000_000 && settings.daemon.policy.threshold == 0.25)
        #expect(settings.daemon.watch.method == .polling && settings.daemon.memoryLimit == 64 << 20)
        #expect(settings.list == .init(scored: 3, unscored: 4, age: 5 * 24 * 3_600_000))
        #expect(settings.log == .warning)
    }
}
