import SystemPackage

extension RecordingDirectory {
    /// What is at a path, seen without opening it.
    enum Look {
        /// Something of this status.
        case present(FileStatus)
        /// Nothing that can be reached without following a link.
        case absent
        /// Whether anything is there cannot be told; so too where the directory of recordings itself is gone, because it
        /// may merely not be mounted.
        case failed(Errno)
    }

    /// Where in `directory`, not below it, the file `node` lies; `nil` where it does not, or that cannot be told.
    func path(of node: FileNode, in directory: RecordingPath) -> RecordingPath? {
        names(in: directory) { name in
            guard case .present(let status) = look(at: directory.appending(name)) else {
                return false
            }
            return status.device == node.device && status.inode == node.inode
        }.first.map(directory.appending)
    }

    /// The names in `directory`, not below it, of which `isWanted` is true, as far as they can be told; ascending.
    func names(in directory: RecordingPath, where isWanted: (FileName) -> Bool) -> [FileName] {
        guard let descriptor = try? openDescriptor(directory, asDirectory: true) else { return [] }
        defer { system.close(descriptor) }
        var wanted: [FileName] = []
        while let names = try? system.nextEntries(of: descriptor), !names.isEmpty {
            wanted += names.filter(isWanted)
        }
        return wanted.sorted()
    }

    /// Looks at what is at `path`, walking there one component at a time.
    func look(at path: RecordingPath) -> Look {
        var current: FileDescriptor
        do throws(Errno) {
            current = try system.openDirectory(self.path)
        } catch {
            return .failed(error)
        }
        defer { system.close(current) }
        do throws(Errno) {
            for component in path.components.dropLast() {
                let child = try system.open(component, in: current, asDirectory: true)
                system.close(current)
                current = child
            }
            guard let name = path.components.last else { return .present(try system.status(of: current)) }
            return .present(try system.status(of: name, in: current))
        } catch {
            return error.meansAbsent ? .absent : .failed(error)
        }
    }
}

extension Errno {
    /// Whether the error of opening or looking at an entry says that it is not there, or behind a link only.
    var meansAbsent: Bool {
        self == .noSuchFileOrDirectory || self == .notDirectory || self == .tooManySymbolicLinkLevels
    }

    /// Whether the error lies in what a file's owner has set, and stays until they change it.
    var meansForbidden: Bool { self == .permissionDenied || self == .notPermitted }
}
