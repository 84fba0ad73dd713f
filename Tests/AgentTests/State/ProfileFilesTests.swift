import Gestures
import Profiles
import SystemPackage
import Testing

@testable import Agent

struct ProfileFilesTests {
    private static let home = FilePath("/state")
    private let system: SimulatedSystem

    /// Two owners in a state directory, one of them with little.
    init() throws {
        system = try SimulatedSystem(directory: Self.home)
        let directory = try system.openDirectory(Self.home)
        defer { system.close(directory) }
        let store = try ProfileStore(
            in: StateFolder(directory, at: Self.home, system: system),
            spaces: .shipped,
            key: .example,
            memoryLimit: 1 << 20
        )
        for (name, count) in [("bob", 9), ("alice", 1)] {
            var owner = Owner(name: name)
            for number in 0..<count {
                let sketches = SessionRecord.example(number, user: name).sketches
                owner.learn(OriginalSketch(sketches, origin: UInt64(number + 1)), at: UInt64(number + 1))
            }
            store.position = 77
            try store.update(owner)
            try store.keep(owner.fittedProfile, as: PinnedProfile(name: name, version: 1))
        }
        try store.save()
    }

    private func place(_ content: [UInt8], _ name: String) throws {
        try system.place(content, at: Self.home.appending("profiles").appending(name))
    }

    private func list() throws -> ProfileList {
        try ProfileFiles.read(in: Self.home, system: system) { (files) throws(StateError) in try files.list() }
    }

    private func profile(of user: String) throws -> ProfileDescription? {
        try ProfileFiles.read(in: Self.home, system: system) { (files) throws(StateError) in
            try files.profile(of: user)
        }
    }

    private func file(of user: String) -> String {
        String(decoding: ProfileFile.name(of: user).bytes, as: UTF8.self)
    }

    @Test func everyOwnerIsARow() throws {
        let before = system.files(in: Self.home)
        let list = try list()
        #expect(list.profiles.map(\.user) == ["alice", "bob"])
        #expect(list.profiles.map(\.sessions) == [1, 9])
        #expect(list.profiles.map(\.windows) == [2, 18])
        #expect(list.profiles.map(\.ledgerPosition) == [77, 77])
        #expect(list.profiles.map(\.isEnough) == [false, true])
        #expect(list.profiles.map(\.isProvisional) == [true, false])
        #expect(
            list.profiles.map(\.bytes)
                == ["alice", "bob"].map { Int64(before["profiles/\(file(of: $0))"]?.count ?? 0) }
        )
        #expect(!list.isIncomplete)
        #expect(system.files(in: Self.home) == before)
        #expect(system.openCount == 0)
    }

    @Test func whatIsNoProfileIsARowWithTheReason() throws {
        let bob = file(of: "bob")
        var bytes = try #require(system.files(in: Self.home)["profiles/\(bob)"])
        try place(bytes, "0123456789abcdef")
        bytes[bytes.count / 2] ^= 1
        try place(bytes, bob)
        try place([], bob + ".new")
        try place([], "incomplete")
        try place([], "0123456789abcdee")
        try place([1], bob + ".damaged-1")
        try place([1, 2], "notes")
        let list = try list()
        #expect(list.isIncomplete)
        #expect(list.profiles.first?.user == "alice")
        let problems = Dictionary(uniqueKeysWithValues: list.profiles.dropFirst().map { ($0.file, $0.problem ?? "") })
        #expect(problems.count == 5)
        #expect(problems["0123456789abcdef"] == "is that of bob under another name")
        #expect(problems["0123456789abcdee"]?.hasPrefix("byte 0 ") == true)
        #expect(problems[bob]?.hasPrefix("byte 8 ") == true)
        #expect(problems[bob + ".damaged-1"]?.contains("set aside") == true)
        #expect(problems["notes"]?.contains("remove it") == true)
        #expect(throws: StateError.self) { try profile(of: "bob") }
    }

    @Test func anOwnerIsDescribed() throws {
        let bob = try #require(try profile(of: "bob"))
        #expect(bob.user == "bob")
        #expect(bob.sessions.map(\.session) == (0..<9).map { "bob/session_\($0)" })
        #expect(bob.sessions.map(\.ledgerPosition) == Array(1...9))
        #expect(bob.sessions.allSatisfy { $0.windows.map(\.size) == [30, 100] && $0.windows.map(\.count) == [2, 0] })
        // From eight sessions on the model is fitted anew with every quarter.
        #expect(bob.sessions.map(\.isInModel) == (0..<9).map { $0 < 8 })
        #expect(bob.model.sessions == 8)
        #expect(bob.model.windows == 16)
        #expect(bob.model.position == 8)
        #expect(bob.windows == 18)
        #expect(try profile(of: "alice")?.model.isEnough == false)
        #expect(try profile(of: "carol") == nil)
    }

    @Test func withoutOwnersItSaysSo() throws {
        let other = try SimulatedSystem(directory: "/other")
        for path in ["/other", "/none"] {
            #expect(throws: StateError.self) {
                try ProfileFiles.read(in: FilePath(path), system: other) { (files) throws(StateError) in
                    try files.list()
                }
            }
        }
    }
}
