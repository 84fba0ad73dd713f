import Agent
import Recordings
import Synchronization
import SystemPackage

/// A directory in memory with its notifications and clock, in which a test can let anything happen at any moment.
///
/// What a watch does not call is refused with ENOSYS.
final class MemoryTree: SystemCalls {
    struct Node {
        var kind: FileStatus.Kind
        var generation: UInt32
        var content: [UInt8] = []
        var entries: [FileName: UInt64] = [:]
        var modified: Int64 = 0
    }

    fileprivate struct Opened {
        var inode: UInt64
        var position = 0
    }

    struct State {
        fileprivate(set) var nodes: [UInt64: Node] = [1: Node(kind: .directory, generation: 1)]
        fileprivate var opened: [CInt: Opened] = [:]
        fileprivate var watches: [WatchNumber: UInt64] = [:]
        fileprivate var lastDescriptor: CInt = 100
        fileprivate var lastWatch: Int32 = 0
        fileprivate var lastGeneration: UInt32 = 1
        fileprivate var freeInodes: [UInt64] = []
        fileprivate var mayHaveLostNames = false
        var queue: [DirectoryNotification] = []
        /// How many watches the kernel grants.
        var watchLimit = Int.max
        /// How many descriptors the process may have open.
        var descriptorLimit = Int.max
        var magic: UInt32 = 0xEF53
        /// Whether the file system tells generations.
        var hasGenerations = true
        /// Whether what happens is told of.
        var isSilent = false
        var time: Int64 = 0
        /// How far the clock goes on with every look at an entry.
        var timePerLook: Int64 = 0
        /// What is thrown by the next looks at entries.
        var failures: [Errno] = []
        /// What happens just before the entry of this name is opened, once.
        var beforeOpening: [FileName: @Sendable (inout State) -> Void] = [:]
        var looks = 0
        var listings = 0
    }

    private let state = Mutex(State())

    func with<Result: Sendable>(_ body: (inout sending State) -> sending Result) -> Result { state.withLock(body) }

    var openCount: Int { with { $0.opened.count } }

    func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor {
        try locked { state throws(Errno) in try state.open(1) }
    }

    func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor {
        try locked { state throws(Errno) in
            if let action = state.beforeOpening.removeValue(forKey: name) { action(&state) }
            let inode = try state.child(name, of: parent)
            let kind = state.nodes[inode]!.kind
            if asDirectory && kind != .directory { throw Errno.notDirectory }
            if kind == .symbolicLink { throw Errno.tooManySymbolicLinkLevels }
            return try state.open(inode)
        }
    }

    func nextEntries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        try locked { state throws(Errno) in
            let (inode, position) = (try state.inode(directory), state.opened[directory.rawValue]!.position)
            guard let node = state.nodes[inode] else { throw Errno.noSuchFileOrDirectory }
            state.listings += 1
            // By inode, so in another order than by name.
            let names = node.entries.sorted { $0.value < $1.value }.map(\.key).dropFirst(position).prefix(100)
            state.opened[directory.rawValue]!.position += names.count
            return Array(names)
        }
    }

    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        try locked { state throws(Errno) in state.status(try state.inode(descriptor)) }
    }

    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        try locked { state throws(Errno) in
            state.looks += 1
            state.time += state.timePerLook
            if !state.failures.isEmpty { throw state.failures.removeFirst() }
            return state.status(try state.child(name, of: parent))
        }
    }

    func generation(of descriptor: FileDescriptor) throws(Errno) -> UInt32? {
        try locked { state throws(Errno) in
            let inode = try state.inode(descriptor)
            return state.hasGenerations ? state.nodes[inode]?.generation : nil
        }
    }

    func fileSystem(of descriptor: FileDescriptor) throws(Errno) -> FileSystemType {
        FileSystemType(magic: with { $0.magic })
    }

    func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        let content = try locked { state throws(Errno) in state.nodes[try state.inode(descriptor)]?.content ?? [] }
        let part = content.dropFirst(Int(offset)).prefix(buffer.count)
        unsafe buffer.copyBytes(from: part)
        return part.count
    }

    func close(_ descriptor: FileDescriptor) {
        with { state in
            if state.opened.removeValue(forKey: descriptor.rawValue) != nil { state.releaseNodes() }
        }
    }

    func openNotifications() throws(Errno) -> FileDescriptor {
        try locked { state throws(Errno) in try state.open(0) }
    }

    func watch(_ directory: FileDescriptor, in queue: FileDescriptor) throws(Errno) -> WatchNumber {
        try locked { state throws(Errno) in
            let inode = try state.inode(directory)
            if let known = state.watches.first(where: { $0.value == inode }) { return known.key }
            guard state.watches.count < state.watchLimit else { throw Errno.noSpace }
            state.lastWatch += 1
            let watch = WatchNumber(rawValue: state.lastWatch)
            state.watches[watch] = inode
            return watch
        }
    }

    func unwatch(_ watch: WatchNumber, in queue: FileDescriptor) throws(Errno) {
        try locked { state throws(Errno) in
            guard state.watches.removeValue(forKey: watch) != nil else { throw Errno.invalidArgument }
            state.queue.append(DirectoryNotification(watch: watch, events: .unwatched))
        }
    }

    func notifications(in queue: FileDescriptor) throws(Errno) -> [DirectoryNotification] {
        with { state in
            let batch = Array(state.queue.prefix(50))
            state.queue.removeFirst(batch.count)
            return batch
        }
    }

    func randomBytes(_ count: Int) throws(Errno) -> [UInt8] { throw .noFunction }

    func monotonicTime() -> Int64 { with { $0.time } }

    func wallClockTime() -> Int64 { with { $0.time } }

    var watchCount: Int { with { $0.watches.count } }

    private func locked<Result: Sendable>(
        _ body: (inout sending State) throws(Errno) -> sending Result
    ) throws(Errno) -> Result {
        try state.withLock(body)
    }
}

extension MemoryTree.State {
    fileprivate mutating func open(_ inode: UInt64) throws(Errno) -> FileDescriptor {
        guard opened.count < descriptorLimit else { throw .tooManyOpenFiles }
        lastDescriptor += 1
        opened[lastDescriptor] = .init(inode: inode)
        return FileDescriptor(rawValue: lastDescriptor)
    }

    fileprivate func inode(_ descriptor: FileDescriptor) throws(Errno) -> UInt64 {
        guard let opened = opened[descriptor.rawValue] else { throw .badFileDescriptor }
        return opened.inode
    }

    fileprivate func child(_ name: FileName, of parent: FileDescriptor) throws(Errno) -> UInt64 {
        guard let inode = nodes[try inode(parent)]?.entries[name] else { throw .noSuchFileOrDirectory }
        return inode
    }

    fileprivate func status(_ inode: UInt64) -> FileStatus {
        let node = nodes[inode]
        return FileStatus(
            kind: node?.kind ?? .directory,
            size: Int64(node?.content.count ?? 0),
            device: 7,
            inode: inode,
            modified: node?.modified ?? 0,
            changed: node?.modified ?? 0
        )
    }

    private func find(_ path: [FileName]) -> UInt64? {
        path.reduce(UInt64(1)) { inode, name in inode.flatMap { nodes[$0]?.entries[name] } }
    }

    private mutating func notify(
        _ parent: UInt64,
        _ name: FileName,
        _ events: DirectoryNotification.Events,
        _ kind: FileStatus.Kind
    ) {
        guard !isSilent, let watch = watches.first(where: { $0.value == parent })?.key else { return }
        let all = kind == .directory ? events.union(.directory) : events
        queue.append(DirectoryNotification(watch: watch, events: all, name: name))
    }

    /// Takes away the nodes that no directory and no descriptor has any more; their inodes are the first to be given
    /// again.
    fileprivate mutating func releaseNodes() {
        guard mayHaveLostNames else { return }
        mayHaveLostNames = opened.count > 0
        let held = Set(nodes.values.flatMap(\.entries.values)).union(opened.values.map(\.inode)).union([1])
        for inode in nodes.keys.sorted() where !held.contains(inode) {
            nodes[inode] = nil
            freeInodes.append(inode)
            for (watch, watched) in watches where watched == inode {
                watches[watch] = nil
                queue.append(DirectoryNotification(watch: watch, events: .selfDeleted))
                queue.append(DirectoryNotification(watch: watch, events: .unwatched))
            }
        }
    }

    /// Makes the entry at `path`, with the directories on the way.
    mutating func make(_ path: [FileName], _ kind: FileStatus.Kind = .file, _ content: [UInt8] = []) {
        guard let name = path.last else { return }
        let directory = Array(path.dropLast())
        if find(directory) == nil { make(directory, .directory) }
        guard let parent = find(directory) else { return }
        let inode = freeInodes.popLast() ?? (nodes.keys.max() ?? 1) + 1
        lastGeneration += 1
        nodes[inode] = MemoryTree.Node(kind: kind, generation: lastGeneration, content: content)
        mayHaveLostNames = mayHaveLostNames || nodes[parent]?.entries[name] != nil
        nodes[parent]?.entries[name] = inode
        notify(parent, name, .created, kind)
        releaseNodes()
    }

    /// Sets the content of the file at `path`, which stays the same file.
    mutating func set(_ path: [FileName], _ content: [UInt8]) {
        guard let name = path.last, let inode = find(path), let parent = find(path.dropLast()) else { return }
        nodes[inode]?.content = content
        nodes[inode]?.modified += 1
        notify(parent, name, .modified, .file)
    }

    /// Takes the entry at `path` away.
    mutating func remove(_ path: [FileName]) {
        guard let name = path.last, let inode = find(path), let parent = find(path.dropLast()) else { return }
        mayHaveLostNames = true
        nodes[parent]?.entries[name] = nil
        notify(parent, name, .deleted, nodes[inode]?.kind ?? .file)
        releaseNodes()
    }

    /// Moves the entry at `path`, over what is at `target`.
    mutating func move(_ path: [FileName], to target: [FileName]) {
        guard let name = path.last, let inode = find(path), let parent = find(path.dropLast()),
            let newName = target.last, let newParent = find(target.dropLast()), let kind = nodes[inode]?.kind
        else { return }
        mayHaveLostNames = true
        nodes[parent]?.entries[name] = nil
        nodes[newParent]?.entries[newName] = inode
        notify(parent, name, .movedFrom, kind)
        notify(newParent, newName, .movedTo, kind)
        releaseNodes()
    }

    /// The content of the file at `path`.
    func content(_ path: [FileName]) -> [UInt8]? { find(path).flatMap { nodes[$0]?.content } }
}

/// What a watch never calls.
extension MemoryTree {
    func entries(of directory: FileDescriptor) throws(Errno) -> [FileName] { throw .noFunction }
    func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        throw .noFunction
    }
    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor) throws(Errno) -> Int { throw .noFunction }
    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, at offset: Int64) throws(Errno) -> Int {
        throw .noFunction
    }
    func openForUpdating(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        throw .noFunction
    }
    func openUnnamed(in path: FilePath) throws(Errno) -> FileDescriptor { throw .noFunction }
    func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno) { throw .noFunction }
    func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno) { throw .noFunction }
    func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno) {
        throw .noFunction
    }
    func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor { throw .noFunction }
    func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        throw .noFunction
    }
    func makeDirectory(_ path: FilePath) throws(Errno) { throw .noFunction }
    func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno) { throw .noFunction }
    func synchronise(_ descriptor: FileDescriptor) throws(Errno) { throw .noFunction }
    func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno) { throw .noFunction }
    func lock(_ descriptor: FileDescriptor) throws(Errno) { throw .noFunction }
    func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool { throw .noFunction }
    func poll(_ descriptors: [FileDescriptor], timeout: Int64?) throws(Errno) -> [Bool] { throw .noFunction }
    func openSignals(_ signals: [Signal]) throws(Errno) -> FileDescriptor { throw .noFunction }
    func nextSignal(in queue: FileDescriptor) throws(Errno) -> Signal? { throw .noFunction }
}

extension RecordingPath {
    /// The path of the components between the slashes of `string`.
    init(_ string: String) {
        self.init(string.split(separator: "/").map { FileName(String($0)) })
    }
}

extension MemoryTree {
    /// Does something to the tree, with paths as strings.
    func make(_ path: String, _ kind: FileStatus.Kind = .file, _ content: [UInt8] = []) {
        with { $0.make(RecordingPath(path).components, kind, content) }
    }
    func set(_ path: String, _ content: [UInt8]) { with { $0.set(RecordingPath(path).components, content) } }
    func remove(_ path: String) { with { $0.remove(RecordingPath(path).components) } }
    func move(_ path: String, to target: String) {
        with { $0.move(RecordingPath(path).components, to: RecordingPath(target).components) }
    }

    /// The directory of recordings that it is.
    var directory: RecordingDirectory { RecordingDirectory("/recordings", system: self) }

    /// The same as the one source.
    func sources() throws -> RecordingSources {
        RecordingSources(
            [RecordingSource(directory: "/recordings", layout: try LayoutPattern("{session}"))],
            system: self
        )
    }
}
