import RecordingWriters
import SystemPackage
import TestSupport
import Testing

@testable import Agent

/// What the daemon keeps on disk beside the ledger can give way, be lost or be damaged, and nothing changes.
struct DaemonStateTests {
    private static func corpus() throws -> SimulatedCorpus {
        try SimulatedCorpus(users: 3, sessions: 5, seed: 21)
    }

    /// Runs over the corpus; lets `disturb` change the disk while nothing runs, after three sessions of each user.
    private static func run(
        memoryLimit: Int = 48 << 20,
        disturb: ((SimulatedSystem) throws -> Void)? = nil
    ) throws -> [String: [UInt8]] {
        var run = try DaemonRun(memoryLimit: memoryLimit)
        let phases = try corpus().oneSessionAtATime
        try run.run(Array(phases.prefix(3)), stepsPerPhase: 24)
        try disturb?(run.system)
        try run.run(Array(phases.dropFirst(3)), stepsPerPhase: 24)
        return run.outcome
    }

    private static func profiles(_ system: SimulatedSystem) -> [String] {
        system.files(in: DaemonRun.state).keys.filter { $0.hasPrefix("profiles/") }.sorted()
    }

    @Test func profilesAreSaved() throws {
        let outcome = try Self.run()
        #expect(outcome.keys.count { $0.hasPrefix("profiles/") } == 3)
    }

    @Test(arguments: [0, 1 << 20])
    func theMemoryLimitChangesNothing(limit: Int) throws {
        let expected = try Self.run()
        let isSame = try Self.run(memoryLimit: limit) == expected
        #expect(isSame)
    }

    /// What is read again whenever the session comes back into memory is no sign that it goes on.
    @Test(arguments: [false, true])
    func aSessionThatIsReadAgainEndsInSilence(isCompressed: Bool) throws {
        var text = #"{"format":"gait-jsonl","version":1}"# + "\n"
        for step in 0..<200 { text += #"{"t":\#(step * 16),"kind":"move","x":\#(step),"y":3}"# + "\n" }
        text += #"{"t":4100,"kind":"input","text":"typed"#
        var run = try DaemonRun(memoryLimit: 0)
        run.system.setClock(ahead: 1_700_000_000 * DaemonRun.second)
        try run.run([.placed([("u/1", isCompressed ? gzip(Array(text.utf8)) : Array(text.utf8))])], stepsPerPhase: 24)
        #expect(try run.findings()["u/1"]?.closing?.reason == .silence)
    }

    /// Each holds a decompressor for as long as it is open.
    @Test func compressedSessionsAreParkedBeforeTheyTakeTooMuch() throws {
        let corpus = try SimulatedCorpus(users: 12, sessions: 1, seed: 34)
        let run = try DaemonRun(memoryLimit: 1 << 20)
        try run.system.apply(.placed(corpus.recordings.map { ($0.path, gzip(Array($0.content.prefix(4000)))) }))
        let daemon = try run.makeDaemon()
        for _ in 0..<4 {
            run.system.pass(DaemonRun.second)
            _ = try daemon.step()
        }
        #expect(daemon.openCount == 12)
        let inMemory = daemon.index.entries.values.compactMap(\.live)
        #expect(inMemory.count * 40 << 10 <= run.configuration.memoryLimit / 3)
        #expect(inMemory.allSatisfy { $0.byteCount >= 40 << 10 })
        #expect(inMemory.count > 2)
    }

    @Test func aProfileThatIsDamagedIsMadeAnew() throws {
        let expected = try Self.run()
        for number in 0..<3 {
            let isSame =
                try Self.run { system in
                    let path = Self.profiles(system)[number]
                    var bytes = try #require(system.files(in: DaemonRun.state)[path])
                    bytes[bytes.count / 2] ^= 1
                    try system.place(bytes, at: DaemonRun.state.appending(path))
                } == expected
            #expect(isSame)
        }
    }

    @Test func profilesThatAreLostAreMadeAnew() throws {
        let expected = try Self.run()
        let isSame =
            try Self.run { system in
                for path in Self.profiles(system) {
                    try system.change { disk throws(Errno) in
                        try disk.removeFile(at: DaemonRun.state.appending(path))
                    }
                }
            } == expected
        #expect(isSame)
    }

    @Test(arguments: [false, true])
    func knownFilesThatAreLostAreMadeAnew(isDamaged: Bool) throws {
        let expected = try Self.run()
        let path = DaemonRun.state.appending("known-files")
        let isSame =
            try Self.run { system in
                if isDamaged {
                    try system.place([1, 2, 3], at: path)
                } else {
                    try system.change { disk throws(Errno) in try disk.removeFile(at: path) }
                }
            } == expected
        #expect(isSame)
    }

    /// The daemon goes on, and so do the other sessions.
    @Test func aSessionThatIsTooLargeForTheJournalIsNotRead() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 1, seed: 33)
        let (large, small) = (corpus.recordings[0], corpus.recordings[1])
        let beginning = (small.path, Array(small.content.prefix(2000)))
        func run(mostBlobBytes: Int) throws -> (run: DaemonRun, sizes: [Int]) {
            var run = try DaemonRun()
            run.configuration.silence = 100 * DaemonRun.second
            run.configuration.mostBlobBytes = mostBlobBytes
            try run.run([.placed([large, beginning])], stepsPerPhase: 8)
            let lock = try StateLock(at: DaemonRun.state, makesDirectory: false, system: run.system)
            let journal = try Journal(in: lock.folder)
            let keys = journal.keys.filter { JournalKeys.sessionKey($0) != nil }
            return (run, try keys.map { try #require(try journal.blob(of: $0)).count }.sorted())
        }
        let sizes = try run(mostBlobBytes: Journal.mostBlobBytes).sizes
        try #require(sizes.count == 2)
        let limit = (sizes[0] + sizes[1]) / 2
        let (limited, left) = try run(mostBlobBytes: limit)
        #expect(left == [sizes[0]])
        guard case .unreadable(let reason)? = limited.reports[large.path]?.outcome else {
            Issue.record("\(String(describing: limited.reports[large.path]?.outcome))")
            return
        }
        #expect(reason.description.contains("\(limit) are the most"))
        #expect(limited.reports[small.path] != nil)
    }

    /// What another version of Gait wrote there is intact and nothing that this one can use.
    @Test(arguments: [false, true])
    func aSessionOfWhichTheJournalHasNothingOfUseIsReadAnew(isPart: Bool) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 2, seed: 32)
        func findings(damaged: Bool) throws -> [String: SessionRecord.Finding] {
            let (path, content) = corpus.recordings[1]
            var run = try DaemonRun()
            try run.run([.placed([corpus.recordings[0]])])
            try run.run([.placed([(path, Array(content.prefix(content.count / 2)))])], stepsPerPhase: 4)
            if damaged {
                let lock = try StateLock(at: DaemonRun.state, makesDirectory: false, system: run.system)
                var journal = try Journal(in: lock.folder)
                let keys = journal.keys.filter { (JournalKeys.sessionKey($0) == nil) == isPart }
                #expect(keys.count == 1)
                for key in keys { try journal.put(key, [255]) }
                try journal.commit(ledgerEnd: journal.ledgerEnd)
            }
            try run.run([.placed([(path, content)])])
            return try run.findings()
        }
        let expected = try findings(damaged: false)
        let found = try findings(damaged: true)
        #expect(expected.count == 2)
        for (path, finding) in expected {
            #expect(found[path]?.fileSize == finding.fileSize, "\(path)")
            #expect(found[path]?.gestureCount == finding.gestureCount, "\(path)")
        }
    }

    /// A session opens, its owner's profile goes on twice, and then what was kept for the session is lost.
    @Test func aPinnedProfileThatIsLostIsMadeAnew() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 6, seed: 22)
        func findings(losing: Bool) throws -> [String: SessionRecord.Finding] {
            let (path, content) = corpus.recordings[3]
            var run = try DaemonRun()
            run.configuration.silence = 100 * DaemonRun.second
            func grown(to percent: Int) -> DaemonRun.Phase {
                .placed([(path, Array(content.prefix(content.count * percent / 100)))])
            }
            let before = corpus.recordings.prefix(3).map { DaemonRun.Phase.placed([$0]) }
            let meanwhile = corpus.recordings.suffix(2).map { DaemonRun.Phase.placed([$0]) }
            try run.run(before + [.quiet, .quiet], stepsPerPhase: 60)
            try run.run(
                [
                    grown(to: 50), meanwhile[0], grown(to: 55), grown(to: 60), meanwhile[1], grown(to: 65),
                    grown(to: 70),
                ],
                stepsPerPhase: 60
            )
            let kept = Self.profiles(run.system).filter { $0.contains("@") }
            #expect(kept.count == 1)
            if losing {
                for path in kept {
                    try run.system.change { disk throws(Errno) in
                        try disk.removeFile(at: DaemonRun.state.appending(path))
                    }
                }
            }
            try run.run([.placed([(path, content)])], stepsPerPhase: 240)
            #expect(Self.profiles(run.system).count == 1)
            return try run.findings()
        }
        let expected = try findings(losing: false)
        let found = try findings(losing: true)
        #expect(expected.count == 6)
        for (path, finding) in expected {
            #expect(found[path]?.scored?.assessment == finding.scored?.assessment, "\(path)")
            #expect(found[path]?.closing == finding.closing, "\(path)")
        }
    }
}
