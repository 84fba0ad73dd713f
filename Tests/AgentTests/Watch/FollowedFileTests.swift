import Agent
import Foundation
import Statistics
import SystemPackage
import Synthesis
import Testing

/// By what a followed recording is known again.
struct FollowedFileTests {
    private static let hash = SipHash(key: 1, 2)
    private static let path = RecordingPath("u/a")

    private static func content(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private static func mark(_ bytes: some Collection<UInt8>) -> ContentMark {
        var trail = ContentTrail(hash: hash)
        trail.append(Array(bytes).span)
        return trail.mark
    }

    /// Any chunking gives the same mark, from the beginning or from any mark on.
    @Test(arguments: 0..<30)
    func aMarkDoesNotDependOnChunks(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let content = Self.content(Int.random(in: 0...3_000, using: &random), seed: seed)
        var trail = ContentTrail(hash: Self.hash)
        var offset = 0
        while offset < content.count {
            let end = min(content.count, offset + Int.random(in: 0...700, using: &random))
            trail.append(content.span.extracting(offset..<end))
            offset = end
            if Bool.random(using: &random) {
                let tail = Array(content[..<offset].suffix(ContentMark.span))
                trail = ContentTrail(from: trail.mark, hash: Self.hash)
                #expect(
                    trail.missing.map { content[Int($0.lowerBound)..<Int($0.upperBound)].elementsEqual(tail) }
                        ?? tail.isEmpty
                )
                let isSupplied = trail.supply(tail)
                #expect(isSupplied)
            }
        }
        #expect(trail.mark == Self.mark(content))
        let tree = MemoryTree()
        tree.make("u/a", .file, content + [1, 2, 3])
        let opened = try tree.openDirectory("/")
        let parent = try tree.open(FileName("u"), in: opened, asDirectory: true)
        let file = try tree.open(FileName("a"), in: parent, asDirectory: false)
        let seen = try tree.directory.mark(of: file, at: Int64(content.count), Self.hash)
        #expect(seen == trail.mark)
    }

    @Test func aTailThatIsNotTheMarksIsNoWayOn() {
        let content = Self.content(600, seed: 1)
        let mark = Self.mark(content)
        var trail = ContentTrail(from: mark, hash: Self.hash)
        #expect(trail.mark == mark)
        let supplied = [content.prefix(512), content.suffix(511), content.suffix(512)].map { trail.supply(Array($0)) }
        #expect(supplied == [false, false, true])
        #expect(trail.mark == mark)
    }

    @Test func aSharedFirstLineIsNoCopy() {
        let line = Self.mark(Array("record timestamp,client timestamp,button,state,x,y\n".utf8))
        let identity = FileIdentity(node: FileNode(device: 1, inode: 2, generation: 3), mark: line)
        let other = FileObservation(
            node: FileNode(device: 1, inode: 9, generation: 3),
            size: line.offset,
            mark: line
        )
        #expect(identity.relation(to: other) == .other)
    }

    @Test func aReusedInodeIsAnotherFileWhereGenerationsAreTold() {
        let mark = Self.mark(Self.content(40, seed: 1))
        let identity = FileIdentity(node: FileNode(device: 1, inode: 2, generation: 3), mark: mark)
        func observation(_ generation: UInt32?) -> FileObservation {
            FileObservation(
                node: FileNode(device: 1, inode: 2, generation: generation),
                size: 40,
                mark: Self.mark(Self.content(40, seed: 2))
            )
        }
        #expect(identity.relation(to: observation(4)) == .other)
        #expect(identity.relation(to: observation(3)) == .rewritten)
        #expect(identity.relation(to: observation(nil)) == .rewritten)
    }

    @Test func whatIsCompressedIsNotCompressedAgain() {
        let node = FileNode(device: 1, inode: 2, generation: 3)
        let identity = FileIdentity(node: node, mark: Self.mark([]))
        #expect(FollowedFile(path: RecordingPath("u/a"), identity: identity).compressedPath == RecordingPath("u/a.gz"))
        #expect(FollowedFile(path: RecordingPath("u/a.gz"), identity: identity).compressedPath == nil)
    }

    /// Random histories of what rotators, recorders and users do to files, on the double and on a real file system: what
    /// is decided is what happened.
    @Test(arguments: 0..<12, [true, false])
    func whatIsDecidedIsWhatHappened(seed: UInt64, isReal: Bool) throws {
        var random = SplitMix64(seed: seed)
        let files: any FileOperations = isReal ? try RealFiles() : MemoryTree()
        if let tree = files as? MemoryTree { tree.with { $0.hasGenerations = seed % 2 == 0 } }
        var text = Self.content(2_000, seed: seed + 100)
        try files.create("a", text)
        var file = FollowedFile(path: RecordingPath("a"), identity: try files.identity("a", upTo: 1_500, Self.hash))
        var moves = 0
        func resume(_ candidates: [String] = []) throws -> FollowedFile.Resumption {
            try files.directory.resumption(
                of: file,
                candidates: candidates.map { RecordingPath($0) },
                hash: Self.hash
            )
        }
        for step in 0..<30 {
            let name = file.path.description
            let node = file.identity.node
            let fresh = Self.content(Int.random(in: 1...3_000, using: &random), seed: seed &* 1_000 + UInt64(step))
            let left = Int64(text.count) - file.offset
            #expect(try resume() == .same(node, grownBy: left))
            switch Int.random(in: 0..<7, using: &random) {
            case 0:
                text += fresh
                try files.append(name, fresh)
                #expect(try resume() == .same(node, grownBy: left + Int64(fresh.count)))
            case 1:
                // copytruncate: the copy has all, the file begins anew.
                try files.create(name + ".copy", text)
                try files.overwrite(name, fresh)
                #expect(try resume([name + ".copy"]) == .rewritten(node))
                let copy = try files.observation(name + ".copy", file.identity.mark, Self.hash)
                #expect(file.identity.relation(to: copy) == .copy)
                try files.remove(name + ".copy")
                text = fresh
            case 2:
                moves += 1
                try files.move(name, "r\(moves)")
                #expect(try resume() == .gone)
                #expect(try resume([name, "r\(moves)"]) == .moved(RecordingPath("r\(moves)"), node, grownBy: left))
                if Bool.random(using: &random) {
                    try files.create(name, fresh)
                    #expect(try resume(["r\(moves)"]) == .moved(RecordingPath("r\(moves)"), node, grownBy: left))
                    guard case .replaced = try resume() else {
                        Issue.record("another file at the path is a replacement")
                        return
                    }
                    try files.remove(name)
                }
                file.path = RecordingPath("r\(moves)")
            case 3:
                // Somebody writes the whole recording anew under its name.
                text += fresh
                try files.create("new", text)
                try files.move("new", name)
                guard case .same(let newNode, left + Int64(fresh.count)) = try resume() else {
                    Issue.record("the same content under the same name goes on")
                    return
                }
                #expect(newNode.inode != node.inode)
                file.identity.node = newNode
            case 4:
                try files.create(name + ".gz", fresh)
                #expect(try resume() == .same(node, grownBy: left))
                try files.move(name, "aside")
                #expect(try resume() == .compressed(RecordingPath(name + ".gz")))
                try files.remove(name + ".gz")
                try files.move("aside", name)
            case 5:
                try files.create("new", fresh)
                try files.move("new", name)
                let decision = try resume()
                switch decision {
                case .replaced: break
                case .rewritten: Issue.record("the old file was there until the new one took its name")
                default: Issue.record("\(decision)")
                }
                text = fresh
            default:
                let cut = Int.random(in: 0..<Int(file.offset), using: &random)
                text = Array(text[..<cut])
                try files.overwrite(name, text)
                #expect(try resume() == .rewritten(node))
            }
            let offset = Int.random(in: min(600, text.count)...text.count, using: &random)
            if offset < 600 {
                text = Self.content(1_000, seed: seed &* 7 + UInt64(step))
                try files.overwrite(file.path.description, text)
            }
            let end = max(offset, min(600, text.count))
            file.identity = try files.identity(file.path.description, upTo: end, Self.hash)
        }
    }
}
