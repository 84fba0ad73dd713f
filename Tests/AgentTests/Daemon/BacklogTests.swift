import Synthesis
import Testing

@testable import Agent

struct BacklogTests {
    private static func recording(_ path: String, of user: String, modified: Int64, found: Int64 = 0)
        -> Backlog.Recording
    {
        Backlog.Recording(
            path: RecordingPath([FileName(path)]),
            user: user,
            size: 10,
            modified: modified,
            found: found
        )
    }

    private static func paths(_ recordings: [Backlog.Recording]) -> [String] { recordings.map(\.path.description) }

    @Test func givesTheFirstOfEachOwnerInOrder() {
        var backlog = Backlog()
        for (path, user, modified) in [("e", "x", 5), ("a", "x", 9), ("d", "y", 7), ("c", "x", 5), ("b", "z", 1)] {
            backlog.insert(Self.recording(path, of: user, modified: Int64(modified)))
        }
        #expect(Self.paths(backlog.next(atMost: 2)) == ["b", "c"])
        #expect(Self.paths(backlog.next(atMost: 9)) == ["e", "d"])
        #expect(backlog.holdsRecordings(of: "x") && !backlog.holdsRecordings(of: "y"))
        #expect(Self.paths(backlog.next(atMost: 9)) == ["a"])
        #expect(backlog.isEmpty && backlog.next(atMost: 9).isEmpty && !backlog.holdsRecordings(of: "x"))
    }

    @Test func knowsARecordingByItsPath() {
        var backlog = Backlog()
        backlog.insert(Self.recording("a", of: "x", modified: 1, found: 3))
        backlog.insert(Self.recording("b", of: "x", modified: 2, found: 5))
        backlog.insert(Self.recording("a", of: "x", modified: 4, found: 7))
        #expect(backlog.lag == (20, 3))
        #expect(Self.paths(backlog.next(atMost: 1)) == ["b"])
        backlog.remove(RecordingPath([FileName("a")]))
        backlog.remove(RecordingPath([FileName("a")]))
        #expect(backlog.isEmpty && backlog.lag == (0, nil))
    }

    @Test func keepsTheFirstOfMoreThanItHasRoomFor() {
        var backlog = Backlog(capacity: 3)
        for number in [6, 2, 5, 1, 4, 3] as [Int64] {
            backlog.insert(Self.recording("\(number)", of: "user\(number)", modified: number))
        }
        #expect(backlog.isIncomplete)
        #expect(Self.paths(backlog.next(atMost: 9)) == ["1", "2", "3"])
        backlog.complete()
        #expect(!backlog.isIncomplete)
    }
}
