import Agent
import Synthesis
import SystemPackage
import Testing

/// What a watch finds out in a directory in memory, where everything can be made to happen.
struct RecordingWatchTests {
    private static func configuration(
        _ change: (inout RecordingWatch.Configuration) -> Void = { _ in }
    ) -> RecordingWatch.Configuration {
        var configuration = RecordingWatch.Configuration()
        configuration.entriesPerSlice = 3
        change(&configuration)
        return configuration
    }

    @Test func itBeginsWithWhatIsThere() {
        let tree = MemoryTree()
        for path in ["b/2", "a/1", "c", "b/1"] { tree.make(path) }
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        #expect(follower.paths == ["a/1", "b/1", "b/2", "c"])
        #expect(follower.facts.count == 5)
        #expect(follower.reports.map(\.files) == [4])
        #expect(follower.reports.map(\.directories) == [3])
        #expect(follower.reports.map(\.entries) == [6])
        #expect(watch.descriptor != nil)
    }

    @Test func hintsTellWithoutARescan() {
        let tree = MemoryTree()
        tree.make("a/1")
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        tree.set("a/1", [1, 2])
        tree.make("a/2")
        tree.make("d/e/f/1")
        follower.settle(&watch)
        #expect(follower.paths == ["a/1", "a/2", "d/e/f/1"])
        #expect(follower.known[RecordingPath("a/1")]?.size == 2)
        tree.set("d/e/f/1", [1])
        tree.remove("a/1")
        follower.settle(&watch)
        #expect(follower.paths == ["a/2", "d/e/f/1"])
        #expect(follower.known[RecordingPath("d/e/f/1")]?.size == 1)
        #expect(follower.reports.count == 1)
    }

    @Test func theNewPathOfARenamedFileComesFirst() throws {
        let tree = MemoryTree()
        for number in 0..<8 { tree.make("a/\(number)") }
        tree.make("b", .directory)
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        follower.facts = []
        for number in 0..<8 { tree.move("a/\(number)", to: "b/x\(number)") }
        follower.settle(&watch)
        let appeared = follower.facts.lastIndex { if case .appeared = $0 { true } else { false } }
        let gone = follower.facts.firstIndex { if case .gone = $0 { true } else { false } }
        #expect(follower.facts.count == 16)
        #expect(try #require(appeared) < #require(gone))
    }

    @Test func aMovedDirectoryTakesItsFilesAlong() {
        let tree = MemoryTree()
        for path in ["a/x/1", "a/x/y/2", "b/1"] { tree.make(path) }
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        tree.move("a/x", to: "b/z")
        follower.settle(&watch)
        #expect(follower.paths == ["b/1", "b/z/1", "b/z/y/2"])
        tree.set("b/z/y/2", [1])
        follower.settle(&watch)
        #expect(follower.known[RecordingPath("b/z/y/2")]?.size == 1)
        tree.remove("b/z")
        follower.settle(&watch)
        #expect(follower.paths == ["b/1"])
        #expect(follower.reports.count == 1)
        #expect(tree.watchCount == 3)
    }

    @Test func anOverflowLeadsToARescan() {
        let tree = MemoryTree()
        tree.make("a/1")
        tree.make("a/2")
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        tree.with { $0.isSilent = true }
        tree.make("a/3")
        tree.make("n/1")
        tree.remove("a/1")
        tree.with {
            $0.queue.append(DirectoryNotification(watch: WatchNumber(rawValue: -1), events: .overflowed))
        }
        follower.settle(&watch)
        #expect(follower.remarks == [.notificationsLost])
        #expect(follower.paths == ["a/1", "a/2"])
        tree.with { $0.time = watch.deadline }
        follower.settle(&watch)
        #expect(follower.paths == ["a/2", "a/3", "n/1"])
        #expect(tree.with { $0.time } <= 1_000_000_000)
    }

    @Test func moreHintsThanFitLeadToARescan() {
        let tree = MemoryTree()
        var watch = RecordingWatch(tree.directory, Self.configuration { $0.mostHints = 4 })
        var follower = Follower()
        follower.settle(&watch)
        for number in 0..<30 { tree.make("\(number)") }
        follower.settle(&watch)
        #expect(follower.remarks == [.notificationsLost])
        tree.with { $0.time = watch.deadline }
        follower.settle(&watch)
        #expect(follower.paths.count == 30)
    }

    @Test(arguments: [false, true])
    func directoriesBeyondTheLimitArePolled(isOwnLimit: Bool) {
        let tree = MemoryTree()
        for number in 0..<6 { tree.make("d\(number)/1") }
        if !isOwnLimit { tree.with { $0.watchLimit = 3 } }
        var watch = RecordingWatch(
            tree.directory,
            Self.configuration { if isOwnLimit { $0.mostWatches = 3 } }
        )
        var follower = Follower()
        follower.settle(&watch)
        #expect(follower.remarks == [.watchLimitReached(watched: 3)])
        #expect(follower.reports.first?.polledDirectories == 4)
        tree.set("d5/1", [1])
        tree.make("d5/2")
        for _ in 0..<2 {
            tree.with { $0.time = watch.deadline }
            follower.settle(&watch)
        }
        #expect(follower.known[RecordingPath("d5/1")]?.size == 1)
        #expect(follower.known[RecordingPath("d5/2")] != nil)
        #expect(follower.remarks.count == 1)
        #expect(tree.watchCount == 3)
    }

    @Test(arguments: [
        (RecordingWatch.Method.automatic, UInt32(0x6969), true), (.automatic, 0xEF53, false),
        (.notifications, 0x6969, false), (.polling, 0xEF53, true),
    ])
    func theFileSystemDecidesUnlessTheAdministratorDoes(
        method: RecordingWatch.Method,
        magic: UInt32,
        isPolled: Bool
    ) {
        let tree = MemoryTree()
        tree.make("a/1")
        tree.with { $0.magic = magic }
        var watch = RecordingWatch(tree.directory, Self.configuration { $0.method = method })
        var follower = Follower()
        follower.settle(&watch)
        #expect(follower.reports.first?.polledDirectories == (isPolled ? 2 : 0))
        #expect(tree.watchCount == (isPolled ? 0 : 2))
        let said = follower.remarks.contains { $0.description.contains("NFS") }
        #expect(said == (isPolled && method == .automatic))
        tree.set("a/1", [1])
        tree.with { $0.time = watch.deadline }
        follower.settle(&watch)
        #expect(follower.known[RecordingPath("a/1")]?.size == 1)
    }

    @Test func aDirectoryThatIsNotMountedTakesNothingAway() {
        let tree = MemoryTree()
        tree.make("a/1")
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        let before = tree.openCount
        tree.with {
            $0.descriptorLimit = 0
            $0.time = watch.deadline
        }
        follower.settle(&watch)
        #expect(follower.paths == ["a/1"])
        #expect(follower.refused[RecordingPath([])] != nil)
        tree.with {
            $0.descriptorLimit = .max
            $0.time = watch.deadline
        }
        follower.settle(&watch)
        #expect(follower.reports.count == 2)
        #expect(tree.openCount == before)
    }

    @Test func whatCouldNotBeLookedAtIsTriedAgain() {
        let tree = MemoryTree()
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        tree.make("1")
        tree.with { $0.failures = [.ioError] }
        follower.settle(&watch)
        #expect(follower.paths.isEmpty)
        #expect(follower.refused[RecordingPath("1")] != nil)
        tree.with { $0.time = watch.deadline }
        follower.settle(&watch)
        #expect(follower.paths == ["1"])
    }

    @Test func aLinkSwappedInIsNotFollowed() {
        let tree = MemoryTree()
        tree.make("a/1")
        tree.make("b", .directory)
        tree.with {
            $0.beforeOpening[FileName("a")] = { state in
                state.move([FileName("a")], to: [FileName("b"), FileName("z")])
                state.make([FileName("a")], .symbolicLink)
            }
        }
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        #expect(follower.refused.keys.map(\.description) == ["a"])
        #expect(!follower.paths.contains("a/1"))
    }

    @Test func rescansTakeHalfAThousandthWhileNothingHappens() {
        let tree = MemoryTree()
        for number in 0..<100 { tree.make("d\(number % 10)/\(number)") }
        tree.with { $0.timePerLook = 10_000 }
        var watch = RecordingWatch(tree.directory, Self.configuration())
        var follower = Follower()
        follower.settle(&watch)
        let first = tree.with { $0.time }
        // 110 entries, and each of the 100 files again to see whether it is still there.
        #expect(first == 2_100_000)
        #expect(follower.reports.first?.duration == first)
        #expect(watch.deadline == first + 2_000 * first)
    }

    @Test func anySliceSizeFindsTheSame() {
        for slice in [1, 2, 7, 1000] {
            let tree = MemoryTree()
            for number in 0..<120 { tree.make("d\(number % 7)/e\(number % 3)/\(number)") }
            var watch = RecordingWatch(tree.directory, Self.configuration { $0.entriesPerSlice = slice })
            var follower = Follower()
            follower.settle(&watch)
            #expect(follower.paths.count == 120)
            let order = follower.facts.compactMap { if case .appeared(let path, _) = $0 { path } else { nil } }
            #expect(order == order.sorted())
        }
    }

    /// Random histories: at rest, and after the next rescan, what is believed is what is there.
    @Test(arguments: 0..<20)
    func whatIsBelievedIsWhatIsThere(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let tree = MemoryTree()
        tree.with { $0.watchLimit = seed % 3 == 0 ? 3 : .max }
        var watch = RecordingWatch(tree.directory, Self.configuration { $0.mostHints = seed % 2 == 0 ? 8 : 1000 })
        var follower = Follower()
        let paths = ["a", "b", "d/1", "d/2", "d/e/1", "d/e/2", "f/1", "f/g/h/1"]
        let directories = ["d", "d/e", "f", "f/g", "x", "x/y"]
        for step in 0..<120 {
            let path = paths.randomElement(using: &random)!
            switch Int.random(in: 0..<7, using: &random) {
            case 0: tree.make(path, .file, [1])
            case 1: tree.set(path, Array(repeating: 2, count: step))
            case 2: tree.remove(path)
            case 3: tree.move(path, to: paths.randomElement(using: &random)!)
            case 4:
                let (from, to) = (
                    directories.randomElement(using: &random)!, directories.randomElement(using: &random)!
                )
                if !(to + "/").hasPrefix(from + "/") && !(from + "/").hasPrefix(to + "/") { tree.move(from, to: to) }
            case 5: tree.with { $0.isSilent.toggle() }
            default: follower.believe(watch.advance(known: follower))
            }
        }
        tree.with { $0.isSilent = false }
        follower.settle(&watch)
        tree.with { $0.time += 1_000_000_000_000 }
        follower.settle(&watch)
        var truth = Follower()
        var other = RecordingWatch(tree.directory, Self.configuration())
        truth.settle(&other)
        #expect(follower.known == truth.known)
    }
}
