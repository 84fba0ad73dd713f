import Snapshots
import Statistics
import SystemPackage

/// All sessions that are open.
final class SessionIndex {
    /// The open sessions, by key.
    private(set) var entries: [UInt64: OpenEntry] = [:]

    private var keys: [RecordingPath: UInt64] = [:]
    /// The paths of open sessions, ascending.
    private var paths: [RecordingPath] = []
    private var nodes: [Node: UInt64] = [:]
    private var names: [SessionName: UInt64] = [:]
    /// By what stands for all parts of a recording.
    private var parted: [RecordingPath: UInt64] = [:]
    private var heads: [UInt64: Set<UInt64>] = [:]

    private struct Node: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// The open session of `key`.
    subscript(key: UInt64) -> OpenEntry? {
        get { entries[key] }
        set { entries[key] = newValue }
    }

    /// The key of the open session whose recording is at `path`.
    func key(at path: RecordingPath) -> UInt64? { keys[path] }

    /// The key of the open session whose recording is the file of `status`.
    func key(of status: FileStatus) -> UInt64? { nodes[Node(device: status.device, inode: status.inode)] }

    /// The key of the open session called `name`.
    func key(named name: SessionName) -> UInt64? { names[name] }

    /// The key of the open session of whose recording a part is at `path`, or could be by its name.
    func key(ofPart path: RecordingPath) -> UInt64? { path.ofAllParts.flatMap { parted[$0] } }

    /// The keys, ascending, of the open sessions whose recordings begin with 512 bytes of that hash.
    func keys(headed head: UInt64) -> [UInt64] { (heads[head] ?? []).sorted() }

    /// Takes note of the hash of the first 512 bytes of the recording of `key`; `nil` while these are not known.
    func setHead(_ head: UInt64?, of key: UInt64) {
        guard let entry = entries[key], entry.head != head else { return }
        if let former = entry.head {
            heads[former]?.remove(key)
            if heads[former]?.isEmpty == true { heads[former] = nil }
        }
        entries[key]?.head = head
        if let head { heads[head, default: []].insert(key) }
    }

    /// Adds an open session.
    func insert(_ entry: OpenEntry) {
        entries[entry.key] = entry
        if let name = entry.name { names[name] = entry.key }
        let mark = entry.file.identity.mark
        if entry.isBegun, mark.isDistinctive { setHead(mark.head, of: entry.key) }
        index(entry)
    }

    /// Takes away an open session.
    func remove(_ key: UInt64) {
        setHead(nil, of: key)
        guard let entry = entries.removeValue(forKey: key) else { return }
        if let name = entry.name, names[name] == key { names[name] = nil }
        unindex(entry)
    }

    /// Gives back memory that was for more sessions than there are.
    func pack() {
        entries = Self.packed(entries)
        keys = Self.packed(keys)
        nodes = Self.packed(nodes)
        names = Self.packed(names)
        parted = Self.packed(parted)
        heads = Self.packed(heads)
        paths = paths.fitted
    }

    private static func packed<Key, Value>(_ dictionary: [Key: Value]) -> [Key: Value] {
        Dictionary(uniqueKeysWithValues: dictionary.lazy.map { ($0.key, $0.value) })
    }

    /// Lets the session of `key` go on in another file.
    func move(_ key: UInt64, to file: FollowedFile) {
        guard var entry = entries[key] else { return }
        unindex(entry)
        entry.file = file
        entry.isGone = false
        entry.isMissing = false
        entry.isDisplaced = false
        entries[key] = entry
        index(entry)
    }

    /// The first path after `path`, in order, of an open session's recording; with `nil` the first of all.
    func followedPath(after path: RecordingPath?) -> RecordingPath? {
        let index = path.map { path in paths.partitioningIndex { path < $0 } } ?? 0
        return index < paths.count ? paths[index] : nil
    }

    private func index(_ entry: OpenEntry) {
        let path = entry.file.path
        keys[path] = entry.key
        if let parts = path.ofAllParts { parted[parts] = entry.key }
        paths.insert(path, at: paths.partitioningIndex { path < $0 })
        let node = entry.file.identity.node
        nodes[Node(device: node.device, inode: node.inode)] = entry.key
    }

    private func unindex(_ entry: OpenEntry) {
        let path = entry.file.path
        if keys[path] == entry.key { keys[path] = nil }
        if let parts = path.ofAllParts, parted[parts] == entry.key { parted[parts] = nil }
        if let index = paths.sortedIndex(of: path, by: \.self) { paths.remove(at: index) }
        let node = Node(device: entry.file.identity.node.device, inode: entry.file.identity.node.inode)
        if nodes[node] == entry.key { nodes[node] = nil }
    }
}
