import Agent
import SystemPackage
import TestSupport
import Testing

struct KnownFilesTests {
    private static let home = FilePath("/state")
    private static let key: (low: UInt64, high: UInt64) = (1, 2)

    private static func open<Result>(
        _ system: any SystemCalls,
        at path: FilePath = home,
        _ body: (inout KnownFiles) throws -> Result
    ) throws -> Result {
        let directory = try system.openDirectory(path)
        defer { system.close(directory) }
        var known = try KnownFiles(in: StateFolder(directory, at: path, system: system), key: key)
        return try body(&known)
    }

    private static func path(_ number: Int) -> [UInt8] { Array("user/session_\(number)".utf8) }

    private static func file(_ number: Int) -> KnownFile {
        KnownFile(identity: UInt64(number) * 31, size: Int64(number), position: UInt64(number) + 8)
    }

    @Test func whatWasPutIsFoundAndNothingElse() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            for number in 0..<500 { try known.put(Self.file(number), at: Self.path(number)) }
            try known.put(Self.file(1000), at: Self.path(3))
            try known.synchronise(absorbed: 77)
        }
        system.restart(keeping: .onlySynchronised)
        try Self.open(system) { known throws in
            #expect(known.absorbed == 77)
            for number in 0..<500 {
                let found = try known.file(at: Self.path(number))
                #expect(found == Self.file(number == 3 ? 1000 : number))
            }
            for number in 500..<600 {
                let found = try known.file(at: Self.path(number))
                #expect(found == nil)
            }
        }
    }

    @Test func aLookUpReadsOnePageAndTheNextNone() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            for number in 0..<100 { try known.put(Self.file(number), at: Self.path(number)) }
            try known.synchronise(absorbed: 1)
            known.releaseMemory()
            system.arm(.kill, at: .max)
            for number in 0..<100 {
                known.releaseMemory()
                for _ in 0..<3 { _ = try known.file(at: Self.path(number)) }
            }
            #expect(system.calls == 100)
        }
    }

    @Test func whatIsPutInOrderIsWrittenAPageAtATime() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            let paths = (0..<100).map(Self.path).sorted { known.order(of: $0) < known.order(of: $1) }
            system.arm(.kill, at: .max)
            for path in paths { try known.put(Self.file(1), at: path) }
            // An index begins with 16 pages: each is read, and written but for the last.
            #expect(system.calls == 16 + 15)
        }
    }

    @Test func whatWasPutIsFoundBeforeItIsWrittenAndAfter() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            for round in 1...3 {
                for number in 0..<40 {
                    try known.put(Self.file(number * round), at: Self.path(number))
                    for other in [number, 0] {
                        let found = try known.file(at: Self.path(other))
                        #expect(found == Self.file(other * round))
                    }
                }
            }
        }
    }

    /// On a real disk, because the table outgrows what it begins with.
    @Test func itGrowsWithoutLosingAnything() throws {
        let directory = try TemporaryDirectory()
        let count = 6_000
        try Self.open(Kernel(), at: directory.path) { known throws in
            for number in 0..<count { try known.put(Self.file(number), at: Self.path(number)) }
            try known.synchronise(absorbed: 5)
        }
        try Self.open(Kernel(), at: directory.path) { known throws in
            #expect(known.absorbed == 5)
            var wrong = 0
            for number in 0..<count where try known.file(at: Self.path(number)) != Self.file(number) { wrong += 1 }
            #expect(wrong == 0)
        }
    }

    @Test(arguments: [0, 20, 36])
    func aDamagedHeaderIsSetAside(byte: Int) throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            try known.put(Self.file(1), at: Self.path(1))
            try known.synchronise(absorbed: 9)
        }
        var bytes = try #require(system.files(in: Self.home)["known-files"])
        bytes[byte] ^= 1
        try system.place(bytes, at: Self.home.appending("known-files"))
        try Self.open(system) { known throws in
            #expect(known.absorbed == 0)
            #expect(known.damage?.setAsideAs == "known-files.damaged-1")
            let found = try known.file(at: Self.path(1))
            #expect(found == nil)
        }
    }

    @Test func aDamagedPageIsSetAside() throws {
        let system = try SimulatedSystem(directory: Self.home)
        try Self.open(system) { known throws in
            try known.put(Self.file(1), at: Self.path(1))
            try known.synchronise(absorbed: 9)
        }
        var bytes = try #require(system.files(in: Self.home)["known-files"])
        for byte in stride(from: 4096, to: bytes.count, by: 4096) where bytes[byte] != 0 { bytes[byte] ^= 1 }
        try system.place(bytes, at: Self.home.appending("known-files"))
        try Self.open(system) { known throws in
            let found = try known.file(at: Self.path(1))
            #expect(found == nil)
            #expect(known.absorbed == 0)
            #expect(known.damage?.setAsideAs == "known-files.damaged-1")
            try known.put(Self.file(2), at: Self.path(1))
            let again = try known.file(at: Self.path(1))
            #expect(again == Self.file(2))
        }
    }

    @Test(arguments: [Errno.noSpace, .ioError, .interrupted], [false, true])
    func aPutThatFailsCanBeRepeated(error: Errno, short: Bool) throws {
        for call in 1... {
            let system = try SimulatedSystem(directory: Self.home)
            if short { system.makeTransfersShort() }
            let wasReached = try Self.open(system) { known throws in
                system.arm(.fault(error), at: call)
                for number in 0..<3 where (try? known.put(Self.file(number), at: Self.path(number))) == nil {
                    try known.put(Self.file(number), at: Self.path(number))
                }
                if (try? known.synchronise(absorbed: 4)) == nil { try known.synchronise(absorbed: 4) }
                return system.disarm()
            }
            system.restart(keeping: .onlySynchronised)
            try Self.open(system) { known throws in
                for number in 0..<3 {
                    let found = try known.file(at: Self.path(number))
                    #expect(found == Self.file(number), "call \(call)")
                }
                #expect(known.absorbed == 4 && known.damage == nil)
            }
            if !wasReached { break }
        }
    }
}
