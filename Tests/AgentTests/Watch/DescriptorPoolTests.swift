import Agent
import Statistics
import SystemPackage
import Testing

/// Descriptors of many files within a bound.
struct DescriptorPoolTests {
    private static let hash = SipHash(key: 1, 2)

    private static func files(_ tree: MemoryTree, _ count: Int) throws -> [FollowedFile] {
        try (0..<count).map { number in
            let name = "f\(number)"
            tree.create(name, Array("content of \(number)".utf8))
            return FollowedFile(path: RecordingPath(name), identity: try tree.identity(name, upTo: 10, hash))
        }
    }

    private static func isOpen(_ access: DescriptorPool.Access) -> Bool {
        if case .open = access { true } else { false }
    }

    @Test func theOneNotUsedForLongestIsClosed() throws {
        let tree = MemoryTree()
        let files = try Self.files(tree, 4)
        var pool = DescriptorPool(try tree.sources(), capacity: 3, hash: Self.hash)
        for key in [0, 1, 2, 0, 3] {
            let access = try pool.access(files[key], key: UInt64(key))
            #expect(Self.isOpen(access))
        }
        #expect(pool.openCount == 3)
        #expect(tree.openCount == 3)
        #expect(pool.isOpen(0) && !pool.isOpen(1) && pool.isOpen(2) && pool.isOpen(3))
        pool.close(0)
        #expect(tree.openCount == 2)
    }

    @Test func aDescriptorThatStaysOpenIsTheSame() throws {
        let tree = MemoryTree()
        let file = try Self.files(tree, 1)[0]
        var pool = DescriptorPool(try tree.sources(), capacity: 1, hash: Self.hash)
        let first = try pool.access(file, key: 0)
        tree.move("f0", to: "moved")
        let second = try pool.access(file, key: 0)
        #expect(first == second)
    }

    @Test func anotherFileAtThePathIsNotOpened() throws {
        let tree = MemoryTree()
        let files = try Self.files(tree, 3)
        tree.create("f0", Array("something else".utf8))
        tree.remove("f1")
        tree.remove("f2")
        tree.make("f2", .symbolicLink)
        var pool = DescriptorPool(try tree.sources(), capacity: 3, hash: Self.hash)
        guard case .differs(.file) = try pool.access(files[0], key: 0) else {
            Issue.record("another file was opened")
            return
        }
        let gone = try pool.access(files[1], key: 1)
        let link = try pool.access(files[2], key: 2)
        #expect(gone == .differs(.nothing) && link == .differs(.nothing))
        #expect(tree.openCount == 0)
    }

    @Test func aProcessWithoutDescriptorsMakesThePoolSmaller() throws {
        let tree = MemoryTree()
        let files = try Self.files(tree, 20)
        var pool = DescriptorPool(try tree.sources(), capacity: 16, hash: Self.hash)
        tree.with { $0.descriptorLimit = 8 }
        for round in 0..<3 {
            for key in files.indices {
                let access = try pool.access(files[key], key: UInt64(key))
                #expect(Self.isOpen(access))
            }
            #expect(pool.capacity < 8, "round \(round)")
        }
        #expect(pool.shrinkCount > 0)
        tree.with { $0.descriptorLimit = 0 }
        pool.close(UInt64(files.count - 1))
        #expect(throws: UnreadableRecording.self) { try pool.access(files[0], key: 0) }
        #expect(pool.openCount == 0)
    }
}
