import Testing

@testable import Agent

/// A list that leaves memory and comes back.
struct RestingListTests {
    private var disk: PublishedDisk

    init() throws {
        disk = try PublishedDisk()
    }

    private static func list() throws -> PriorityList {
        var list = PriorityList(mode: .own, limits: PriorityList.Limits(scored: 20))
        list.ledgerPosition = 77
        for (row, key) in PublishedDisk.rows { try list.put(row, key: key) }
        return list
    }

    private static func expectSame(_ resting: inout RestingList, as list: PriorityList) throws {
        #expect(resting.summary == list.summary)
        let isSame = try resting.use { (rested) throws(PublicationError) in
            try rested.encoded() == list.encoded() && rested.ledgerPosition == list.ledgerPosition
                && rested.limits == list.limits && rested.changes(sequence: 1) == list.changes(sequence: 1)
        }
        #expect(isSame)
    }

    @Test func goesOnAsItWas() throws {
        var list = try Self.list()
        try disk.publish(&list)
        var resting = RestingList(list)
        resting.rest()
        #expect(resting.summary == list.summary)
        try Self.expectSame(&resting, as: list)

        resting.rest()
        let row = PublishedDisk.rows[7].0
        try list.put(row, key: "another")
        try resting.use { (rested) throws(PublicationError) in try rested.put(row, key: "another") }
        try Self.expectSame(&resting, as: list)
    }

    @Test func keepsWhatWasNotPublished() throws {
        var list = try Self.list()
        try disk.publish(&list)
        try list.put(PublishedDisk.rows[7].0, key: "another")
        list.remove(key: PublishedDisk.rows[3].1)
        var resting = RestingList(list)
        resting.rest()
        try Self.expectSame(&resting, as: list)
    }

    @Test func saysWhereItIsDamaged() throws {
        var list = try Self.list()
        try disk.publish(&list)
        var resting = RestingList(list)
        resting.rest()
        let content = disk.content
        disk.content = Array(content.dropLast(100))
        let error = #expect(throws: PublicationError.self) {
            try resting.use { (_) throws(PublicationError) in }
        }
        #expect(error?.isDamage == true)
        disk.content = content
        try Self.expectSame(&resting, as: list)
    }
}
