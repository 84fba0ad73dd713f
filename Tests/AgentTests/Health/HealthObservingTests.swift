import Agent
import SystemPackage
import TestSupport
import Testing

struct HealthObservingTests {
    private let directory: TemporaryDirectory
    private let state: FilePath

    init() throws {
        directory = try TemporaryDirectory()
        state = directory.path.appending("state")
    }

    private func observe() -> Health.Observation {
        Health.observe(stateDirectory: state, system: Kernel())
    }

    /// Does `body` with the state directory open, as a daemon has it.
    private func withFolder(_ body: (PublicationFolder) throws -> Void) throws {
        try Kernel().makeDirectory(state)
        let descriptor = try Kernel().openDirectory(state)
        defer { Kernel().close(descriptor) }
        try body(PublicationFolder(descriptor, at: state, system: Kernel()))
    }

    @Test func withoutAStateDirectoryThereIsNothingToSee() {
        #expect(observe() == Health.Observation(status: .noDirectory, isLocked: false))
    }

    @Test func aLockIsSeenOnlyWhileItIsHeld() throws {
        try withFolder { folder in
            try Kernel().lock(folder.descriptor)
            #expect(observe() == Health.Observation(status: .absent, isLocked: true))
        }
        #expect(observe() == Health.Observation(status: .absent, isLocked: false))
    }

    @Test func lookingDoesNotKeepADaemonFromStarting() throws {
        try withFolder { folder in
            _ = observe()
            try Kernel().lock(folder.descriptor)
        }
    }

    @Test func theStatusIsReadAsItWasPublished() throws {
        let status = Status.example()
        try withFolder { try status.publish(in: $0) }
        guard case .bytes(let bytes) = observe().status else {
            Issue.record("\(observe())")
            return
        }
        #expect(try Status(json: bytes) == status)
    }

    @Test func aStatusThatIsNoFileIsNotRead() throws {
        try Kernel().makeDirectory(state)
        try Kernel().makeDirectory(state.appending("status.json"))
        guard case .inaccessible = observe().status else {
            Issue.record("\(observe())")
            return
        }
    }

    @Test func memoryIsMeasured() throws {
        #expect(try residentBytes(Kernel()) > 1 << 20)
    }
}
