import Configuration
import Recordings
import SystemPackage
import Testing

@testable import Agent

struct DaemonServiceTests {
    private static let second = DaemonRun.second

    /// A service on a simulated system, what it said, and what it was told.
    private final class Run {
        let system: SimulatedSystem
        /// The daemon that the service made.
        private(set) var daemon: Daemon?
        let settings: ServiceSettings
        var lines: [String] = []

        init(_ settings: ServiceSettings, recordings: [(path: String, content: [UInt8])] = []) throws {
            self.settings = settings
            system = try SimulatedSystem(directory: DaemonRun.recordings)
            try system.apply(.placed(recordings))
        }

        /// Runs until SIGTERM, with a SIGHUP for each of `reloads` in the seconds before.
        func run(_ reloads: [Result<ServiceSettings, SettingsError>] = [], hangUps: Int? = nil) throws {
            var waiting = reloads
            let hangUps = hangUps ?? reloads.count
            for _ in 0..<hangUps { system.plan(.hangUp, after: 100 * second) }
            system.plan(.user1, after: 150 * second)
            system.plan(.terminate, after: 200 * second)
            let service = try DaemonService(
                settings,
                notifier: try ServiceNotifier(socket: "/notify", system: system),
                watchdogPeriod: nil,
                system: system,
                reload: reloads.isEmpty ? nil : { waiting.removeFirst() },
                log: { [unowned self] level, message in lines.append("\(level.rawValue): \(message)") },
                opening: { [unowned self] (configuration) throws(StateError) in
                    let made = try Daemon(
                        over: RecordingSources(settings.sources, system: system),
                        state: settings.state,
                        configuration,
                        system: system
                    )
                    daemon = made
                    return made
                }
            )
            try service.run()
        }

        /// What the service manager was told, but for the status.
        var datagrams: [String] { system.datagrams.filter { !$0.hasPrefix("STATUS=") } }

        static let listPath = DaemonRun.state.appending("priority.json")

        /// The list, as it lies there; `nil` where there is none.
        var list: [UInt8]? { system.files(in: settings.state)["priority.json"] }

        func published() throws -> PriorityListDocument {
            try PriorityListDocument(json: try #require(list))
        }
    }

    private static func settings() throws -> ServiceSettings {
        var daemon = Daemon.Configuration()
        daemon.silence = 5 * second
        // The simulated system has no notifications, which would be said.
        daemon.watch.method = .polling
        return ServiceSettings(sources: [try DaemonRun.source()], state: DaemonRun.state, daemon: daemon)
    }

    @Test func validSettingsTakeEffectWhileItRuns() throws {
        let run = try Run(try Self.settings())
        var new = run.settings
        new.daemon.policy = LearningPolicy(threshold: 0.5)
        new.daemon.silence = 7
        new.daemon.memoryLimit = 99 << 20
        new.daemon.watch.method = .automatic
        try run.run([.success(new)])
        #expect(run.daemon?.configuration.policy.threshold == 0.5)
        #expect(run.daemon?.configuration.silence == 7)
        #expect(run.daemon?.configuration.watch.method == .automatic)
        #expect(run.lines.contains { $0.contains("inotify") })
        let status = try #require(run.system.files(in: DaemonRun.state)["status.json"])
        #expect(String(decoding: status, as: UTF8.self).contains("\(99 << 20)"))
        #expect(run.lines.first == "info: SIGHUP: the configuration was read again")
    }

    @Test func theManagerIsToldThatItReloadsAndWhenItIsReady() throws {
        for result in [Result.success(try Self.settings()), .failure(SettingsError(lines: ["f:1:2: x; y"]))] {
            let run = try Run(try Self.settings())
            try run.run([result])
            #expect(run.datagrams.count == 4)
            #expect(run.datagrams.first == "READY=1\n")
            #expect(run.datagrams.dropFirst().first == "RELOADING=1\nMONOTONIC_USEC=101000000\n")
            #expect(run.datagrams.dropFirst(2) == ["READY=1\n", "STOPPING=1\n"])
        }
    }

    @Test func wrongSettingsChangeNothingAndAreSaidEachTime() throws {
        let run = try Run(try Self.settings())
        let wrong = SettingsError(lines: ["f:1:2: a; b", "f:3:4: c; d"])
        try run.run([.failure(wrong), .failure(wrong)])
        let said = [
            "error: f:1:2: a; b", "error: f:3:4: c; d",
            "error: SIGHUP: the configuration cannot be used; the one from before stays in force",
        ]
        #expect(Array(run.lines.prefix(6)) == said + said)
        #expect(run.daemon?.configuration.silence == run.settings.daemon.silence)
    }

    @Test func whatCannotChangeIsSaidAndStays() throws {
        let run = try Run(try Self.settings())
        var new = run.settings
        new.sources[0].directory = "/elsewhere"
        new.sources[0].layout = try LayoutPattern("{session}")
        new.sources[0].format = .sessionCSV
        new.sources.append(try DaemonRun.source("citrix", at: "/citrix"))
        new.state = "/other"
        try run.run([.success(new), .success(run.settings)])
        let changes = [
            "directory of [[source]] has changed", "layout of [[source]] has changed",
            "format of [[source]] has changed",
            "[[source]] citrix has been added", "state has changed",
        ]
        #expect(
            Array(run.lines.prefix(5))
                == changes.map { "warning: \($0) in the configuration: restart gait for it to take effect" }
        )
        #expect(run.lines.filter { $0.contains("restart") }.count == 5)
        #expect(run.daemon?.sourceProblems.map(\.source) == run.settings.sources)
    }

    @Test func aSourceThatIsTakenOutIsSaidAndStays() throws {
        var settings = try Self.settings()
        settings.sources.append(try DaemonRun.source("citrix", at: "/citrix"))
        let run = try Run(settings)
        var new = settings
        new.sources.removeLast()
        try run.run([.success(new)])
        let line =
            "warning: [[source]] citrix has been removed in the configuration: restart gait for it to take effect"
        #expect(run.lines.contains(line))
        #expect(run.daemon?.sourceProblems.count == 2)
    }

    @Test func aShorterListIsPublishedAtOnceAndALongerOneSaysWhatIsMissing() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 3, seed: 3)
        let run = try Run(try Self.settings(), recordings: corpus.recordings)
        var short = run.settings
        short.list.scored = 0
        short.list.unscored = 2
        var long = short
        long.list.unscored = 3
        try run.run([.success(short), .success(long)])
        #expect(run.daemon?.closedCount == 6)
        #expect(try run.published().sessions.count == 2)
        #expect(run.lines.filter { $0.hasPrefix("warning: [list] holds more from now on") }.count == 1)
    }

    @Test func theLogSaysNothingBelowItsLevel() throws {
        var quiet = try Self.settings()
        quiet.log = .error
        let run = try Run(quiet)
        var moved = quiet
        moved.sources[0].directory = "/elsewhere"
        try run.run([.success(moved), .failure(SettingsError(lines: ["f:1:2: a; b"]))])
        #expect(run.lines.count == 2)
        #expect(run.lines.allSatisfy { $0.hasPrefix("error: ") })
        var loud = quiet
        loud.log = .info
        let other = try Run(quiet)
        try other.run([.success(loud)])
        #expect(other.lines.contains { $0.hasPrefix("info: 0 sessions are being recorded") })
    }

    @Test func withoutAFileSIGHUPSaysSo() throws {
        let run = try Run(try Self.settings())
        try run.run(hangUps: 1)
        #expect(run.lines.first == "info: SIGHUP: there is no configuration file to read again")
        #expect(run.datagrams == ["READY=1\n", "STOPPING=1\n"])
    }

    // MARK: The list

    private static func runOverCorpus() throws -> Run {
        try Run(try settings(), recordings: try SimulatedCorpus(users: 2, sessions: 3, seed: 3).recordings)
    }

    @Test func aListThatIsTornOrLostIsMadeAnewFromTheLedger() throws {
        let run = try Self.runOverCorpus()
        try run.run()
        let expected = try #require(run.list)
        #expect(try run.published().sessions.count == 6)
        let half = expected.count / 2
        for left in [Array(expected[..<half]), expected[..<half] + [UInt8](repeating: 0, count: half), []] {
            run.lines = []
            try run.system.place(left, at: Run.listPath)
            run.system.restart(keeping: .everythingWritten)
            try run.run()
            #expect(run.list == expected)
            #expect(run.lines.contains { $0.hasPrefix("error: /state/priority.json is no priority list") })
        }
        try run.system.change { disk throws(Errno) in try disk.removeFile(at: Run.listPath) }
        run.system.restart(keeping: .everythingWritten)
        try run.run()
        #expect(run.list == expected)
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func aKillAtAnyCallLeavesTheSameList(survival: SimulatedDisk.Survival) throws {
        let undisturbed = try Self.runOverCorpus()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run()
        let expected = try #require(undisturbed.list)
        let calls = undisturbed.system.calls
        for call in stride(from: 3, to: calls, by: max(calls / 12, 1)) {
            let run = try Self.runOverCorpus()
            run.system.arm(.kill, at: call)
            // It cannot begin where it is killed that early.
            try? run.run()
            run.system.restart(keeping: survival)
            try run.run()
            #expect(run.list == expected, "killed at call \(call) of \(calls)")
        }
    }

    /// A session goes on after the list was published; before that, `disturb` changes the disk.
    private static func runOn(_ disturb: @escaping (ServiceRun) throws -> Void) throws -> ServiceRun {
        let recordings = try SimulatedCorpus(users: 2, sessions: 3, seed: 3).recordings
        let run = try ServiceRun()
        try run.system.apply(.placed(recordings.dropLast()))
        try run.run([
            { [unowned run] in
                try disturb(run)
                try run.system.apply(.placed(recordings.suffix(1)))
            }
        ])
        return run
    }

    @Test func aListThatIsDamagedWhileItRunsIsSetAsideAndMadeAnew() throws {
        let expected = try Self.runOn { _ in }
        let run = try Self.runOn { run in
            var content = try #require(run.system.files(in: DaemonRun.state)["priority.json"])
            let row = try #require(content.place(of: Array(#""gestures":"#.utf8))).upperBound
            content[row] ^= 1
            try run.system.place(content, at: Run.listPath)
        }
        let files = run.system.files(in: DaemonRun.state)
        #expect(files["priority.json"] == expected.system.files(in: DaemonRun.state)["priority.json"])
        #expect(files["priority.json.damaged-1"] != nil)
        #expect(run.lines.contains { $0.contains("/state/priority.json is damaged:") })
        #expect(!expected.lines.contains { $0.contains("damaged") })
    }
}
