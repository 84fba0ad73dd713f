import Gestures
import Profiles
import Recordings
import SystemPackage
import Testing

@testable import Agent

struct ProfileStoreTests {
    private static let home = FilePath("/state")

    private static func open<Result>(
        _ system: SimulatedSystem,
        memoryLimit: Int = 1 << 20,
        _ body: (ProfileStore) throws -> Result
    ) throws -> Result {
        let directory = try system.openDirectory(home)
        defer { system.close(directory) }
        return try body(
            ProfileStore(
                in: StateFolder(directory, at: home, system: system),
                spaces: .shipped,
                key: .example,
                memoryLimit: memoryLimit
            )
        )
    }

    /// An owner with `count` sessions learnt, of which the model may not know the last.
    private static func owner(_ name: String, sessions count: Int) -> Owner {
        var owner = Owner(name: name)
        for number in 0..<count {
            owner.learn(
                OriginalSketch(SessionRecord.example(number, user: name).sketches, origin: UInt64(number + 1)),
                at: UInt64(number + 1)
            )
            owner.remember("session \(number)", trace(UInt32(number)))
        }
        return owner
    }

    private static func trace(_ number: UInt32) -> SessionTrace {
        let input = ReplaySketch(keys: [number, number + 7], moves: [5, .max - number], presses: [])
        return SessionTrace(input: input!, start: number % 2 == 0 ? 1_700_000_000 + Int64(number) : nil)
    }

    @Test func theTracesOfTheNewestSessionsAreKept() {
        var owner = Self.owner("alice", sessions: 70)
        #expect(owner.traces.map(\.session) == (6..<70).map { "session \($0)" })
        owner.remember("session 8", Self.trace(3))
        // One that is read again stays before those that were closed after it.
        #expect(owner.traces[2] == TracedSession("session 8", Self.trace(3)))
        #expect(owner.traces.count { $0.session == "session 8" } == 1)
    }

    @Test(arguments: [("GAITPRF4", false), ("GAITPRF5", true)])
    func aProfileOfAFormerVersionIsRead(magic: String, hasCircumstances: Bool) throws {
        let system = try SimulatedSystem(directory: Self.home)
        var owner = Owner(name: "alice")
        owner.learn(OriginalSketch(SessionRecord.example(1, user: "alice").sketches, origin: 1), at: 1)
        try Self.open(system) { store throws in
            try store.update(owner)
            try store.save()
        }
        let (name, bytes) = try #require(system.files(in: Self.home).first)
        // How many traces there are is the last byte.
        var content = Array(bytes.dropFirst(12).dropLast(hasCircumstances ? 0 : 1))
        // That there are no circumstances, no commands and no evidence is said behind the name of the session, of both profiles before what each
        // modality has.
        let session = Array(try #require(owner.profile.sessions.first).utf8)
        let names = content.indices.filter { content[$0...].starts(with: session) }
        try #require(names.count == 4)
        for name in [names[2], names[0]] {
            let first = name + session.count + (hasCircumstances ? 1 : 0)
            let unknown = first..<name + session.count + 4
            #expect(content[unknown].allSatisfy { $0 == 0 })
            content.removeSubrange(unknown)
        }
        var former = Array(magic.utf8)
        former.append(littleEndian: crc32(of: content))
        try system.place(former + content, at: Self.home.appending(name))
        try Self.open(system) { store throws in #expect(try store.owner("alice") == owner) }
    }

    /// Hashes of names in a file of version 6 are under the key once it is read, and so is then the file.
    @Test func namesOfAFormerVersionAreKeyed() throws {
        let system = try SimulatedSystem(directory: Self.home)
        var owner = Owner(name: "alice")
        var sketches = SessionRecord.example(1, user: "alice").sketches
        sketches.commands = [CommandBlock(index: 0, commands: [1, 2, 3, 2, 1])]
        owner.learn(OriginalSketch(sketches, origin: 1), at: 1)
        try Self.open(system) { store throws in
            try store.update(owner)
            try store.save()
        }
        let (name, bytes) = try #require(system.files(in: Self.home).first)
        try system.place(Array("GAITPRF6".utf8) + bytes.dropFirst(8), at: Self.home.appending(name))
        owner.apply(.example)
        for _ in 0..<2 {
            try Self.open(system) { store throws in #expect(try store.owner("alice") == owner) }
            #expect(system.files(in: Self.home)[name]?.starts(with: Array("GAITPRF8".utf8)) == true)
        }
        #expect(
            owner.profile.commands == [[CommandBlock(index: 0, commands: [1, 2, 3, 2, 1].map { NameKey.example($0) })]]
        )
    }

    @Test(arguments: [0, 1, 5, 9, 70])
    func anOwnerComesBackAsItWas(sessions: Int) throws {
        let system = try SimulatedSystem(directory: Self.home)
        let owner = Self.owner("alice", sessions: sessions)
        #expect((owner.profile != owner.fittedProfile) == (sessions == 9 || sessions == 70))
        try Self.open(system) { store throws in
            store.position = 77
            try store.update(owner)
            try store.save()
        }
        system.restart(keeping: .onlySynchronised)
        try Self.open(system) { store throws in
            #expect(try store.owner("alice") == owner)
            #expect(try store.position(of: "alice") == 77)
            #expect(try store.owner("bob") == nil)
            #expect(try store.names() == ["alice"])
        }
        #expect(system.openCount == 0)
    }

    @Test func memoryIsBoundedAndNothingIsLost() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let owners = (0..<20).map { Self.owner("user\($0)", sessions: 1 + $0 % 4) }
        let limit = 5000
        try Self.open(system, memoryLimit: limit) { store throws in
            for (number, owner) in owners.enumerated() {
                store.position = UInt64(number + 2)
                try store.update(owner)
                #expect(store.memoryByteCount <= limit)
            }
            // Only what the current record has changed stays whatever the limit is.
            store.position += 1
            for owner in owners {
                #expect(try store.owner(owner.name) == owner)
                #expect(store.memoryByteCount <= limit)
            }
            try store.save()
            #expect(try store.names().count == 20)
        }
        system.restart(keeping: .onlySynchronised)
        try Self.open(system) { store throws in
            for owner in owners { #expect(try store.owner(owner.name) == owner) }
        }
    }

    @Test func noByteThatFlipsIsTaken() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { store throws in
            try store.update(Self.owner("alice", sessions: 2))
            try store.save()
        }
        let (name, bytes) = try #require(system.files(in: Self.home).first)
        for byte in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[byte] ^= 0x40
            try system.place(damaged, at: Self.home.appending(name))
            try Self.open(system) { store throws in
                #expect(try store.owner("alice") == nil, "byte \(byte)")
                #expect(store.takeDamages().first?.setAsideAs?.contains("damaged-") == true)
                #expect(store.takeDamages().isEmpty)
            }
        }
    }

    @Test func aKeptProfileStaysUntilItIsDropped() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let first = PinnedProfile(name: "alice", version: 1)
        let second = PinnedProfile(name: "alice", version: 2)
        let profile = Self.owner("alice", sessions: 2).fittedProfile
        try Self.open(system) { store throws in
            try store.keep(profile, as: first)
            try store.keep(OwnerProfile(), as: second)
        }
        system.restart(keeping: .onlySynchronised)
        try Self.open(system) { store throws in
            #expect(try store.kept(first) == profile)
            #expect(try store.names() == [])
            try store.dropAll(but: [first])
            #expect(try store.kept(second) == nil)
            try store.drop(first)
            #expect(try store.kept(first) == nil)
        }
        #expect(system.files(in: Self.home).isEmpty)
    }

    @Test(arguments: [Errno.noSpace, .ioError, .tooManyOpenFiles, .interrupted])
    func aSaveThatFailsCanBeRepeated(error: Errno) throws {
        let owners = (0..<3).map { Self.owner("user\($0)", sessions: 2) }
        for call in 1... {
            let system = try SimulatedSystem(directory: Self.home)
            let wasReached = try Self.open(system) { store throws in
                for owner in owners { try store.update(owner) }
                system.arm(.fault(error), at: call)
                if (try? store.save()) == nil { try store.save() }
                return system.disarm()
            }
            system.restart(keeping: .onlySynchronised)
            try Self.open(system) { store throws in
                for owner in owners { #expect(try store.owner(owner.name) == owner, "call \(call)") }
            }
            if !wasReached { break }
        }
    }
}
