import Profiles
import Scoring
import SystemPackage
import Testing

@testable import Agent

struct NameKeyFileTests {
    private static let home = FilePath("/state")

    private static func key(_ system: SimulatedSystem, isNeeded: Bool = false) throws -> NameKey {
        let directory = try system.openDirectory(home)
        defer { system.close(directory) }
        return try NameKeyFile.key(in: StateFolder(directory, at: home, system: system)) { isNeeded }
    }

    @Test func isMadeOnceAndKept() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let key = try Self.key(system)
        #expect(key == NameKey(low: 0x322b_241d_160f_0801, high: 0x6a63_5c55_4e47_4039))
        system.restart(keeping: .onlySynchronised)
        let file = try #require(system.files(in: Self.home)["name-key"])
        #expect(file.count == 28)
        #expect(try Self.key(system, isNeeded: true) == key)
        #expect(system.files(in: Self.home) == ["name-key": file])
        #expect(system.openCount == 0)
    }

    @Test func noByteThatFlipsOrIsMissingIsTaken() throws {
        let system = try SimulatedSystem(directory: Self.home)
        _ = try Self.key(system)
        let file = try #require(system.files(in: Self.home)["name-key"])
        let flipped = file.indices.map { byte in
            var damaged = file
            damaged[byte] ^= 0x40
            return damaged
        }
        for damaged in flipped + file.indices.map({ Array(file.prefix($0)) }) + [file + [0]] {
            try system.place(damaged, at: Self.home.appending("name-key"))
            let error = #expect(throws: StateError.self) { try Self.key(system) }
            #expect(error?.description.contains("restore it from a copy") == true, "\(damaged)")
            #expect(system.files(in: Self.home)["name-key"] == damaged)
        }
    }

    @Test func aNewerVersionIsRefused() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try system.place(Array("GAITKEY2 and what".utf8), at: Self.home.appending("name-key"))
        let error = #expect(throws: StateError.self) { try Self.key(system) }
        #expect(error?.description.contains("install that one again") == true)
    }

    @Test func isNotMadeAnewWhereItIsMissing() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let error = #expect(throws: StateError.self) { try Self.key(system, isNeeded: true) }
        #expect(error?.description.hasPrefix("/state/name-key is missing") == true)
        #expect(system.files(in: Self.home).isEmpty)
    }

    /// Whatever fails, either there is none or the one that was given.
    @Test(arguments: [Errno.noSpace, .ioError, .interrupted])
    func whatFailsCanBeRepeated(error: Errno) throws {
        for call in 1... {
            let system = try SimulatedSystem(directory: Self.home)
            system.arm(.fault(error), at: call)
            let given = try? Self.key(system)
            let wasReached = system.disarm()
            system.restart(keeping: .onlySynchronised)
            let found = system.files(in: Self.home)["name-key"]
            if given != nil { #expect(found != nil, "call \(call)") }
            _ = try Self.key(system, isNeeded: found != nil)
            if !wasReached { break }
        }
    }
}

/// The key of a state directory, and what lies there under it.
struct StateUnderKeyTests {
    private static func run() throws -> DaemonRun {
        var run = try DaemonRun()
        try run.run(try SimulatedCorpus(users: 1, sessions: 2, seed: 33).oneSessionAtATime, stepsPerPhase: 40)
        return run
    }

    private static let keyPath = DaemonRun.state.appending("name-key")

    /// A ledger that is of this version or of the one before names the key that its hashes are under.
    @Test(arguments: ["GAITLDG7", "GAITLDG6"])
    func aLostKeyIsSaid(magic: String) throws {
        let run = try Self.run()
        let ledger = try #require(run.system.files(in: DaemonRun.state)["ledger-00000001"])
        try run.system.place(
            Array(magic.utf8) + ledger.dropFirst(8),
            at: DaemonRun.state.appending("ledger-00000001")
        )
        try run.system.change { disk throws(Errno) in try disk.removeFile(at: Self.keyPath) }
        let before = run.system.files(in: DaemonRun.state)
        let error = #expect(throws: StateError.self) { try run.makeDaemon() }
        #expect(error?.description.hasPrefix("/state/name-key is missing") == true)
        #expect(run.system.files(in: DaemonRun.state) == before)
    }

    @Test func theKeyOfAnotherStateIsRefused() throws {
        let run = try Self.run()
        try run.system.place(NameKeyFile.encoded(Array(repeating: 9, count: 16)), at: Self.keyPath)
        let error = #expect(throws: StateError.self) { try run.makeDaemon() }
        #expect(error?.description.contains("under another key") == true)
    }

    /// What is found in sessions with commands is the same under any key, and what is kept of these is not.
    @Test func nothingButWhatIsKeptDependsOnTheKey() throws {
        func run(_ byte: UInt8) throws -> DaemonRun {
            var run = try DaemonRun(silence: 5)
            try run.system.change { disk throws(Errno) in try disk.placeDirectory(at: DaemonRun.state) }
            try run.system.place(NameKeyFile.encoded(Array(repeating: byte, count: 16)), at: Self.keyPath)
            for number in 0..<12 { try run.run([.placed([Self.recording(number)])]) }
            return run
        }
        let (one, other) = (try run(1), try run(2))
        let (found, expected) = (try one.findings(), try other.findings())
        #expect(found.count == 12 && found.mapValues(\.scored?.assessment) == expected.mapValues(\.scored?.assessment))
        #expect(found.values.contains { $0.scored?.assessment.commands != nil })
        let differ = one.outcome.keys.filter { one.outcome[$0] != other.outcome[$0] }
        #expect(differ.contains { $0.hasPrefix("profiles/") } && differ.contains { $0.hasPrefix("ledger") })
    }

    /// A session of a hundred commands, a day after the one before.
    private static func recording(_ number: Int) -> (path: String, content: [UInt8]) {
        var text = #"{"format":"gait-jsonl","version":1,"host":"db\#(number % 2)"}"# + "\n"
        for command in 0..<100 {
            let time = 1_700_000_000_000 + number * 86_400_000 + command * 4_000
            text += #"{"t":\#(time),"kind":"command","command":"tool\#((command * command + number) % 23) -v"}"# + "\n"
        }
        return ("alice/\(10 + number).jsonl", Array(text.utf8))
    }
}
