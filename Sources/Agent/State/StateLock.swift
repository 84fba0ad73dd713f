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
            if makesDirectory { try system.makeDirectory(path) }
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
            throw StateError(path, "is in use by another gait: wait until it has finished")
        }
        folder = StateFolder(directory, at: path, system: system)
    }

    deinit {
        folder.system.close(folder.descriptor)
    }
}
