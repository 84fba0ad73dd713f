import SystemPackage

/// A state directory that this process alone has, as long as the value lives.
final class StateLock {
    /// The directory.
    let folder: StateFolder

    /// Takes the directory at `path`.
    ///
    /// - Parameter makesDirectory: whether it is made where there is none.
    /// - Throws: `StateError` where it cannot be used or another process has it.
    init(at path: FilePath, makesDirectory: Bool, system: any SystemCalls) throws(StateError) {
        let directory: FileDescriptor
        do throws(Errno) {
            if makesDirectory { try Self.make(path, system) }
            directory = try system.openDirectory(path)
        } catch {
            throw StateError(path, "cannot be used as state directory: \(error)")
        }
        do throws(Errno) {
            try system.lock(directory)
        } catch {
            system.close(directory)
            guard error == .wouldBlock || error == .resourceTemporarilyUnavailable else {
                throw StateError(path, "cannot be locked: \(error)")
            }
            throw StateError(path, isInUse: true, "is in use by another gait: wait until it has finished")
        }
        folder = StateFolder(directory, at: path, system: system)
    }

    /// Makes the directory at `path`, and waits until its name is on the disk: without it all that is in it is lost.
    private static func make(_ path: FilePath, _ system: any SystemCalls) throws(Errno) {
        try system.makeDirectory(path)
        let above = path.removingLastComponent()
        let parent = try system.openDirectory(above.isEmpty ? "." : above)
        defer { system.close(parent) }
        try system.synchronise(parent)
    }

    deinit {
        folder.system.close(folder.descriptor)
    }
}
