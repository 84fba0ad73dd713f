import Configuration
import Gestures
import Recordings
import Synthesis
import SystemPackage

@testable import Agent

/// A daemon on a simulated system, driven through phases of what recorders do.
struct DaemonRun {
    static let recordings = FilePath("/recordings")
    static let state = FilePath("/state")
    static let second: Int64 = 1_000_000_000

    /// What recorders do before the daemon is let work for a while.
    enum Phase {
        /// Recordings are there, with so much of their content.
        case placed([(path: String, content: [UInt8])])
        /// A recording is renamed.
        case moved(String, to: String)
        /// A recording is removed.
        case removed(String)
        /// A recorder locks its recording for writing, or lets go of it.
        case lockSet(String, isLocked: Bool)
        /// A recorder takes from everybody the permission to write to its recording.
        case protected(String)
        /// The wall clock is set to so many ns ahead of the monotonic one.
        case clockSet(ahead: Int64)
        /// Nothing happens.
        case quiet
    }

    let system: SimulatedSystem
    var survival = SimulatedDisk.Survival.everythingWritten
    var sources: [RecordingSource]
    var configuration = Daemon.Configuration()
    /// At which call after the first kill it is killed again; `nil` for never.
    var secondKill: Int?
    /// How often the process was killed.
    var kills = 0
    /// How many calls it had made when the last phase was over.
    var calls = 0
    /// What the list was told last of each path.
    var reports: [String: SessionReport] = [:]
    /// The list that follows from that.
    var list = PriorityList(mode: .own)

    init(mostDescriptors: Int = 256, memoryLimit: Int = 48 << 20) throws {
        system = try SimulatedSystem(directory: Self.recordings)
        sources = [try Self.source()]
        configuration.silence = 5 * Self.second
        configuration.saveDelay = 2 * Self.second
        configuration.mostDescriptors = mostDescriptors
        configuration.memoryLimit = memoryLimit
    }

    /// A run in the year 2023, in which a session is over after so many s of silence.
    init(silence: Int64) throws {
        try self.init()
        configuration.silence = silence * Self.second
        system.setClock(ahead: 1_700_000_000 * Self.second)
    }

    /// A source that is a directory of the simulated system; unless given, the one without a name.
    static func source(_ name: String? = nil, at directory: FilePath = recordings) throws -> RecordingSource {
        RecordingSource(
            name: name.flatMap { SourceName($0) },
            directory: directory,
            layout: try LayoutPattern("{user}/{session}")
        )
    }

    /// Goes through `phases`, beginning anew from the state directory whenever the process is killed.
    mutating func run(_ phases: [Phase], stepsPerPhase: Int = 16) throws {
        var daemon: Daemon?
        for phase in phases {
            try system.apply(phase)
            var steps = 0
            while steps < stepsPerPhase {
                var changes: [Daemon.Change] = []
                do throws(StateError) {
                    let running: Daemon
                    if let daemon { running = daemon } else { running = try makeDaemon() }
                    daemon = running
                    system.pass(Self.second)
                    changes = try running.step()
                    steps += 1
                } catch {
                    // Whoever runs a daemon makes it anew.
                    daemon = nil
                }
                try note(changes)
                // Where the call that killed it could fail without an error, the process did not come further either.
                if system.isDead {
                    daemon = nil
                    system.restart(keeping: survival)
                    kills += 1
                    steps = 0
                    if kills == 1, let secondKill { system.arm(.kill, at: secondKill) }
                }
            }
        }
        // What it closes when it ends comes after all that it does.
        withExtendedLifetime(daemon) { calls = system.calls }
    }

    /// A daemon that goes on from the state directory.
    func makeDaemon() throws(StateError) -> Daemon {
        try Daemon(
            over: RecordingSources(sources, system: system),
            state: Self.state,
            configuration,
            system: system
        )
    }

    private mutating func note(_ changes: [Daemon.Change]) throws(PublicationError) {
        for change in changes {
            reports[change.report.path.description] = change.report
            let row = PublishedSession(
                change.report,
                isOpen: change.isOpen,
                firstScore: change.firstScore
            )
            try list.put(row, key: change.key)
        }
    }

    /// The files of the ledger and the profiles: what is the same however often a run was interrupted.
    var outcome: [String: [UInt8]] {
        system.files(in: Self.state).filter { file in
            (file.key.hasPrefix("ledger") || file.key.hasPrefix("profiles/"))
                && !file.key.contains(".damaged-") && !file.key.hasSuffix(".new")
        }
    }

    /// What the ledger says of each recording.
    func findings() throws -> [String: SessionRecord.Finding] {
        try StateDirectory(existingAt: Self.state, system: system).findings()
    }
}

extension StateDirectory {
    /// What the ledger says of each recording; the last word counts.
    func findings() throws -> [String: SessionRecord.Finding] {
        var findings: [String: SessionRecord.Finding] = [:]
        try self.findings(since: 0) { finding in
            for (path, other) in findings where other.name == finding.name { findings[path] = nil }
            findings[finding.path] = finding
        }
        return findings
    }
}

/// Recordings of people who do not exist, in memory.
struct SimulatedCorpus {
    let recordings: [(path: String, content: [UInt8])]

    init(users: Int, sessions: Int, seed: UInt64) throws {
        let corpus = try Corpus(users: users, sessionsPerUser: sessions, seed: seed)
        recordings = corpus.map { ($0.path, Array($0.csv.joined())) }
    }

    /// Phases in each of which every user's next session lies there as a whole.
    var oneSessionAtATime: [DaemonRun.Phase] {
        let users = Dictionary(grouping: recordings) { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        let most = users.values.map(\.count).max() ?? 0
        return (0..<most).map { number in
            .placed(users.sorted { $0.key < $1.key }.compactMap { number < $1.count ? $1[number] : nil })
        }
    }
}

extension SimulatedSystem {
    /// Lets recorders do what `phase` says.
    func apply(_ phase: DaemonRun.Phase) throws(Errno) {
        if case .clockSet(let lead) = phase { setClock(ahead: lead) }
        try change { disk throws(Errno) in
            switch phase {
            case .placed(let recordings):
                for (path, content) in recordings { try disk.placeRecording(content, at: path) }
            case .moved(let from, let to):
                try disk.move(DaemonRun.recordings.appending(from), to: DaemonRun.recordings.appending(to))
            case .removed(let path): try disk.removeFile(at: DaemonRun.recordings.appending(path))
            case .lockSet(let path, let isLocked):
                try disk.setLock(isLocked, on: DaemonRun.recordings.appending(path))
            case .protected(let path): try disk.protect(DaemonRun.recordings.appending(path))
            case .clockSet, .quiet: break
            }
        }
    }
}

extension SimulatedDisk {
    /// Puts a recording there, and the directories on the way.
    mutating func placeRecording(_ content: [UInt8], at path: String) throws(Errno) {
        var directory = DaemonRun.recordings
        for component in path.split(separator: "/").dropLast() {
            directory.append(String(component))
            try placeDirectory(at: directory)
        }
        try place(content, at: DaemonRun.recordings.appending(path))
    }
}
