import Agent
import SystemPackage
import Testing

struct JournalTests {
    private static let home = FilePath("/state")

    /// Calls `body` with the journal on `system`.
    private static func open<Result>(
        _ system: SimulatedSystem,
        _ body: (inout Journal) throws -> Result
    ) throws -> Result {
        let directory = try system.openDirectory(home)
        defer { system.close(directory) }
        var journal = try Journal(in: StateFolder(directory, at: home, system: system))
        return try body(&journal)
    }

    private static func content(_ system: SimulatedSystem) throws -> [UInt64: [UInt8]] {
        try open(system) { journal in try journal.content() }
    }

    @Test func whatWasCommittedIsThereAgain() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { journal in
            try journal.put(3, [1, 2, 3])
            try journal.put(7, [])
            try journal.commit(ledgerEnd: 11)
            journal.remove(3)
            try journal.put(9, [9])
            try journal.commit(ledgerEnd: 12)
            try journal.put(1, [4])
        }
        system.restart(keeping: .onlySynchronised)
        try Self.open(system) { journal in
            let content = try journal.content()
            #expect(content == [7: [], 9: [9]])
            #expect(journal.committedSequence == 2)
            #expect(journal.ledgerEnd == 12)
            #expect(journal.largestKey == 9)
            #expect(journal.damage == nil)
        }
    }

    @Test func whatIsStagedIsReadBack() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { journal in
            try journal.put(1, [1])
            try journal.put(2, [2])
            try journal.commit(ledgerEnd: 0)
            try journal.put(1, [3, 3])
            journal.remove(2)
            #expect(try journal.content() == [1: [3, 3]])
            #expect(journal.stagedByteCount == 2)
            #expect(throws: StateError.self) {
                try journal.put(5, [UInt8](repeating: 0, count: Journal.mostBlobBytes + 1))
            }
        }
    }

    /// Every length to which the file can be cut gives the content of some commit, and the last one whole gives all.
    @Test func aTailIsCutAwayWhereverItEnds() throws {
        let system = try SimulatedSystem(directory: Self.home)
        var commits: [[UInt64: [UInt8]]] = [[:]]
        try Self.open(system) { journal in
            for number in 1...4 as ClosedRange<UInt8> {
                try journal.put(UInt64(number % 3), [UInt8](repeating: number, count: Int(number)))
                if number == 3 { journal.remove(1) }
                try journal.commit(ledgerEnd: UInt64(number))
                commits.append(try journal.content())
            }
        }
        let whole = try #require(system.files(in: Self.home)["journal"])
        var last = 0
        for length in 0...whole.count {
            try system.place(Array(whole.prefix(length)), at: Self.home.appending("journal"))
            let content = try Self.content(system)
            let number = try #require(commits.lastIndex(of: content), "cut at byte \(length)")
            #expect(number >= last)
            last = number
        }
        #expect(last == commits.count - 1)
    }

    @Test func damageBeforeACommitIsSetAside() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { journal in
            for number in 1...4 as ClosedRange<UInt64> {
                try journal.put(number, [1, 2, 3, 4])
                try journal.commit(ledgerEnd: 0)
            }
        }
        var damaged = try #require(system.files(in: Self.home)["journal"])
        damaged[30] ^= 1
        try system.place(damaged, at: Self.home.appending("journal"))
        try Self.open(system) { journal in
            #expect(try journal.content() == [:])
            #expect(journal.damage?.setAsideAs == "journal.damaged-1")
            try journal.put(1, [1])
            try journal.commit(ledgerEnd: 5)
        }
        #expect(system.files(in: Self.home)["journal.damaged-1"] == damaged)
        #expect(try Self.content(system) == [1: [1]])
    }

    @Test func noByteThatFlipsIsTaken() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { journal in
            for number in 1...3 as ClosedRange<UInt64> {
                try journal.put(number, [1, 2, 3, 4])
                try journal.commit(ledgerEnd: 0)
            }
        }
        let whole = try #require(system.files(in: Self.home)["journal"])
        for byte in whole.indices where !(8..<12).contains(byte) {
            var damaged = whole
            damaged[byte] ^= 0x10
            try system.place(damaged, at: Self.home.appending("journal"))
            let content = try Self.content(system)
            #expect(content.values.allSatisfy { $0 == [1, 2, 3, 4] } && content.count < 3, "byte \(byte)")
        }
    }

    @Test func aNewerVersionIsRefusedAndKept() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let newer = Array("GAITJRNL".utf8) + [14, 0, 0, 0]
        try system.place(newer, at: Self.home.appending("journal"))
        #expect(throws: StateError.self) { try Self.content(system) }
        #expect(system.files(in: Self.home) == ["journal": newer])
        #expect(system.openCount == 0)
    }

    @Test(arguments: [Errno.noSpace, .ioError], 1...4)
    func aFailedCommitCanBeRepeated(error: Errno, call: Int) throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { journal in
            try journal.put(1, [1])
            try journal.commit(ledgerEnd: 1)
            let before = system.files(in: Self.home)["journal"]
            try journal.put(1, [2])
            try journal.put(2, [3])
            system.arm(.fault(error), at: call)
            do {
                try journal.commit(ledgerEnd: 2)
                #expect(call > 2)
            } catch {
                #expect(system.files(in: Self.home)["journal"] == before)
                #expect(try journal.content() == [1: [2], 2: [3]])
                #expect(journal.committedSequence == 1)
                try journal.commit(ledgerEnd: 2)
            }
        }
        system.restart(keeping: .onlySynchronised)
        #expect(try Self.content(system) == [1: [2], 2: [3]])
    }

    @Test func compactionKeepsWhatLives() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let blob = [UInt8](repeating: 7, count: 200_000)
        let expected = try Self.open(system) { journal in
            for number in 0..<12 as Range<UInt64> {
                try journal.put(number % 2, blob + [UInt8(number)])
                try journal.commit(ledgerEnd: number)
            }
            #expect(try journal.compactIfDue())
            #expect(try !journal.compactIfDue())
            try journal.put(5, [5])
            try journal.commit(ledgerEnd: 20)
            return try journal.content()
        }
        #expect(expected.count == 3)
        system.restart(keeping: .onlySynchronised)
        #expect(try Self.content(system) == expected)
        #expect(system.files(in: Self.home)["journal"].map { $0.count < 500_000 } == true)
        #expect(try Self.open(system) { $0.committedSequence } == 13)
    }

    /// Interrupted at any call, compaction leaves what was committed, and the next commit is kept as well.
    @Test(arguments: [SimulatedSystem.Event.fault(.ioError), .fault(.noSpace), .fault(.interrupted)])
    func aCompactionThatFailsLosesNothing(event: SimulatedSystem.Event) throws {
        let blob = [UInt8](repeating: 7, count: 700_000)
        for call in 1... {
            let system = try SimulatedSystem(directory: Self.home)
            let wasReached = try Self.open(system) { journal in
                for number in 0..<4 as Range<UInt64> {
                    try journal.put(0, blob)
                    try journal.commit(ledgerEnd: number)
                }
                system.arm(event, at: call)
                _ = try? journal.compactIfDue()
                let wasReached = system.disarm()
                try journal.put(2, [1])
                try journal.commit(ledgerEnd: 9)
                return wasReached
            }
            system.restart(keeping: .onlySynchronised)
            #expect(try Self.content(system) == [0: blob, 2: [1]], "call \(call)")
            if !wasReached { break }
        }
    }
}

extension Journal {
    /// All blobs.
    func content() throws -> [UInt64: [UInt8]] {
        var content: [UInt64: [UInt8]] = [:]
        for key in keys { content[key] = try blob(of: key) }
        return content
    }
}
