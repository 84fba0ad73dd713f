import SystemPackage

/// A walk over everything below a directory that stops after any number of entries and goes on later, in memory that
/// depends on neither how many entries there are nor how deep they lie.
///
/// Names come in order of their bytes, each directory's content at the place of its name; where a directory has more
/// than fit into the walk's memory (about 10,000), in runs that are each in order. No symbolic link is followed.
struct DirectoryWalk: ~Copyable {
    /// What the walk comes upon.
    enum Finding {
        /// A directory, open, before its entries are read. It is closed by the walk.
        case directory(RecordingPath, FileDescriptor, FileStatus)
        /// A regular file.
        case file(RecordingPath, FileStatus)
        /// Something that Gait never opens.
        case refused(RecordingPath, UnreadableRecording)
        /// Something that could not be looked at; a directory's entries that have not come yet do not come.
        case failed(RecordingPath, Errno)
    }

    private struct Level {
        var descriptor: FileDescriptor
        var path: RecordingPath
        /// The names of the current run; once it is complete, the next one last.
        var names: [FileName] = []
        var nameBytes = 0
        var isRunComplete = false
        var isRead = false
    }

    /// What the names of the runs of all levels together may take, in bytes; a level's run takes half of what is left.
    private static let memory = 2 * 1024 * 1024
    /// What the run of a level may take at least, so that even the deepest gets on.
    private static let leastMemory = 32 * 1024
    /// What a name takes beside its bytes.
    private static let nameOverhead = 64
    /// How many names are read for the price of one that is looked at.
    private static let namesReadPerEntry = 8

    private let system: any SystemCalls
    private var levels: [Level] = []
    private var start: (path: RecordingPath, descriptor: FileDescriptor, status: FileStatus)?

    /// A walk over what lies below `path` in `directory`; unless given, over all of it.
    ///
    /// - Throws: `Errno` where the directory at `path` cannot be opened.
    init(_ directory: RecordingDirectory, below path: RecordingPath? = nil) throws(Errno) {
        let path = path ?? directory.root
        system = directory.system
        let descriptor = try directory.openDescriptor(path, asDirectory: true)
        do throws(Errno) {
            start = (path, descriptor, try system.status(of: descriptor))
        } catch {
            system.close(descriptor)
            throw error
        }
    }

    deinit {
        if let start { system.close(start.descriptor) }
        for level in levels { system.close(level.descriptor) }
    }

    /// Looks at about `count` entries, and calls `visit` with what it comes upon.
    ///
    /// - Returns: how many were looked at, and whether the walk goes on.
    mutating func advance(by count: Int, visit: (Finding) -> Void) -> (entries: Int, goesOn: Bool) {
        if let start {
            self.start = nil
            levels.append(Level(descriptor: start.descriptor, path: start.path))
            visit(.directory(start.path, start.descriptor, start.status))
        }
        var entries = 0
        var effort = 0
        while effort < count * Self.namesReadPerEntry, let top = levels.indices.last {
            if !levels[top].isRunComplete {
                effort += read(top, visit)
            } else if let name = levels[top].names.popLast() {
                levels[top].nameBytes -= name.bytes.count + Self.nameOverhead
                effort += Self.namesReadPerEntry
                entries += 1
                look(at: name, top, visit)
            } else if levels[top].isRead {
                system.close(levels.removeLast().descriptor)
            } else {
                levels[top].isRunComplete = false
            }
        }
        return (entries, !levels.isEmpty)
    }

    /// Reads some of a directory's names; returns how many.
    private mutating func read(_ top: Int, _ visit: (Finding) -> Void) -> Int {
        let names: [FileName]
        do throws(Errno) {
            names = try system.nextEntries(of: levels[top].descriptor)
        } catch {
            // ENOENT: the directory was removed, and has no entries any more.
            if error != .noSuchFileOrDirectory { visit(.failed(levels[top].path, error)) }
            names = []
        }
        levels[top].names += names
        levels[top].nameBytes += names.reduce(0) { $0 + $1.bytes.count + Self.nameOverhead }
        levels[top].isRead = names.isEmpty
        let above = levels[..<top].reduce(0) { $0 + $1.nameBytes }
        if names.isEmpty || levels[top].nameBytes >= max(Self.leastMemory, (Self.memory - above) / 2) {
            levels[top].names.sort { $1 < $0 }
            levels[top].isRunComplete = true
        }
        return names.count + 1
    }

    private mutating func look(at name: FileName, _ top: Int, _ visit: (Finding) -> Void) {
        let parent = levels[top].descriptor
        let path = levels[top].path.appending(name)
        do throws(Errno) {
            let status = try system.status(of: name, in: parent)
            switch status.kind {
            case .file:
                visit(.file(path, status))
            case .directory:
                guard path.components.count < RecordingDirectory.deepest else {
                    visit(.refused(path, .tooDeep))
                    return
                }
                let descriptor = try system.open(name, in: parent, asDirectory: true)
                levels.append(Level(descriptor: descriptor, path: path))
                // Of what was opened, which need not be what was looked at.
                visit(.directory(path, descriptor, try system.status(of: descriptor)))
            case .symbolicLink, .special:
                visit(.refused(path, UnreadableRecording(kind: status.kind)))
            }
        } catch {
            visit(.failed(path, error))
        }
    }
}
