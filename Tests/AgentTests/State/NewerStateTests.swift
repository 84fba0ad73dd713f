import Gestures
import Profiles
import Snapshots
import Statistics
import SystemPackage
import Testing

@testable import Agent
@testable import Scoring

/// State that another version of Gait wrote: an older one's is taken over, a newer one's is refused and left as it is.
struct NewerStateTests {
    private static let phases = Result { try SimulatedCorpus(users: 1, sessions: 3, seed: 31).oneSessionAtATime }

    /// A run that has closed two sessions and whose profile is saved.
    private static func run() throws -> DaemonRun {
        var run = try DaemonRun()
        try run.run(Array(try phases.get().prefix(2)), stepsPerPhase: 40)
        return run
    }

    private static func files(_ run: DaemonRun) -> [String: [UInt8]] { run.system.files(in: DaemonRun.state) }

    @Test(arguments: [
        ("ledger-00000001", 7, 7), ("journal", 8, 13), ("known-files", 7, 1), ("name-key", 7, 1), ("profiles/", 7, 8),
    ])
    func aFileOfANewerVersionIsRefusedAndLeftAsItIs(prefix: String, byte: Int, known: Int) throws {
        let run = try Self.run()
        let name = try #require(Self.files(run).keys.sorted().first { $0.hasPrefix(prefix) })
        var content = try #require(Self.files(run)[name])
        let version: UInt8 = name == "journal" ? 14 : 9
        content[byte] = name == "journal" ? version : UInt8(ascii: "0") + version
        try run.system.place(content, at: DaemonRun.state.appending(name))
        let before = Self.files(run)
        let error = #expect(throws: StateError.self) {
            let daemon = try run.makeDaemon()
            try run.system.apply(try Self.phases.get()[2])
            for _ in 0..<4 {
                run.system.pass(DaemonRun.second)
                _ = try daemon.step()
            }
        }
        let sentence = try #require(error).description
        #expect(
            sentence
                == "/state/\(name) is of version \(version) of its format, and this version of Gait knows \(known): "
                + "a newer version of Gait wrote it; install that one again"
        )
        #expect(Self.files(run)[name] == before[name])
        #expect(Set(Self.files(run).keys) == Set(before.keys))
    }

    @Test func aCommandThatReadsProfilesRefusesThoseOfANewerVersion() throws {
        let run = try Self.run()
        let name = try #require(Self.files(run).keys.sorted().first { $0.hasPrefix("profiles/") })
        var content = try #require(Self.files(run)[name])
        content[7] = UInt8(ascii: "9")
        try run.system.place(content, at: DaemonRun.state.appending(name))
        let list = try ProfileFiles.read(in: DaemonRun.state, system: run.system) { files throws(StateError) in
            try files.list()
        }
        #expect(list.profiles.map { $0.problem?.hasSuffix("install that one again") } == [true])
    }

    /// Profiles of a former version held fewer windows, and those in another proportion, so they are learnt anew.
    @Test func profilesBesideALedgerOfAFormerVersionAreLearntAnew() throws {
        func outcome(isOld: Bool) throws -> [String: [UInt8]] {
            var run = try Self.run()
            if isOld {
                let name = try #require(Self.files(run).keys.first { $0.hasPrefix("profiles/") })
                let known = try ProfileFile.decoded(
                    try #require(Self.files(run)[name]),
                    spaces: .shipped,
                    key: .open
                )
                let unlearnt = ProfileFile.encoded(Owner(name: known.owner.name), position: known.position)
                try run.system.place(
                    Array("GAITPRF7".utf8) + unlearnt.dropFirst(8),
                    at: DaemonRun.state.appending(name)
                )
                let ledger = try #require(Self.files(run)["ledger-00000001"])
                try run.system.place(
                    Array("GAITLDG6".utf8) + ledger.dropFirst(8),
                    at: DaemonRun.state.appending("ledger-00000001")
                )
            }
            try run.run([try Self.phases.get()[2]], stepsPerPhase: 40)
            return run.outcome
        }
        let expected = try outcome(isOld: false)
        let isSame = try outcome(isOld: true) == expected
        #expect(isSame)
    }

    /// What a former version has left, while a session was open.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as [UInt8])
    func aJournalOfAFormerVersionIsTakenOver(version: UInt8) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 2, seed: 32)
        func outcome(isOld: Bool) throws -> [String: [UInt8]] {
            let (path, content) = corpus.recordings[1]
            var run = try DaemonRun()
            try run.run([.placed([corpus.recordings[0]])])
            try run.run([.placed([(path, Array(content.prefix(content.count / 2)))])], stepsPerPhase: 4)
            if isOld { try Self.makeJournalOld(run.system, version) }
            try run.run([.placed([(path, content)])])
            #expect(Self.files(run)["journal"]?[8] == 13)
            #expect(try run.findings()[path]?.fileSize == Int64(content.count))
            return run.outcome
        }
        let expected = try outcome(isOld: false)
        let isSame = try outcome(isOld: true) == expected
        #expect(isSame)
    }

    /// Writes the sessions of the journal as `version` had them, and its header.
    private static func makeJournalOld(_ system: SimulatedSystem, _ version: UInt8) throws {
        var count = 0
        do {
            let lock = try StateLock(at: DaemonRun.state, makesDirectory: false, system: system)
            var journal = try Journal(in: lock.folder)
            for key in journal.keys where JournalKeys.sessionKey(key) != nil {
                let blob = try #require(try journal.blob(of: key))
                #expect(blob.first == 16)
                let entry: UInt8 = version < 9 ? 11 : version < 10 ? 12 : version < 11 ? 13 : version < 12 ? 14 : 15
                var old = [entry] + blob.dropFirst()
                if version < 8 { old = try withoutCombination(old) }
                if version < 7 { old = try ofPointerAlone(old) }
                if version < 6 { old = [8] + old.dropFirst() }
                if version < 5 { old = try withText(old) }
                if version < 4 { old = try withoutLock(old) }
                if version < 3 { old = try withoutSignal(old, key) }
                if version < 2 { old = try withoutSources(old) }
                try journal.put(key, old)
                count += 1
            }
            try journal.commit(ledgerEnd: journal.ledgerEnd)
        }
        #expect(count == 1)
        let path = DaemonRun.state.appending("journal")
        var bytes = try #require(system.files(in: DaemonRun.state)["journal"])
        bytes[8] = version
        try system.place(bytes, at: path)
    }

    /// The snapshot of a session as it was when nothing said how voices are combined: what follows the entry is another.
    private static func withoutCombination(_ blob: [UInt8]) throws -> [UInt8] {
        try #require(blob.first == 11)
        var reader = try readerBehindProfile(of: blob)
        let place = reader.offset
        _ = try reader.optional { reader throws(SnapshotCorruption) in try Combination(from: &reader) }
        return [10] + blob[1..<place] + blob[reader.offset...].dropLast(1)
    }

    /// The snapshot of a session as it was when there was the pointer alone: how much the owner's model stands on follows the
    /// version of the profile, and what follows the entry is another.
    private static func ofPointerAlone(_ blob: [UInt8]) throws -> [UInt8] {
        try #require(blob.first == 10)
        let place = try readerBehindProfile(of: blob).offset
        return [9] + blob[1..<place] + [3, 12] + blob[place...].dropLast(1)
    }

    /// A reader of a snapshot, behind the version of the owner's profile.
    private static func readerBehindProfile(of blob: [UInt8]) throws -> SnapshotReader {
        var reader = SnapshotReader(blob)
        _ = try reader.unsigned()
        try #require(try !reader.flag())
        try #require(try reader.unsigned() == 0)
        for _ in 0..<2 {
            try #require(try !reader.flag())
            for _ in 0..<(try reader.unsigned()) { _ = try reader.bytes() }
        }
        for _ in 0..<2 { _ = try reader.fixed() }
        _ = try reader.optional { reader throws(SnapshotCorruption) in try reader.unsigned() }
        _ = try reader.signed(in: .min ... .max)
        for _ in 0..<2 { _ = try reader.fixed() }
        _ = try reader.optional { reader throws(SnapshotCorruption) in [try reader.text(), try reader.text()] }
        _ = try reader.text()
        _ = try reader.unsigned()
        _ = try reader.flag()
        _ = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        _ = try reader.unsigned()
        return reader
    }

    /// The snapshot of a session as it was when bytes of the recording might be in it: what follows the entry is another.
    private static func withText(_ blob: [UInt8]) throws -> [UInt8] {
        try #require(blob.first == 8)
        return [7] + blob.dropFirst() + Array("1,2,NoButton,".utf8)
    }

    /// The snapshot of a session that was not locked and has no parts as it was when nothing said so.
    private static func withoutLock(_ blob: [UInt8]) throws -> [UInt8] {
        try #require(blob.prefix(3) == [7, 0, 0])
        return [6] + blob.dropFirst(3)
    }

    /// The snapshot of a session as it was when nothing said how finely a recording samples.
    private static func withoutSignal(_ blob: [UInt8], _ key: UInt64) throws -> [UInt8] {
        try #require(blob.first == 6)
        let mark = try ParkedEntry(blob, key: key, now: 0).entry.file.identity.mark
        var hashes = SnapshotWriter()
        hashes.append(fixed: mark.head)
        hashes.append(fixed: mark.tail)
        let body = Array(blob.dropFirst())
        // Behind the hashes there were the last bytes of the file; none will do.
        let end = try #require(body.firstRange(of: hashes.bytes)).upperBound
        return [5] + body[..<end] + [0] + body[end...]
    }

    /// The snapshot of a session of a source without a name, as it was when no path had a source.
    private static func withoutSources(_ blob: [UInt8]) throws -> [UInt8] {
        try #require(blob.first == 5)
        var old: [UInt8] = [4]
        var rest = blob.dropFirst()
        for _ in 0..<2 {
            try #require(rest.removeFirst() == 0)
            let count = rest.removeFirst()
            old.append(count)
            for _ in 0..<count {
                // Names of fewer than 128 bytes, whose number takes one.
                let length = rest.removeFirst()
                old.append(length)
                old += rest.prefix(Int(length))
                rest = rest.dropFirst(Int(length))
            }
        }
        return old + rest
    }
}
