import Agent
import SystemPackage

/// What a simulated system holds: files and directories with what a power cut leaves of them, and open descriptors.
struct SimulatedDisk {
    /// What is left of what was written and never synchronised.
    enum Survival: CaseIterable {
        /// Nothing, neither contents nor entries of directories.
        case onlySynchronised
        /// All of it.
        case everythingWritten
        /// All entries of directories and the sizes of files, but zeros instead of the last half of what was appended.
        case tornWrites
    }

    private struct Node {
        var kind: FileStatus.Kind
        var content: [UInt8] = []
        var synchronisedContent: [UInt8] = []
        var entries: [FileName: Int] = [:]
        var synchronisedEntries: [FileName: Int] = [:]
        /// How often the content was changed, and when that was last.
        var changes: Int64 = 0
        var modified: Int64 = 0
        /// Whether another process holds a lock on it that keeps others from writing.
        var isLockedByWriter = false
        var isWriteProtected = false
    }

    private struct Opening {
        var node: Int
        var offset = 0
        var appends = false
        var writes = false
        /// Whether a directory's entries were all given.
        var isListed = false
    }

    /// What the clock shows, in ns since 1970.
    var wallClock: Int64 = 0

    private static let root = 0
    private var nodes = [root: Node(kind: .directory)]
    private var nextNode = 1
    private var openings: [CInt: Opening] = [:]
    /// Never used twice, so that what a killed process still closes hits nothing.
    private var nextDescriptor: CInt = 3
    /// Locked nodes, by the descriptor that holds them.
    private var locks: [CInt: Int] = [:]

    /// How many descriptors are open.
    var openCount: Int { openings.count }

    mutating func restart(keeping survival: Survival) {
        openings = [:]
        locks = [:]
        for (number, node) in nodes {
            switch survival {
            case .onlySynchronised:
                nodes[number]?.content = node.synchronisedContent
                nodes[number]?.entries = node.synchronisedEntries
            case .everythingWritten:
                break
            case .tornWrites:
                let new = node.content.count - node.synchronisedContent.count
                for byte in node.content.indices.suffix(max(new / 2, 0)) { nodes[number]?.content[byte] = 0 }
            }
        }
        for number in nodes.keys { synchroniseNode(number) }
    }

    /// The contents of all files below the directory at `path`, by name.
    func files(in path: FilePath) -> [String: [UInt8]] {
        guard let directory = try? node(at: path) else { return [:] }
        var files: [String: [UInt8]] = [:]
        for (name, number) in nodes[directory]?.entries ?? [:] {
            let text = String(decoding: name.bytes, as: UTF8.self)
            if nodes[number]?.kind == .directory {
                for (below, content) in self.files(in: path.appending(text)) { files["\(text)/\(below)"] = content }
            } else {
                files[text] = nodes[number]?.content
            }
        }
        return files
    }

    /// Puts a file there, as if it had always been there.
    mutating func place(_ content: [UInt8], at path: FilePath) throws(Errno) {
        let directory = try node(at: path.removingLastComponent())
        guard let name = path.lastComponent.map({ FileName($0.string) }) else { throw .invalidArgument }
        let number = nodes[directory]?.entries[name] ?? add(.file, name, to: directory)
        if nodes[number]?.content != content {
            nodes[number]?.changes += 1
            nodes[number]?.modified = wallClock
        }
        nodes[number]?.content = content
        synchroniseNode(number)
        synchroniseNode(directory)
    }

    /// Renames a file, as if it had always been called that.
    mutating func move(_ from: FilePath, to: FilePath) throws(Errno) {
        let parent = try node(at: from.removingLastComponent())
        guard let old = from.lastComponent.map({ FileName($0.string) }), let number = nodes[parent]?.entries[old],
            let new = to.lastComponent.map({ FileName($0.string) })
        else { throw .noSuchFileOrDirectory }
        let target = try node(at: to.removingLastComponent())
        nodes[parent]?.entries[old] = nil
        nodes[target]?.entries[new] = number
        synchroniseNode(parent)
        synchroniseNode(target)
    }

    /// Removes a file, as if it had never been there.
    mutating func removeFile(at path: FilePath) throws(Errno) {
        let parent = try node(at: path.removingLastComponent())
        guard let name = path.lastComponent.map({ FileName($0.string) }) else { throw .invalidArgument }
        nodes[parent]?.entries[name] = nil
        synchroniseNode(parent)
    }

    /// Lets another process lock a file for writing, or let go of it.
    mutating func setLock(_ isLocked: Bool, on path: FilePath) throws(Errno) {
        nodes[try node(at: path)]?.isLockedByWriter = isLocked
    }

    /// Takes from everybody the permission to write to a file.
    mutating func protect(_ path: FilePath) throws(Errno) {
        let number = try node(at: path)
        nodes[number]?.isWriteProtected = true
        nodes[number]?.changes += 1
    }

    /// Makes a directory, as if it had always been there.
    mutating func placeDirectory(at path: FilePath) throws(Errno) {
        try makeDirectory(path)
        synchroniseNode(try node(at: path.removingLastComponent()))
    }

    // MARK: Directories and entries

    private func node(at path: FilePath) throws(Errno) -> Int {
        var number = Self.root
        for component in path.components {
            guard let next = nodes[number]?.entries[FileName(component.string)] else { throw .noSuchFileOrDirectory }
            number = next
        }
        return number
    }

    mutating func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor {
        let number = try node(at: path)
        guard nodes[number]?.kind == .directory else { throw .notDirectory }
        return open(Opening(node: number))
    }

    mutating func makeDirectory(_ path: FilePath) throws(Errno) {
        let parent = try node(at: path.removingLastComponent())
        guard let name = path.lastComponent.map({ FileName($0.string) }) else { return }
        if nodes[parent]?.entries[name] == nil { _ = add(.directory, name, to: parent) }
    }

    mutating func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        let parent = try directory(parent)
        if nodes[parent]?.entries[name] == nil { _ = add(.directory, name, to: parent) }
    }

    func entries(of descriptor: FileDescriptor) throws(Errno) -> [FileName] {
        try nodes[directory(descriptor)].map { Array($0.entries.keys) } ?? []
    }

    /// All entries at the first call, then none.
    mutating func nextEntries(of descriptor: FileDescriptor) throws(Errno) -> [FileName] {
        guard try !opening(descriptor).isListed else { return [] }
        openings[descriptor.rawValue]?.isListed = true
        return try entries(of: descriptor).sorted()
    }

    mutating func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        let parent = try directory(parent)
        guard let number = nodes[parent]?.entries[name] else { throw .noSuchFileOrDirectory }
        guard nodes[number]?.kind != .directory else { throw .isDirectory }
        nodes[parent]?.entries[name] = nil
    }

    mutating func rename(_ from: FileName, to: FileName, in parent: FileDescriptor) throws(Errno) {
        let parent = try directory(parent)
        guard let number = nodes[parent]?.entries[from] else { throw .noSuchFileOrDirectory }
        nodes[parent]?.entries[from] = nil
        nodes[parent]?.entries[to] = number
    }

    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        status(try opening(descriptor).node)
    }

    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        guard let number = nodes[try directory(parent)]?.entries[name] else { throw .noSuchFileOrDirectory }
        return status(number)
    }

    private func status(_ number: Int) -> FileStatus {
        let modified = nodes[number]?.modified ?? 0
        return FileStatus(
            kind: nodes[number]?.kind ?? .special,
            size: Int64(nodes[number]?.content.count ?? 0),
            device: 1,
            inode: UInt64(number),
            modified: modified,
            // No two changes are at the same time.
            changed: modified + (nodes[number]?.changes ?? 0),
            isWriteProtected: nodes[number]?.isWriteProtected ?? false
        )
    }

    private func directory(_ descriptor: FileDescriptor) throws(Errno) -> Int {
        let number = try opening(descriptor).node
        guard nodes[number]?.kind == .directory else { throw .notDirectory }
        return number
    }

    private mutating func add(_ kind: FileStatus.Kind, _ name: FileName, to parent: Int) -> Int {
        defer { nextNode += 1 }
        nodes[nextNode] = Node(kind: kind)
        nodes[parent]?.entries[name] = nextNode
        return nextNode
    }

    // MARK: Files

    mutating func open(
        _ name: FileName,
        in parent: FileDescriptor,
        asDirectory: Bool = false,
        creates: Bool = false,
        truncates: Bool = false,
        appends: Bool = false
    ) throws(Errno) -> FileDescriptor {
        let parent = try directory(parent)
        let existing = nodes[parent]?.entries[name]
        guard existing != nil || creates else { throw .noSuchFileOrDirectory }
        let number = existing ?? add(.file, name, to: parent)
        if asDirectory, nodes[number]?.kind != .directory { throw .notDirectory }
        if truncates { nodes[number]?.content = [] }
        return open(Opening(node: number, appends: appends, writes: creates))
    }

    private mutating func open(_ opening: Opening) -> FileDescriptor {
        defer { nextDescriptor += 1 }
        openings[nextDescriptor] = opening
        return FileDescriptor(rawValue: nextDescriptor)
    }

    private func opening(_ descriptor: FileDescriptor) throws(Errno) -> Opening {
        guard let opening = openings[descriptor.rawValue] else { throw .badFileDescriptor }
        return opening
    }

    /// The next bytes, at most `count`.
    mutating func read(_ descriptor: FileDescriptor, count: Int) throws(Errno) -> ArraySlice<UInt8> {
        let bytes = try read(descriptor, at: opening(descriptor).offset, count: count)
        openings[descriptor.rawValue]?.offset += bytes.count
        return bytes
    }

    /// At most `count` bytes from `offset` on.
    func read(_ descriptor: FileDescriptor, at offset: Int, count: Int) throws(Errno) -> ArraySlice<UInt8> {
        nodes[try opening(descriptor).node]?.content.dropFirst(offset).prefix(count) ?? []
    }

    /// Writes at the descriptor's position, or at `offset`.
    mutating func write(_ bytes: [UInt8], to descriptor: FileDescriptor, at offset: Int? = nil) throws(Errno) {
        let opening = try opening(descriptor)
        guard opening.writes else { throw .badFileDescriptor }
        let size = nodes[opening.node]?.content.count ?? 0
        let start = offset ?? (opening.appends ? size : opening.offset)
        let end = start + bytes.count
        if start == size {
            nodes[opening.node]?.content += bytes
        } else {
            if end > size { nodes[opening.node]?.content += [UInt8](repeating: 0, count: end - size) }
            nodes[opening.node]?.content.replaceSubrange(start..<end, with: bytes)
        }
        if offset == nil { openings[descriptor.rawValue]?.offset = end }
    }

    mutating func truncate(_ descriptor: FileDescriptor, to size: Int) throws(Errno) {
        let number = try opening(descriptor).node
        let old = nodes[number]?.content.count ?? 0
        nodes[number]?.content.removeLast(max(old - size, 0))
        nodes[number]?.content += [UInt8](repeating: 0, count: max(size - old, 0))
    }

    mutating func synchronise(_ descriptor: FileDescriptor) throws(Errno) {
        synchroniseNode(try opening(descriptor).node)
    }

    private mutating func synchroniseNode(_ number: Int) {
        guard let node = nodes[number] else { return }
        nodes[number]?.synchronisedContent = node.content
        nodes[number]?.synchronisedEntries = node.entries
    }

    mutating func lock(_ descriptor: FileDescriptor) throws(Errno) {
        let number = try opening(descriptor).node
        guard !locks.contains(where: { $0.value == number && $0.key != descriptor.rawValue }) else {
            throw .wouldBlock
        }
        locks[descriptor.rawValue] = number
    }

    func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
        nodes[try opening(descriptor).node]?.isLockedByWriter ?? false
    }

    mutating func close(_ descriptor: FileDescriptor) {
        openings[descriptor.rawValue] = nil
        locks[descriptor.rawValue] = nil
    }
}
