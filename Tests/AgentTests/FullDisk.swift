import Agent
import Synchronization
import SystemPackage

/// The kernel with a disk that has little room.
final class FullDisk: SystemCalls {
    private let kernel = Kernel()
    private let room: Mutex<Int>

    /// - Parameter room: how many bytes can be written to all files together.
    init(room: Int) {
        self.room = Mutex(room)
    }

    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor) throws(Errno) -> Int {
        try take(bytes.count)
        return try kernel.write(bytes, to: descriptor)
    }

    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, at offset: Int64) throws(Errno) -> Int {
        try take(bytes.count)
        return try kernel.write(bytes, to: descriptor, at: offset)
    }

    private func take(_ count: Int) throws(Errno) {
        let fits = room.withLock { room in
            room -= count
            return room >= 0
        }
        guard fits else { throw .noSpace }
    }

    func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor { try kernel.openDirectory(path) }

    func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor {
        try kernel.open(name, in: parent, asDirectory: asDirectory)
    }

    func entries(of directory: FileDescriptor) throws(Errno) -> [FileName] { try kernel.entries(of: directory) }

    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus { try kernel.status(of: descriptor) }

    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        try kernel.status(of: name, in: parent)
    }

    func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try unsafe kernel.read(descriptor, into: buffer)
    }

    func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        try unsafe kernel.read(descriptor, at: offset, into: buffer)
    }

    func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try kernel.create(name, in: parent)
    }

    func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try kernel.openForAppending(name, in: parent)
    }

    func openForUpdating(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        try kernel.openForUpdating(name, in: parent)
    }

    func openUnnamed(in path: FilePath) throws(Errno) -> FileDescriptor { try kernel.openUnnamed(in: path) }

    func makeDirectory(_ path: FilePath) throws(Errno) { try kernel.makeDirectory(path) }

    func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        try kernel.makeDirectory(name, in: parent)
    }

    func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno) { try kernel.remove(name, in: parent) }

    func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno) {
        try kernel.setPermissions(permissions, of: descriptor)
    }

    func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno) {
        try kernel.truncate(descriptor, to: size)
    }

    func synchronise(_ descriptor: FileDescriptor) throws(Errno) { try kernel.synchronise(descriptor) }

    func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno) {
        try kernel.rename(from, to: to, in: directory)
    }

    func lock(_ descriptor: FileDescriptor) throws(Errno) { try kernel.lock(descriptor) }

    func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
        try kernel.isLockedByWriter(descriptor)
    }

    func close(_ descriptor: FileDescriptor) { kernel.close(descriptor) }

    func nextEntries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        try kernel.nextEntries(of: directory)
    }

    func generation(of descriptor: FileDescriptor) throws(Errno) -> UInt32? { try kernel.generation(of: descriptor) }

    func fileSystem(of descriptor: FileDescriptor) throws(Errno) -> FileSystemType {
        try kernel.fileSystem(of: descriptor)
    }

    func openNotifications() throws(Errno) -> FileDescriptor { try kernel.openNotifications() }

    func watch(_ directory: FileDescriptor, in queue: FileDescriptor) throws(Errno) -> WatchNumber {
        try kernel.watch(directory, in: queue)
    }

    func unwatch(_ watch: WatchNumber, in queue: FileDescriptor) throws(Errno) {
        try kernel.unwatch(watch, in: queue)
    }

    func notifications(in queue: FileDescriptor) throws(Errno) -> [DirectoryNotification] {
        try kernel.notifications(in: queue)
    }

    func poll(_ descriptors: [FileDescriptor], timeout: Int64?) throws(Errno) -> [Bool] {
        try kernel.poll(descriptors, timeout: timeout)
    }

    func randomBytes(_ count: Int) throws(Errno) -> [UInt8] { try kernel.randomBytes(count) }

    func monotonicTime() -> Int64 { kernel.monotonicTime() }

    func wallClockTime() -> Int64 { kernel.wallClockTime() }

    func openSignals(_ signals: [Signal]) throws(Errno) -> FileDescriptor { try kernel.openSignals(signals) }

    func nextSignal(in queue: FileDescriptor) throws(Errno) -> Signal? { try kernel.nextSignal(in: queue) }
}
