import Agent
import Foundation
import SystemPackage
import TestSupport
import Testing

/// A watch on a real directory by the kernel's inotify. Nothing sleeps: it is waited for events, a bounded number of
/// times.
struct RealWatchTests {
    private static let patience = 200

    /// Lets `watch` work until `isDone`, waiting for the kernel in between.
    private static func follow(
        _ watch: inout RecordingWatch,
        _ follower: inout Follower,
        until isDone: (Follower) -> Bool
    ) throws {
        let kernel = Kernel()
        follower.settle(&watch)
        for _ in 0..<patience where !isDone(follower) {
            let descriptor = watch.descriptor
            let queue = try #require(descriptor)
            _ = try kernel.poll([queue], timeout: 50_000_000)
            follower.settle(&watch)
        }
    }

    private static func watch(_ directory: TemporaryDirectory) -> RecordingWatch {
        var configuration = RecordingWatch.Configuration()
        // Temporary directories may lie on an overlay, whose upper layer does tell of what is done through it.
        configuration.method = .notifications
        return RecordingWatch(RecordingDirectory(directory.path, system: Kernel()), configuration)
    }

    @Test func aFileAppearsGrowsMovesAndGoes() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "u/one")
        var watch = Self.watch(directory)
        var follower = Follower()
        try Self.follow(&watch, &follower) { $0.paths == ["u/one"] }
        #expect(follower.paths == ["u/one"])

        try directory.write([1, 2, 3], to: "u/two")
        try Self.follow(&watch, &follower) { $0.known[RecordingPath("u/two")]?.size == 3 }
        #expect(follower.known[RecordingPath("u/two")]?.size == 3)
        let before = try #require(follower.known[RecordingPath("u/two")])

        #expect(unsafe rename(directory.url.path + "/u/two", directory.url.path + "/u/two.1") == 0)
        try Self.follow(&watch, &follower) { $0.paths == ["u/one", "u/two.1"] }
        #expect(follower.paths == ["u/one", "u/two.1"])
        #expect(follower.known[RecordingPath("u/two.1")]?.inode == before.inode)

        #expect(unsafe unlink(directory.url.path + "/u/one") == 0)
        try Self.follow(&watch, &follower) { $0.paths == ["u/two.1"] }
        #expect(follower.paths == ["u/two.1"])
        #expect(follower.reports.count == 1)
    }

    @Test func directoriesFilledBeforeTheyAreWatchedAreFound() throws {
        let directory = try TemporaryDirectory()
        var watch = Self.watch(directory)
        var follower = Follower()
        follower.settle(&watch)
        for number in 0..<20 { try directory.write([1], to: "n\(number % 4)/deep/er/\(number)") }
        try Self.follow(&watch, &follower) { $0.paths.count == 20 }
        #expect(follower.paths.count == 20)
        try directory.write([1, 2], to: "n3/deep/er/3")
        try Self.follow(&watch, &follower) { $0.known[RecordingPath("n3/deep/er/3")]?.size == 2 }
        #expect(follower.known[RecordingPath("n3/deep/er/3")]?.size == 2)
        #expect(follower.reports.count == 1)
    }

    @Test func hostileNamesAreNames() throws {
        let directory = try TemporaryDirectory()
        let names: [[UInt8]] = [
            Array("new\nline".utf8), Array("\u{1B}[31mred".utf8), Array(repeating: 0x61, count: 255), [0xFF, 0xFE],
            Array(" ".utf8), Array("..gz".utf8),
        ]
        var watch = Self.watch(directory)
        var follower = Follower()
        follower.settle(&watch)
        for name in names {
            let path = Array(directory.url.path.utf8) + [0x2F] + name + [0]
            let descriptor = unsafe path.withUnsafeBytes { bytes in
                unsafe open(bytes.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
            }
            #expect(descriptor >= 0)
            #expect(close(descriptor) == 0)
        }
        try Self.follow(&watch, &follower) { $0.known.count == names.count }
        let expected = Set(names.map { RecordingPath([FileName($0)]) })
        #expect(Set(follower.known.keys) == expected)
        // What notifications told of is what a scan finds.
        var rescanned = Follower()
        var other = Self.watch(directory)
        rescanned.settle(&other)
        #expect(rescanned.known == follower.known)
    }

    @Test func linksAndPipesAreRefused() throws {
        let directory = try TemporaryDirectory()
        let outside = try TemporaryDirectory()
        try outside.write([1], to: "secret")
        var watch = Self.watch(directory)
        var follower = Follower()
        follower.settle(&watch)
        #expect(unsafe symlink(outside.url.path, directory.url.path + "/directory") == 0)
        #expect(unsafe symlink(outside.url.path + "/secret", directory.url.path + "/file") == 0)
        #expect(unsafe mkfifo(directory.url.path + "/pipe", 0o600) == 0)
        try Self.follow(&watch, &follower) { $0.refused.count == 3 }
        #expect(follower.refused.keys.sorted().map(\.description) == ["directory", "file", "pipe"])
        #expect(follower.paths.isEmpty)
    }
}
