import Agent
import Synchronization
import SystemPackage

/// A system in memory that counts its calls and can fail or be killed at each of them.
final class SimulatedSystem: SystemCalls, ServiceCalls {
    /// What happens at some call.
    enum Event {
        /// The process is killed: half of what a write should write is written, and every call fails with EIO until
        /// `restart`.
        case kill
        /// The call fails once. After EINTR it is repeated where the seam promises that.
        case fault(Errno)
    }

    private struct State {
        var disk = SimulatedDisk()
        var calls = 0
        var event: (call: Int, event: Event)?
        var isDead = false
        var datagrams: [String] = []
        var transfersShort = false
        var time: Int64 = 1_000_000_000
        /// By how much the wall clock is ahead of the monotonic one, in ns.
        var clockLead: Int64 = 0
        var signals: [(time: Int64, signal: Signal)] = []

        /// How much of `asked` bytes one call transfers.
        func transferred(_ asked: Int) -> Int { transfersShort ? max(asked / 2, min(asked, 1)) : asked }
    }

    private let state = Mutex(State())

    /// A disk with the empty directory `path` on it.
    init(directory path: FilePath) throws(Errno) {
        let failure = state.withLock { state -> Errno? in
            do throws(Errno) {
                try state.disk.makeDirectory(path)
            } catch {
                return error
            }
            state.disk.restart(keeping: .everythingWritten)
            return nil
        }
        if let failure { throw failure }
    }

    /// How many calls there have been since the last `restart` or `arm`.
    var calls: Int { state.withLock { $0.calls } }

    /// How many descriptors are open.
    var openCount: Int { state.withLock { $0.disk.openCount } }

    /// Whether the process has been killed.
    var isDead: Bool { state.withLock { $0.isDead } }

    /// Counts calls from 1 on again, and lets `event` happen at call number `call`.
    func arm(_ event: Event, at call: Int) {
        state.withLock { state in
            state.calls = 0
            state.event = (call, event)
        }
    }

    /// Takes back what `arm` asked for, and says whether it has happened.
    func disarm() -> Bool {
        state.withLock { state in
            defer { state.event = nil }
            return state.event == nil
        }
    }

    /// Lets every read and every write transfer half of what was asked for, and one byte at least.
    func makeTransfersShort() {
        state.withLock { $0.transfersShort = true }
    }

    /// Starts the machine anew: nothing is open, and of what was never synchronised is left what `survival` says.
    func restart(keeping survival: SimulatedDisk.Survival) {
        state.withLock { state in
            state.disk.restart(keeping: survival)
            state.isDead = false
            state.event = nil
            state.calls = 0
            // Those were for the process that is no more.
            state.signals = []
        }
    }

    /// The contents of all files below the directory at `path`.
    func files(in path: FilePath) -> [String: [UInt8]] {
        state.withLock { $0.disk.files(in: path) }
    }

    /// Puts a file there, as if it had always been there.
    func place(_ content: [UInt8], at path: FilePath) throws(Errno) {
        try perform(isCounted: false) { state throws(Errno) in try state.disk.place(content, at: path) }
    }

    /// Does to the disk what another process does.
    func change(_ body: (inout SimulatedDisk) throws(Errno) -> Void) throws(Errno) {
        try perform(isCounted: false) { state throws(Errno) in try body(&state.disk) }
    }

    /// Lets `signal` come so many ns from now, after those that were asked for before.
    func plan(_ signal: Signal, after time: Int64) {
        state.withLock { $0.signals.append(($0.time + time, signal)) }
    }

    /// Lets so many ns pass.
    func pass(_ time: Int64) {
        state.withLock { $0.time += time }
    }

    /// Sets the wall clock to so many ns ahead of the monotonic one.
    func setClock(ahead lead: Int64) {
        state.withLock { $0.clockLead = lead }
    }

    private func perform<Result: Sendable>(
        isCounted: Bool = true,
        killed: (inout State) -> Void = { _ in },
        returnsInterrupted: Bool = false,
        _ body: (inout State) throws(Errno) -> Result
    ) throws(Errno) -> Result {
        let result = state.withLock { state -> Swift.Result<Result, Errno> in
            state.disk.wallClock = state.time + state.clockLead
            if isCounted {
                if state.isDead { return .failure(.ioError) }
                state.calls += 1
                if let event = state.event, event.call == state.calls {
                    state.event = nil
                    switch event.event {
                    case .kill:
                        killed(&state)
                        state.isDead = true
                        return .failure(.ioError)
                    case .fault(.interrupted) where !returnsInterrupted:
                        state.calls += 1
                    case .fault(let error):
                        return .failure(error)
                    }
                }
            }
            do throws(Errno) {
                return .success(try body(&state))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in try state.disk.openDirectory(path) }
    }

    func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in try state.disk.open(name, in: parent, asDirectory: asDirectory) }
    }

    func entries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        try perform { state throws(Errno) in try state.disk.entries(of: directory) }
    }

    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        try perform { state throws(Errno) in try state.disk.status(of: descriptor) }
    }

    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        try perform { state throws(Errno) in try state.disk.status(of: name, in: parent) }
    }

    func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let asked = buffer.count
        let bytes = try perform(returnsInterrupted: true) { state throws(Errno) in
            try state.disk.read(descriptor, count: state.transferred(asked))
        }
        // The bytes are at most as many as the buffer holds.
        unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        return bytes.count
    }

    func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        let asked = buffer.count
        let bytes = try perform(returnsInterrupted: true) { state throws(Errno) in
            try state.disk.read(descriptor, at: Int(offset), count: state.transferred(asked))
        }
        // The bytes are at most as many as the buffer holds.
        unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        return bytes.count
    }

    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor) throws(Errno) -> Int {
        try write(bytes, to: descriptor, offset: nil)
    }

    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, at offset: Int64) throws(Errno) -> Int {
        try write(bytes, to: descriptor, offset: Int(offset))
    }

    private func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, offset: Int?) throws(Errno) -> Int {
        // The buffer outlives the call, which copies it.
        let copy = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        return try perform(
            killed: { state in
                let half = Array(copy.prefix(copy.count / 2))
                try? state.disk.write(half, to: descriptor, at: offset)
            },
            returnsInterrupted: true
        ) { state throws(Errno) in
            let taken = Array(copy.prefix(state.transferred(copy.count)))
            try state.disk.write(taken, to: descriptor, at: offset)
            return taken.count
        }
    }

    func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in try state.disk.open(name, in: parent, creates: true, truncates: true) }
    }

    func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in try state.disk.open(name, in: parent, creates: true, appends: true) }
    }

    func openForUpdating(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in try state.disk.open(name, in: parent, creates: true) }
    }

    func openUnnamed(in path: FilePath) throws(Errno) -> FileDescriptor {
        try perform { state throws(Errno) in
            let parent = try state.disk.openDirectory(path)
            let file = try state.disk.open(FileName("unnamed"), in: parent, creates: true)
            try state.disk.remove(FileName("unnamed"), in: parent)
            state.disk.close(parent)
            return file
        }
    }

    func makeDirectory(_ path: FilePath) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.makeDirectory(path) }
    }

    func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.makeDirectory(name, in: parent) }
    }

    func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno) {
        try perform { _ throws(Errno) in }
    }

    func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.remove(name, in: parent) }
    }

    func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.truncate(descriptor, to: Int(size)) }
    }

    func synchronise(_ descriptor: FileDescriptor) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.synchronise(descriptor) }
    }

    func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.rename(from, to: to, in: directory) }
    }

    func lock(_ descriptor: FileDescriptor) throws(Errno) {
        try perform { state throws(Errno) in try state.disk.lock(descriptor) }
    }

    func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
        try perform { state throws(Errno) in try state.disk.isLockedByWriter(descriptor) }
    }

    /// The same at each call.
    func randomBytes(_ count: Int) throws(Errno) -> [UInt8] {
        try perform { _ in (0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + 1) } }
    }

    func close(_ descriptor: FileDescriptor) {
        // A descriptor is gone whatever close(2) says; a killed process's are gone already.
        try? perform { _ throws(Errno) in }
        state.withLock { $0.disk.close(descriptor) }
    }

    func nextEntries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        try perform { state throws(Errno) in try state.disk.nextEntries(of: directory) }
    }

    func generation(of descriptor: FileDescriptor) throws(Errno) -> UInt32? { nil }

    func fileSystem(of descriptor: FileDescriptor) throws(Errno) -> FileSystemType { FileSystemType(magic: 0xEF53) }

    // MARK: Waiting: nothing is told but signals, so that everything is polled.

    private static let signalQueue = FileDescriptor(rawValue: .max)

    func openNotifications() throws(Errno) -> FileDescriptor { throw .noFunction }

    func watch(_ directory: FileDescriptor, in queue: FileDescriptor) throws(Errno) -> WatchNumber {
        throw .noFunction
    }

    func unwatch(_ watch: WatchNumber, in queue: FileDescriptor) throws(Errno) {}

    func notifications(in queue: FileDescriptor) throws(Errno) -> [DirectoryNotification] { [] }

    func poll(_ descriptors: [FileDescriptor], timeout: Int64?) throws(Errno) -> [Bool] {
        let hasSignal = state.withLock { state in
            let end = state.time + (timeout ?? 0)
            guard let next = state.signals.first, next.time <= end else {
                state.time = end
                return false
            }
            state.time = max(state.time, next.time)
            return true
        }
        return descriptors.map { hasSignal && $0 == Self.signalQueue }
    }

    func monotonicTime() -> Int64 { state.withLock { $0.time } }

    func wallClockTime() -> Int64 { state.withLock { $0.time + $0.clockLead } }

    func openSignals(_ signals: [Signal]) throws(Errno) -> FileDescriptor { Self.signalQueue }

    func nextSignal(in queue: FileDescriptor) throws(Errno) -> Signal? {
        state.withLock { state in
            guard let next = state.signals.first, next.time <= state.time else { return nil }
            return state.signals.removeFirst().signal
        }
    }

    // MARK: The service manager

    /// What the service manager was told, a text for each datagram.
    var datagrams: [String] { state.withLock { $0.datagrams } }

    func openDatagramSocket() throws(Errno) -> FileDescriptor { FileDescriptor(rawValue: .max - 1) }

    func send(_ datagram: [UInt8], to address: [UInt8], from socket: FileDescriptor) throws(Errno) {
        state.withLock { $0.datagrams.append(String(decoding: datagram, as: UTF8.self)) }
    }

    func freeBytes(around descriptor: FileDescriptor) throws(Errno) -> Int64 { 1 << 40 }

    func releaseFreeMemory() {}

    func returnLargeMemory() {}

    func raiseDescriptorLimit() throws(Errno) -> Int { 1024 }

    func forbidCoreDumps() throws(Errno) {}

    func pause(milliseconds: Int32) { pass(Int64(milliseconds) * 1_000_000) }
}
