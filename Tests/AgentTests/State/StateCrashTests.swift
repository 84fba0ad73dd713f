import Agent
import Gestures
import Profiles
import SystemPackage
import Testing

/// Journal, ledger, profiles and known files together, killed and failing at every call.
struct StateCrashTests {
    private static let home = FilePath("/state")
    private static let sessionCount = 7

    /// What is the same however often a run was interrupted. The journal counts commits, so that it is not; an index of
    /// which half a page was written is set aside.
    private static func outcome(_ system: SimulatedSystem) -> [String: [UInt8]] {
        system.files(in: home).filter {
            $0.key != "journal" && !$0.key.hasSuffix(".new") && !$0.key.hasPrefix("known-files.damaged")
        }
    }

    /// The names of the files that differ.
    private static func differences(_ system: SimulatedSystem, _ expected: [String: [UInt8]]) -> [String] {
        let found = outcome(system)
        return Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }.sorted()
    }

    private static func undisturbed() throws -> (calls: Int, outcome: [String: [UInt8]]) {
        let system = try SimulatedSystem(directory: home)
        system.arm(.kill, at: .max)
        try SmallDaemon.run(on: system, at: home, sessions: sessionCount)
        return (system.calls, outcome(system))
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func aKillAtAnyCallLosesAndDoublesNothing(survival: SimulatedDisk.Survival) throws {
        let (calls, expected) = try Self.undisturbed()
        #expect(expected.keys.contains("ledger-00000002") && expected.count == 2 + 3 + 1)
        for call in 1...calls {
            let system = try SimulatedSystem(directory: Self.home)
            system.arm(.kill, at: call)
            #expect(throws: (any Error).self) {
                try SmallDaemon.run(on: system, at: Self.home, sessions: Self.sessionCount)
                if system.isDead { throw Errno.ioError }
            }
            system.restart(keeping: survival)
            try SmallDaemon.run(on: system, at: Self.home, sessions: Self.sessionCount)
            #expect(Self.differences(system, expected) == [], "killed at call \(call) of \(calls)")
        }
    }

    @Test(arguments: [
        (Errno.ioError, false), (.noSpace, true), (.tooManyOpenFiles, false), (.interrupted, true),
    ])
    func aFaultAtAnyCallLosesAndDoublesNothing(error: Errno, shortTransfers: Bool) throws {
        let (calls, expected) = try Self.undisturbed()
        for call in 1...calls {
            let system = try SimulatedSystem(directory: Self.home)
            if shortTransfers { system.makeTransfersShort() }
            system.arm(.fault(error), at: call)
            if (try? SmallDaemon.run(on: system, at: Self.home, sessions: Self.sessionCount)) == nil {
                #expect(error != .interrupted, "at call \(call)")
                try SmallDaemon.run(on: system, at: Self.home, sessions: Self.sessionCount)
            }
            #expect(Self.differences(system, expected) == [], "at call \(call) of \(calls)")
            #expect(system.openCount == 0, "at call \(call)")
        }
    }
}

/// What a daemon does with its state directory, without recordings: sessions open, grow and close, two at a time.
private enum SmallDaemon {
    static func run(on system: SimulatedSystem, at path: FilePath, sessions count: Int) throws {
        let directory = try system.openDirectory(path)
        defer { system.close(directory) }
        let folder = StateFolder(directory, at: path, system: system)
        var ledger = try Ledger(in: folder, spaces: .shipped, mode: .own, key: .open, segmentBytes: 1600)
        var journal = try Journal(in: folder)
        var known = try KnownFiles(in: folder, key: (1, 2))
        let profiles = try ProfileStore(in: folder, spaces: .shipped, key: .open, memoryLimit: 2000)

        var closed: Set<UInt64> = []
        let journalled = journal.ledgerEnd
        try ledger.replay { (entry) throws(StateError) in
            guard case .session(let record) = entry.record else { return }
            let key = record.finding.closing?.journalKey ?? 0
            closed.insert(key)
            if entry.position >= journalled { journal.remove(key) }
            try learn(record, entry, profiles)
            if entry.position >= known.absorbed { try put(record, entry, &known) }
        }
        try journal.commit(ledgerEnd: ledger.committedEnd)
        try profiles.save()
        try known.synchronise(absorbed: ledger.committedEnd)

        for key in 1...UInt64(count) {
            for open in [key, key + 1] where open <= count && !closed.contains(open) {
                let grown = (try journal.blob(of: open)?.count ?? 0) + 100
                try journal.put(open, [UInt8](repeating: UInt8(open), count: grown))
            }
            try journal.commit(ledgerEnd: ledger.committedEnd)
            if closed.contains(key) { continue }
            let record = SessionRecord.example(Int(key), user: "user\(key % 3)")
            let position = try ledger.append(.session(record))
            try ledger.commit()
            journal.remove(key)
            try journal.commit(ledgerEnd: ledger.committedEnd)
            let entry = try ledger.read(at: position)
            try learn(record, entry, profiles)
            try put(record, entry, &known)
            if key % 3 == 0 { try profiles.save() }
        }
        try profiles.save()
        try known.synchronise(absorbed: ledger.committedEnd)
    }

    private static func learn(
        _ record: SessionRecord,
        _ entry: LedgerEntry,
        _ profiles: ProfileStore
    ) throws(StateError) {
        let user = record.finding.name.user
        guard try profiles.position(of: user) < entry.end else { return }
        profiles.position = entry.end
        var owner = try profiles.owner(user) ?? Owner(name: user)
        owner.learn(OriginalSketch(record.sketches, origin: entry.position), at: entry.position)
        try profiles.update(owner)
    }

    private static func put(
        _ record: SessionRecord,
        _ entry: LedgerEntry,
        _ known: inout KnownFiles
    ) throws(StateError) {
        let file = KnownFile(
            identity: record.finding.fingerprint,
            size: record.finding.fileSize,
            position: entry.position
        )
        try known.put(file, at: Array(record.finding.path.utf8))
    }
}
