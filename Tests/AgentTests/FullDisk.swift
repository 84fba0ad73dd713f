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

    func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno) {
        let fits = room.withLock { room in
            room -= bytes.count
            return room >= 0
        }
        guard fits else { throw .noSpace }
        try kernel.write(bytes, to: descriptor)
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

    func makeDirectory(_ path: FilePath) throws(Errno) { try kernel.makeDirectory(path) }

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

    func close(_ descriptor: FileDescriptor) { kernel.close(descriptor) }
}
