import Configuration
import Recordings
import SystemPackage
import Testing

@testable import Agent

/// The watches of several sources, which here show the same tree in memory.
struct SourceWatchesTests {
    private static func watches(
        _ tree: MemoryTree,
        _ change: (inout RecordingWatch.Configuration) -> Void = { _ in }
    ) throws -> SourceWatches {
        var configuration = RecordingWatch.Configuration()
        configuration.entriesPerSlice = 2
        change(&configuration)
        let layout = try LayoutPattern("{user}/{session}")
        let names = [nil, SourceName("a"), SourceName("b")]
        let sources = names.map { RecordingSource(name: $0, directory: "/recordings", layout: layout) }
        return SourceWatches(RecordingSources(sources, system: tree), configuration)
    }

    private static func tree() -> MemoryTree {
        let tree = MemoryTree()
        for user in 0..<3 {
            for session in 0..<5 { tree.make("u\(user)/\(session)") }
        }
        return tree
    }

    @Test func eachHasItsTurnsAndOneScansAtATime() throws {
        var watches = try Self.watches(Self.tree())
        var followers = watches.sources.map { _ in Follower() }
        while watches.deadline == 0 {
            let number = watches.takeTurn()
            followers[number].believe(watches.advance(number, known: followers[number]))
            #expect(watches.sources.count { $0.watch.isScanning } <= 1)
        }
        #expect(followers.map(\.reports.count) == [1, 1, 1])
        #expect(followers.map(\.paths.count) == [15, 15, 15])
        #expect(followers.map { $0.paths.first } == ["u0/0", "a//u0/0", "b//u0/0"])
        #expect(watches.descriptors.count == 3)
    }

    @Test func theyShareTheMostOfWatches() throws {
        var watches = try Self.watches(Self.tree()) { $0.mostWatches = 6 }
        var followers = watches.sources.map { _ in Follower() }
        for _ in 0..<200 {
            let number = watches.takeTurn()
            followers[number].believe(watches.advance(number, known: followers[number]))
            #expect(watches.sources.reduce(0) { $0 + $1.watch.watchedDirectories } <= 6)
        }
        // Each of the trees has four directories.
        #expect(watches.sources.reduce(0) { $0 + $1.watch.watchedDirectories } == 6)
        #expect(followers.map(\.paths.count) == [15, 15, 15])
    }
}
