import Agent
import SystemPackage
import Testing

struct SimulatedSystemTests {
    private static let home = FilePath("/state")
    private static let name = FileName("file")

    /// Writes "old", synchronised with its entry, then "new", not synchronised.
    private static func written() throws -> SimulatedSystem {
        let system = try SimulatedSystem(directory: home)
        let directory = try system.openDirectory(home)
        let file = try system.openForAppending(name, in: directory)
        try system.writeAll("old", to: file)
        try system.synchronise(file)
        try system.synchronise(directory)
        try system.writeAll("new!", to: file)
        _ = try system.create(FileName("other"), in: directory)
        return system
    }

    @Test(arguments: [
        (SimulatedDisk.Survival.onlySynchronised, "old", 1), (.everythingWritten, "oldnew!", 2),
        (.tornWrites, "oldne\0\0", 2),
    ])
    func aRestartKeepsWhatItSays(survival: SimulatedDisk.Survival, content: String, files: Int) throws {
        let system = try Self.written()
        system.restart(keeping: survival)
        let left = system.files(in: Self.home)
        #expect(left["file"] == Array(content.utf8))
        #expect(left.count == files)
        #expect(system.openCount == 0)
    }

    @Test func aKilledProcessWritesHalfAndThenNothing() throws {
        let system = try Self.written()
        let directory = try system.openDirectory(Self.home)
        let file = try system.openForAppending(Self.name, in: directory)
        system.arm(.kill, at: 1)
        #expect(throws: Errno.ioError) { try system.writeAll("12", to: file) }
        #expect(throws: Errno.ioError) { try system.synchronise(file) }
        #expect(system.files(in: Self.home)["file"] == Array("oldnew!1".utf8))
    }

    @Test func aFaultComesOnce() throws {
        let system = try Self.written()
        let directory = try system.openDirectory(Self.home)
        system.arm(.fault(.noSpace), at: 2)
        let file = try system.openForAppending(Self.name, in: directory)
        #expect(throws: Errno.noSpace) { try system.writeAll("1", to: file) }
        try system.writeAll("2", to: file)
        #expect(system.files(in: Self.home)["file"] == Array("oldnew!2".utf8))
    }

    @Test func onlyOneDescriptorHoldsTheLock() throws {
        let system = try SimulatedSystem(directory: Self.home)
        let directory = try system.openDirectory(Self.home)
        try system.lock(directory)
        let other = try system.openDirectory(Self.home)
        #expect(throws: Errno.wouldBlock) { try system.lock(other) }
        system.close(directory)
        try system.lock(other)
    }
}

extension SystemCalls {
    /// Writes `text` in one call.
    func writeAll(_ text: String, to descriptor: FileDescriptor) throws(Errno) {
        let bytes = Array(text.utf8)
        _ = try write(bytes.span, to: descriptor)
    }
}
