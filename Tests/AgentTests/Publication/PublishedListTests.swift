import Foundation
import Synthesis
import SystemPackage
import Testing

@testable import Agent

/// A list whose rows lie in the file that was published last.
struct PublishedListTests {
    private var disk: PublishedDisk

    init() throws {
        disk = try PublishedDisk()
    }

    private static func list(_ limits: PriorityList.Limits = PriorityList.Limits()) throws -> PriorityList {
        var list = PriorityList(mode: .population, limits: limits)
        list.ledgerPosition = 77
        for (row, key) in PublishedDisk.rows { try list.put(row, key: key) }
        return list
    }

    @Test(arguments: [1, 2, 7, 60])
    func howOftenItIsPublishedChangesNothing(period: Int) throws {
        var expected = PriorityList(mode: .population, limits: PriorityList.Limits(scored: 20))
        var list = expected
        var generator = SplitMix64(seed: UInt64(period))
        for round in 0..<4 {
            for (number, (row, key)) in PublishedDisk.rows.shuffled(using: &generator).enumerated() {
                if (number + round) % 6 == 0 {
                    expected.remove(key: key)
                    list.remove(key: key)
                } else {
                    var row = row
                    if row.evidence != nil { row.evidence?.combined = Double(generator.next() % 1000) }
                    try expected.put(row, key: key)
                    try list.put(row, key: key)
                }
                if number % period == 0 { try disk.publish(&list) }
            }
        }
        try disk.publish(&list)
        let isSame = try disk.content == expected.encoded()
        #expect(isSame)
        #expect(try list.encoded() == expected.encoded())
    }

    @Test func whatWasPublishedIsGoneOnWith() throws {
        var list = try Self.list(PriorityList.Limits(scored: 12))
        try disk.publish(&list)
        let restored = try #require(try disk.published(within: list.limits))
        #expect(try restored.encoded() == list.encoded())
        #expect(restored.ledgerPosition == 77)
        #expect(restored.mode == .population)
        #expect(restored.newestEnd == list.newestEnd)
        #expect(restored.changes(sequence: 1).isEmpty)
    }

    @Test func aListWithoutRowsIsGoneOnWith() throws {
        var list = PriorityList(mode: .own)
        try disk.publish(&list)
        #expect(try disk.published()?.encoded() == list.encoded())
    }

    @Test func rowsLongerThanAPieceAreGoneOnWith() throws {
        var list = PriorityList(mode: .own)
        for number in 0..<4 {
            var row = PublishedSession.example("u/\(number)", evidence: Double(number))
            row.remarks = [String(repeating: "é", count: 50_000 * number)]
            try list.put(row, key: "\(number)")
        }
        try disk.publish(&list)
        var restored = try #require(try disk.published())
        try disk.publish(&restored)
        let isSame = try disk.content == list.encoded()
        #expect(isSame)
    }

    @Test func aLongerListIsHeldWithinLimits() throws {
        var list = try Self.list()
        try disk.publish(&list)
        let limits = PriorityList.Limits(scored: 5, unscored: 3)
        let restored = try disk.published(within: limits)
        list.keep(within: limits)
        #expect(try restored?.encoded() == list.encoded())
    }

    @Test func namesThatAreEscapedAreGoneOnWith() throws {
        let names = [#"u/\x1b["quoted",\u{7f}"#, "u/é/\u{1F600}", "u/\n\t/1", #"u/","rank":0,"b"#]
        var list = PriorityList(mode: .own)
        for name in names { try list.put(.example(name, evidence: 1), key: name) }
        try disk.publish(&list)
        let restored = try #require(try disk.published())
        #expect(try restored.encoded() == list.encoded())
        #expect(names.allSatisfy { restored.contains(key: $0) })
    }

    @Test func whoeverReplacesOrRemovesTheFileDoesNoHarm() throws {
        var list = try Self.list()
        try disk.publish(&list)
        let expected = disk.content
        try disk.system.change { disk throws(Errno) in try disk.removeFile(at: "/state/priority.json") }
        try list.put(PublishedDisk.rows[3].0, key: PublishedDisk.rows[3].1)
        try disk.publish(&list)
        #expect(disk.content == expected)
    }

    @Test func rowsThatAreNotWhatWasWrittenAreDamage() throws {
        var list = try Self.list()
        try disk.publish(&list)
        let content = disk.content
        let middle = try #require(content.place(of: Array(#""combined":"#.utf8))).upperBound
        for damaged in [
            content.enumerated().map { $0 == middle ? UInt8(ascii: "9") : $1 }, Array(content[..<(content.count / 2)]),
        ] {
            disk.content = damaged
            #expect {
                try disk.publish(&list)
            } throws: { error in
                (error as? PublicationError)?.isDamage == true
                    && "\(error)".hasPrefix("/state/priority.json is damaged")
            }
            #expect(disk.content == damaged)
        }
        disk.content = content
        try disk.publish(&list)
        #expect(disk.content == content)
    }

    @Test func onlyOneFileStaysOpen() throws {
        var list = try Self.list()
        let before = disk.system.openCount
        for _ in 0..<5 { try disk.publish(&list) }
        #expect(disk.system.openCount == before + 1)
        list = PriorityList(mode: .own)
        #expect(disk.system.openCount == before)
    }
}

/// What a power cut or anything else has left of a published list is found out.
struct PublishedListDamageTests {
    private var disk: PublishedDisk

    init() throws {
        disk = try PublishedDisk()
    }

    private mutating func publish() throws -> PriorityList {
        var list = PriorityList(mode: .own)
        for (row, key) in PublishedDisk.rows { try list.put(row, key: key) }
        try disk.publish(&list)
        return list
    }

    @Test mutating func aListTornByAPowerCutIsFoundOut() throws {
        _ = try publish()
        try disk.restart(keeping: .tornWrites)
        #expect(!disk.content.isEmpty)
        #expect {
            try disk.published()
        } throws: { error in
            "\(error)".hasPrefix("/state/priority.json is no priority list")
        }
    }

    @Test mutating func aListLostByAPowerCutIsNotThere() throws {
        _ = try publish()
        try disk.restart(keeping: .onlySynchronised)
        #expect(try disk.published() == nil)
    }

    @Test mutating func aListThatIsSynchronisedSurvives() throws {
        var list = try publish()
        try disk.publisher.synchronise(list)
        let expected = disk.content
        try list.put(.example("u/new", evidence: 9), key: "new")
        try disk.publish(&list)
        try disk.restart(keeping: .onlySynchronised)
        #expect(disk.content == expected)
        let restored = try #require(try disk.published())
        #expect(try !disk.publisher.isCurrent(restored), "the changes tell of a row that it lacks")
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    mutating func whatIsSynchronisedLastIsCurrent(survival: SimulatedDisk.Survival) throws {
        var list = try publish()
        list.remove(key: "key1")
        try list.put(.example("u/new", evidence: 9), key: "new")
        try disk.publish(&list)
        try disk.publisher.synchronise(list)
        try disk.restart(keeping: survival)
        let restored = try #require(try disk.published())
        #expect(try disk.publisher.isCurrent(restored))
    }

    @Test mutating func whereItIsCutOffItIsNoList() throws {
        _ = try publish()
        let content = disk.content
        for count in stride(from: 0, to: content.count, by: 97) {
            disk.content = Array(content[..<count])
            #expect(throws: PublicationError.self, "after \(count) bytes") { try disk.published() }
        }
    }

    @Test mutating func linesInAnotherOrderOrNumberAreNoList() throws {
        _ = try publish()
        let lines = disk.content.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        let wrongs: [[[UInt8]]] = [
            Array(lines[..<3] + lines[4...]),
            Array(lines[..<4] + lines[3...]),
            Array(lines[..<3] + [lines[4], lines[3]] + lines[5...]),
            [Array(lines.joined())],
        ]
        for wrong in wrongs {
            disk.content = wrong.flatMap { (line: [UInt8]) -> [UInt8] in line + Array("\n".utf8) }
            #expect(throws: PublicationError.self) { try disk.published() }
        }
    }

    /// Bytes that change by themselves give no row, or one that readers of the list can read.
    @Test func whatIsTakenForARowIsOne() throws {
        let line = try json(PublishedSession.complete)
        #expect(throws: Never.self) { try PublishedRowScanner(line[...]) }
        var generator = SplitMix64(seed: 9)
        var taken = 0
        for _ in 0..<4000 {
            var other = line
            let place = Int(generator.next() % UInt64(line.count))
            switch generator.next() % 3 {
            case 0: other[place] = UInt8(truncatingIfNeeded: generator.next())
            case 1: other.remove(at: place)
            default: other[place] = line[Int(generator.next() % UInt64(line.count))]
            }
            guard let scanner = try? PublishedRowScanner(other[...]) else { continue }
            taken += 1
            let row = try JSONDecoder().decode(PublishedSession.self, from: Data(other))
            #expect(scanner.facts == PriorityRowFacts(row, key: try #require(row.key)))
            #expect(scanner.rank?.value == row.rank)
        }
        #expect(taken > 100)
    }

    @Test func rowsThatLackAKeyAreNone() throws {
        let data = Data(try json(PublishedSession.complete))
        let row = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        for key in row.keys {
            var other = row
            other[key] = nil
            let line = try JSONSerialization.data(
                withJSONObject: other,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
            let isRequired = ["key", "path", "remarks", "state"].contains(key)
            #expect(((try? PublishedRowScanner([UInt8](line)[...])) == nil) == isRequired, "\(key)")
        }
    }
}
