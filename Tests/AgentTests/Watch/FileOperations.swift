@testable import Agent
import Foundation
import Statistics
import SystemPackage
import TestSupport

/// What happens to files, on any file system.
protocol FileOperations {
    var directory: RecordingDirectory { get }
    var system: any SystemCalls { get }
    /// Makes the file anew, on another inode than one that is there.
    func create(_ name: String, _ content: [UInt8]) throws
    func append(_ name: String, _ content: [UInt8]) throws
    /// Sets the content of the same file.
    func overwrite(_ name: String, _ content: [UInt8]) throws
    func move(_ name: String, _ target: String) throws
    func remove(_ name: String) throws
}

extension FileOperations {
    func observation(_ name: String, _ mark: ContentMark, _ hash: SipHash) throws -> FileObservation {
        let file = try directory.open(RecordingPath(name))
        defer { system.close(file.descriptor) }
        let status = try system.status(of: file.descriptor)
        return FileObservation(
            node: FileNode(
                device: status.device,
                inode: status.inode,
                generation: try system.generation(of: file.descriptor)
            ),
            size: status.size,
            mark: try directory.mark(of: file.descriptor, at: mark.offset, hash)
        )
    }

    /// The identity of the file once its first `count` bytes were read.
    func identity(_ name: String, upTo count: Int, _ hash: SipHash) throws -> FileIdentity {
        let file = try directory.open(RecordingPath(name))
        defer { system.close(file.descriptor) }
        let content = try system.read(file.descriptor, at: 0, count: count)
        var trail = ContentTrail(hash: hash)
        trail.append(content.span)
        return FileIdentity(node: try observation(name, trail.mark, hash).node, mark: trail.mark)
    }
}

extension MemoryTree: FileOperations {
    var system: any SystemCalls { self }

    func create(_ name: String, _ content: [UInt8]) { make(name, .file, content) }
    func append(_ name: String, _ content: [UInt8]) {
        with {
            let path = RecordingPath(name).components
            $0.set(path, ($0.content(path) ?? []) + content)
        }
    }
    func overwrite(_ name: String, _ content: [UInt8]) { set(name, content) }
    func move(_ name: String, _ target: String) { move(name, to: target) }
}

/// Files of a real temporary directory.
struct RealFiles: FileOperations {
    private let temporary: TemporaryDirectory
    let system: any SystemCalls = Kernel()

    init() throws { temporary = try TemporaryDirectory() }

    var directory: RecordingDirectory { RecordingDirectory(temporary.path, system: system) }

    private func url(_ name: String) -> URL { temporary.url.appending(path: name) }

    func create(_ name: String, _ content: [UInt8]) throws { try Data(content).write(to: url(name), options: .atomic) }

    func append(_ name: String, _ content: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: url(name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(content))
        try handle.close()
    }

    func overwrite(_ name: String, _ content: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: url(name))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(content))
        try handle.close()
    }

    func move(_ name: String, _ target: String) throws {
        guard unsafe rename(url(name).path, url(target).path) == 0 else { throw Errno(rawValue: errno) }
    }

    func remove(_ name: String) throws {
        guard unsafe unlink(url(name).path) == 0 else { throw Errno(rawValue: errno) }
    }
}
