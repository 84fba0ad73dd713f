import Foundation
import Gestures
import Synthesis
import Testing

@testable import Agent

struct PriorityListTests {
    private static func document(_ list: PriorityList) throws -> PriorityListDocument {
        try PriorityListDocument(json: list.encoded())
    }

    private static func paths(_ list: PriorityList) throws -> [String] {
        try document(list).sessions.map(\.path)
    }

    private static let rows = PublishedDisk.rows

    @Test func theMostUnusualComesFirstAndRanksFollow() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/b", evidence: 1), key: "1")
        try list.put(.example("u/none", evidence: nil), key: "2")
        try list.put(.example("u/a", evidence: 1), key: "3")
        try list.put(.example("u/top", evidence: 4), key: "4")
        try list.put(
            PublishedSession(.example("a/gone", .unreadable(UnreadableRecording("gone")))),
            key: "5"
        )
        let document = try Self.document(list)
        #expect(document.sessions.map(\.path) == ["u/top", "u/a", "u/b", "u/none", "a/gone"])
        #expect(document.sessions.map(\.rank) == [1, 2, 3, nil, nil])
        #expect(document.sessions.map(\.key) == ["4", "3", "1", "2", "5"])
    }

    @Test func pathsAreOrderedByComponents() throws {
        var list = PriorityList(mode: .own)
        for path in ["u-b/1", "u/1", "u/1-a", "u.c/1"] {
            try list.put(.example(path, evidence: 1), key: path)
        }
        #expect(try Self.paths(list) == ["u/1", "u/1-a", "u-b/1", "u.c/1"])
    }

    @Test func aRowIsReplacedByItsKeyWhateverItsPath() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/1", evidence: 1), key: "k")
        try list.put(.example("u/1.gz", evidence: 9), key: "k")
        let document = try Self.document(list)
        #expect(document.sessions.map(\.path) == ["u/1.gz"])
        #expect(document.sessions[0].evidence?.combined == 9)
    }

    @Test func whatIsRemovedIsGoneAndWhatIsNotThereChangesNothing() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/1", evidence: 1), key: "k")
        let before = try list.encoded()
        list.remove(key: "other")
        #expect(try list.encoded() == before)
        list.remove(key: "k")
        #expect(list.count == 0)
    }

    @Test(arguments: [PriorityList.Limits(age: 100 * 86_400_000), PriorityList.Limits(scored: 12, unscored: 4)])
    func theOrderOfArrivalChangesNothing(limits: PriorityList.Limits) throws {
        var expected = PriorityList(mode: .own, limits: limits)
        for (row, key) in Self.rows { try expected.put(row, key: key) }
        #expect(expected.leftOut > 0)
        var generator = SplitMix64(seed: 1)
        for _ in 0..<8 {
            var list = PriorityList(mode: .own, limits: limits)
            for (row, key) in Self.rows.shuffled(using: &generator) { try list.put(row, key: key) }
            #expect(try list.encoded() == expected.encoded())
        }
    }

    @Test func howOpenSessionsComeAndGoChangesNothing() throws {
        let limits = PriorityList.Limits(scored: 12, unscored: 4, age: 100 * 86_400_000)
        var expected = PriorityList(mode: .own, limits: limits)
        var list = expected
        for (number, (row, key)) in Self.rows.enumerated() where row.state != .open {
            try expected.put(row, key: key)
            try list.put(.example("u/open", evidence: Double(number % 9), end: .day(900), isOpen: true), key: "open")
            try list.put(row, key: key)
        }
        list.remove(key: "open")
        #expect(try list.encoded() == expected.encoded())
    }

    @Test func theLimitsKeepTheMostUnusualAndAllThatAreOpen() throws {
        var list = PriorityList(mode: .own, limits: PriorityList.Limits(scored: 2, unscored: 1))
        for number in 1...5 {
            try list.put(.example("u/\(number)", evidence: Double(number)), key: "c\(number)")
            try list.put(.example("u/o\(number)", evidence: 0.5, isOpen: true), key: "o\(number)")
            try list.put(.example("u/n\(number)", evidence: nil), key: "n\(number)")
        }
        #expect(
            try Self.paths(list) == ["u/5", "u/4", "u/o1", "u/o2", "u/o3", "u/o4", "u/o5", "u/n1"]
        )
        #expect(list.leftOut == 7)
        #expect(list.summary.open == 5)
    }

    @Test func whatEndedTooLongBeforeTheNewestLeaves() throws {
        var list = PriorityList(mode: .own, limits: PriorityList.Limits(age: 10 * 86_400_000))
        try list.put(.example("u/old", evidence: 9, end: .day(0)), key: "1")
        try list.put(.example("u/undated", evidence: 1), key: "2")
        try list.put(.example("u/open", evidence: 2, end: .day(0), isOpen: true), key: "3")
        try list.put(.example("u/new", evidence: 3, end: .day(10)), key: "4")
        #expect(try Self.paths(list) == ["u/old", "u/new", "u/open", "u/undated"])
        try list.put(.example("u/newer", evidence: 4, end: .day(11)), key: "5")
        #expect(try Self.paths(list) == ["u/newer", "u/new", "u/open", "u/undated"])
        try list.put(.example("u/late", evidence: 8, end: .day(0.5)), key: "6")
        #expect(!list.contains(key: "6"))
        #expect(list.leftOut == 2)
    }

    @Test func aNameThatLooksLikeARankIsNone() throws {
        let hostile = #"u/a","rank":0,"b"#
        var list = PriorityList(mode: .own)
        try list.put(.example("u/first", evidence: 9), key: #","rank":0,"#)
        try list.put(.example(hostile, evidence: 1), key: #""sessions":[]"#)
        let rows = try Self.document(list).sessions
        #expect(rows.map(\.rank) == [1, 2])
        #expect(rows[1].path == hostile)
    }

    @Test func aRowThatJSONCannotWriteIsRefused() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/1", evidence: 1), key: "1")
        var row = PublishedSession.example("u/2", evidence: 1)
        row.score = .nan
        #expect(throws: PublicationError.self) { try list.put(row, key: "1") }
        #expect(try Self.paths(list) == ["u/1"])
    }

    @Test func aListOfAnotherVersionIsRefused() throws {
        let text = String(decoding: try PriorityList(mode: .own).encoded(), as: UTF8.self)
        let other = text.replacingOccurrences(of: #""version":3"#, with: #""version":4"#)
        #expect(throws: PublicationError.self) { try PriorityListDocument(json: Array(other.utf8)) }
        #expect(throws: PublicationError.self) { try PriorityListDocument(json: Array("{}".utf8)) }
    }

    @Test func sessionsAreFoundByKeyPathUserAndName() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/x/1", evidence: 1), key: "7")
        try list.put(.example("v/x/1", evidence: 2), key: "8")
        let document = try Self.document(list)
        #expect(document.sessions(called: "7").map(\.path) == ["u/x/1"])
        #expect(document.sessions(called: "v/x/1").map(\.path) == ["v/x/1"])
        #expect(document.sessions(called: "u/1").map(\.path) == ["u/x/1"])
        #expect(document.sessions(called: "1").count == 2)
        #expect(document.sessions(called: "2").isEmpty)
    }
}
