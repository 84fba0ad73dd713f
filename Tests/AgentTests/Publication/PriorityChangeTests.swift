import SystemPackage
import Testing

@testable import Agent

struct PriorityChangeTests {
    private let disk: PublishedDisk

    init() throws {
        disk = try PublishedDisk()
    }

    @Test func onlyWhatChangedItselfHasALine() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3), key: "a")
        try list.put(.example("u/b", evidence: 2), key: "b")
        try list.put(.example("u/c", evidence: 1), key: "c")
        try list.put(.example("u/n", evidence: nil), key: "n")
        try disk.publish(&list)
        try list.put(.example("u/new", evidence: 9), key: "new")
        try list.put(.example("u/c", evidence: 2.5), key: "c")
        list.remove(key: "b")
        list.remove(key: "n")
        let changes = list.changes(sequence: 41)
        #expect(changes.map(\.path) == ["u/new", "u/c", "u/b", "u/n"])
        #expect(changes.map(\.oldRank) == [nil, 3, 2, nil])
        #expect(changes.map(\.newRank) == [1, 3, nil, nil])
        #expect(changes.map(\.state) == [.closed, .closed, nil, nil])
        #expect(changes.allSatisfy { $0.sequence == 41 })
    }

    @Test func aStateAndAPathThatChangeHaveALine() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3, isOpen: true), key: "a")
        try disk.publish(&list)
        try list.put(.example("u/a", evidence: 3), key: "a")
        #expect(list.changes(sequence: 1).map(\.state) == [.closed])
        try disk.publish(&list)
        try list.put(.example("u/a.gz", evidence: 3), key: "a")
        #expect(list.changes(sequence: 2).map(\.path) == ["u/a.gz"])
    }

    @Test func whatComesBackAsItWasIsNoChange() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3), key: "a")
        try disk.publish(&list)
        try list.put(.example("u/a", evidence: 4), key: "a")
        list.remove(key: "a")
        try list.put(.example("u/a", evidence: 3), key: "a")
        try list.put(.example("u/b", evidence: 3), key: "b")
        list.remove(key: "b")
        #expect(list.changes(sequence: 1).isEmpty)
    }

    @Test func whatChangesWhileNothingCanBePublishedIsToldFromThePublishedListOn() throws {
        var list = PriorityList(mode: .own)
        try list.put(.example("u/a", evidence: 3), key: "a")
        try list.put(.example("u/b", evidence: 2), key: "b")
        try disk.publish(&list)
        try list.put(.example("u/b", evidence: 4), key: "b")
        disk.system.arm(.fault(.noSpace), at: 1)
        #expect(throws: PublicationError.self) { try disk.publish(&list) }
        try list.put(.example("u/b", evidence: 5), key: "b")
        let changes = list.changes(sequence: 1)
        #expect(changes.map(\.oldRank) == [2])
        #expect(changes.map(\.newRank) == [1])
    }
}
