import Agent
import Testing

struct PriorityChangeTests {
    @Test func onlyWhatChangedItselfHasALine() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3), key: "a")
        try list.put(.example("u/b", evidence: 2), key: "b")
        try list.put(.example("u/c", evidence: 1), key: "c")
        try list.put(.example("u/n", evidence: nil), key: "n")
        let before = list
        try list.put(.example("u/new", evidence: 9), key: "new")
        try list.put(.example("u/c", evidence: 2.5), key: "c")
        list.remove(key: "b")
        let changes = list.changes(since: before, sequence: 41)
        #expect(changes.map(\.path) == ["u/new", "u/c", "u/b"])
        #expect(changes.map(\.oldRank) == [nil, 3, 2])
        #expect(changes.map(\.newRank) == [1, 3, nil])
        #expect(changes.map(\.state) == [.closed, .closed, nil])
        #expect(changes.allSatisfy { $0.sequence == 41 && $0.score != nil })
    }

    @Test func aStateAndAPathThatChangeHaveALine() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3, isOpen: true), key: "a")
        let open = list
        try list.put(.example("u/a", evidence: 3), key: "a")
        #expect(list.changes(since: open, sequence: 1).map(\.state) == [.closed])
        let closed = list
        try list.put(.example("u/a.gz", evidence: 3), key: "a")
        #expect(list.changes(since: closed, sequence: 2).map(\.path) == ["u/a.gz"])
    }

    @Test func theSameListHasNoChanges() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3), key: "a")
        let before = list
        try list.put(.example("u/a", evidence: 3), key: "a")
        #expect(list.changes(since: before, sequence: 1).isEmpty)
    }
}
