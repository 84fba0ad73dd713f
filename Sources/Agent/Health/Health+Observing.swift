public import SystemPackage

extension Health {
    /// Looks at the daemon whose state directory is at `path`: reads its status, and tries whether the directory is
    /// locked. Needs the right to read both, and neither root nor the daemon.
    ///
    /// Where no daemon runs, the lock is held for the moment of trying.
    public static func observe(stateDirectory path: FilePath, system: any SystemCalls) -> Observation {
        let descriptor: FileDescriptor
        do throws(Errno) {
            descriptor = try system.openDirectory(path)
        } catch .noSuchFileOrDirectory {
            return Observation(status: .noDirectory, isLocked: false)
        } catch {
            return Observation(status: .inaccessible(reason("the state directory", error)), isLocked: false)
        }
        defer { system.close(descriptor) }
        let folder = PublicationFolder(descriptor, at: path, system: system)
        let status: StatusFile
        do throws(PublicationError) {
            status = try folder.read(Status.fileName, atMost: Status.mostBytes).map(StatusFile.bytes) ?? .absent
        } catch {
            return Observation(status: .inaccessible("status.json cannot be read: check its rights"), isLocked: false)
        }
        do throws(Errno) {
            try system.lock(descriptor)
            return Observation(status: status, isLocked: false)
        } catch {
            guard error == .wouldBlock || error == .resourceTemporarilyUnavailable else {
                return Observation(status: .inaccessible(reason("the lock", error)), isLocked: false)
            }
            return Observation(status: status, isLocked: true)
        }
    }

    private static func reason(_ what: String, _ error: Errno) -> String {
        error == .permissionDenied
            ? "no permission to read \(what): join its group" : "\(what) cannot be read: \(error)"
    }
}
