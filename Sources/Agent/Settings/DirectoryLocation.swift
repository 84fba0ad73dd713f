import Configuration
import SystemPackage

/// Where a directory lies, whatever it is called: which directory it is, and in which others it lies.
struct DirectoryLocation {
    /// A directory of the machine.
    struct Node: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// More directories than this are not gone through.
    private static let mostParents = 256

    /// The directory; `nil` where there is none yet.
    private let node: Node?
    /// Those that it lies in, as far as they can be opened.
    private let parents: Set<Node>

    /// The directory at `path`.
    ///
    /// - Throws: `Errno` where it cannot be opened.
    init(at path: FilePath, _ system: any SystemCalls) throws(Errno) {
        var descriptor = try system.openDirectory(path)
        defer { system.close(descriptor) }
        var last = try Self.node(of: descriptor, system)
        node = last
        var parents: Set<Node> = []
        while parents.count < Self.mostParents,
            let parent = try? system.open(FileName(".."), in: descriptor, asDirectory: true)
        {
            system.close(descriptor)
            descriptor = parent
            // The root is its own parent.
            guard let next = try? Self.node(of: descriptor, system), next != last else { break }
            parents.insert(next)
            last = next
        }
        self.parents = parents
    }

    /// A directory that is to be made in `parent`.
    init(missingIn parent: DirectoryLocation) {
        node = nil
        parents = parent.parents.union([parent.node].compactMap(\.self))
    }

    /// How this lies to `other`; `nil` where they lie beside each other, or that cannot be told.
    func relation(to other: DirectoryLocation) -> PlainPath.Relation? {
        if let node, node == other.node { return .same }
        if let there = other.node, parents.contains(there) { return .within }
        if let node, other.parents.contains(node) { return .containing }
        return nil
    }

    private static func node(of descriptor: FileDescriptor, _ system: any SystemCalls) throws(Errno) -> Node {
        let status = try system.status(of: descriptor)
        return Node(device: status.device, inode: status.inode)
    }
}
