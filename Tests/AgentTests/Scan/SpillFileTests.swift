import SystemPackage
import TestSupport
import Testing

@testable import Agent

struct SpillFileTests {
    private static let folder: FilePath = "/spill"
    /// Together many times what is kept in memory, in sizes that make no whole pieces; one alone is larger than a piece.
    private static let texts =
        (0..<120).map { [UInt8](repeating: UInt8($0), count: 997 * (1 + $0 % 5)) }
        + [[UInt8](repeating: 200, count: 100_000), [7]]

    /// Keeps all texts and reads them again, the last one first; whether they are as they were.
    private static func keepsAll(_ system: SimulatedSystem) throws -> Bool {
        var file = SpillFile(in: folder, system: system)
        let places = texts.map { file.append($0) }
        for (text, place) in zip(texts, places).reversed() {
            guard try file.bytes(at: place, count: text.count) == text else { return false }
        }
        return true
    }

    @Test func whatWasKeptIsReadAgainInAnyOrder() throws {
        let system = try SimulatedSystem(directory: Self.folder)
        system.makeTransfersShort()
        #expect(try Self.keepsAll(system))
    }

    @Test func littleIsKeptWithoutAFile() throws {
        let system = try SimulatedSystem(directory: Self.folder)
        var file = SpillFile(in: Self.folder, system: system)
        let place = file.append([1, 2, 3])
        #expect(try file.bytes(at: place + 1, count: 2) == [2, 3])
        #expect(system.calls == 0)
    }

    @Test func theFileHasNoNameAndIsClosed() throws {
        let system = try SimulatedSystem(directory: Self.folder)
        #expect(try Self.keepsAll(system))
        #expect(system.openCount == 0)
        let folder = try system.openDirectory(Self.folder)
        #expect(try system.entries(of: folder).isEmpty)
    }

    @Test func withoutAPlaceForAFileMemoryDoes() throws {
        #expect(try Self.keepsAll(SimulatedSystem(directory: "/elsewhere")))
    }

    /// Calls are the one that makes the file, and then writes until all is kept.
    @Test(arguments: 1...5)
    func onADiskThatIsFullMemoryDoes(call: Int) throws {
        let system = try SimulatedSystem(directory: Self.folder)
        system.arm(.fault(.noSpace), at: call)
        #expect(try Self.keepsAll(system))
        #expect(system.disarm())
    }

    @Test func whatCannotBeReadIsAnError() throws {
        let system = try SimulatedSystem(directory: Self.folder)
        var file = SpillFile(in: Self.folder, system: system)
        let places = Self.texts.map { file.append($0) }
        system.arm(.fault(.ioError), at: 1)
        #expect(throws: Errno.ioError) { try file.bytes(at: places[0], count: 997) }
    }

    @Test func onARealDiskTheFileHasNoNameEither() throws {
        let directory = try TemporaryDirectory()
        let kernel = Kernel()
        let descriptor = try kernel.openUnnamed(in: directory.path)
        defer { kernel.close(descriptor) }
        try kernel.write([1, 2, 3, 4], to: descriptor, at: 2)
        #expect(try kernel.read(descriptor, at: 0, count: 9) == [0, 0, 1, 2, 3, 4])
        #expect(try RecordingDirectory(directory.path, system: kernel).entries().isEmpty)
    }
}
