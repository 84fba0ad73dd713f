import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Agent

struct PriorityPublisherTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func contents(_ name: String) -> String? {
        FileManager.default.contents(atPath: directory.url.appending(path: name).path)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Publishes an empty list and then lists of one row, each with another evidence.
    private func publish(
        _ evidences: [Double],
        system: any SystemCalls = Kernel(),
        mostChangesBytes: Int64 = PriorityPublisher.mostChangesBytes
    ) throws {
        let descriptor = try Kernel().openDirectory(directory.path)
        defer { Kernel().close(descriptor) }
        let folder = PublicationFolder(descriptor, at: directory.path, system: system)
        let publisher = PriorityPublisher(in: folder, mostChangesBytes: mostChangesBytes)
        var list = PriorityList(mode: .own)
        try publisher.publish(&list, sequence: .max)
        for (number, evidence) in evidences.enumerated() {
            try list.put(.example("u/1", evidence: evidence), key: "1")
            try publisher.publish(&list, sequence: UInt64(number))
        }
    }

    private func published() throws -> PriorityListDocument? {
        let descriptor = try Kernel().openDirectory(directory.path)
        defer { Kernel().close(descriptor) }
        return try PriorityPublisher(in: PublicationFolder(descriptor, at: directory.path, system: Kernel()))
            .published(within: PriorityList.Limits()).map { try PriorityListDocument(json: $0.encoded()) }
    }

    @Test func theListIsReplacedAndEveryChangeHasALine() throws {
        #expect(try published() == nil)
        try publish([1, 2, 2, 3])
        #expect(try published()?.sessions.map(\.evidence?.combined) == [3])
        let lines = try #require(contents("priority.jsonl")).split(separator: "\n")
        let changes = try lines.map { try JSONDecoder().decode(PriorityChange.self, from: Data($0.utf8)) }
        #expect(changes.map(\.sequence) == [0, 1, 3])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).count == 2)
    }

    /// A row as the version before had it, which knew the pointer alone.
    private static func ofPointerAlone(_ line: String) throws -> String {
        let row = try JSONSerialization.jsonObject(with: Data(line.utf8))
        guard var row = row as? [String: Any], var evidence = row["evidence"] as? [String: Any] else { return line }
        let found = try #require((evidence["modalities"] as? [[String: Any]])?.first)
        evidence["modalities"] = nil
        for (key, value) in found where key != "modality" && key != "evidence" { evidence[key] = value }
        row["evidence"] = evidence
        row["reasons"] = (row["reasons"] as? [[String: Any]])?.map { $0.filter { $0.key != "modality" } }
        return String(decoding: try JSONSerialization.data(withJSONObject: row, options: .sortedKeys), as: UTF8.self)
    }

    /// Nothing is lost of a list that a former version left, not even what only the list knows.
    @Test func aListOfThePointerAloneIsTakenOver() throws {
        let descriptor = try Kernel().openDirectory(directory.path)
        defer { Kernel().close(descriptor) }
        let publisher = PriorityPublisher(
            in: PublicationFolder(descriptor, at: directory.path, system: Kernel()),
            mostChangesBytes: PriorityPublisher.mostChangesBytes
        )
        var list = PriorityList(mode: .own)
        list.ledgerPosition = 77
        try list.put(.example("u/1", evidence: 3, end: .day(1)), key: "1")
        try list.put(.example("u/2", evidence: 5, end: .day(2)), key: "2")
        try list.put(.example("u/3", evidence: nil), key: "3")
        let gone = SessionReport.example("u/4", .unreadable(UnreadableRecording("gone")))
        try list.put(PublishedSession(gone), key: "4")
        try publisher.publish(&list, sequence: 0)
        let expected = try PriorityListDocument(json: list.encoded())
        let lines = try #require(contents("priority.json")).split(separator: "\n", omittingEmptySubsequences: false)
        let former = try lines.enumerated().map { number, line -> String in
            let isRow = number > 0 && number < lines.count - 2
            guard isRow else { return String(line).replacing(#""version":3"#, with: #""version":2"#) }
            let comma = line.hasSuffix(",") ? "," : ""
            return try Self.ofPointerAlone(String(line.dropLast(comma.count))) + comma
        }
        try directory.write(former.joined(separator: "\n").utf8, to: "priority.json")
        #expect(!former.joined().contains("modalit"))
        #expect(try published() == expected)
    }

    @Test func theGroupMayReadAndOthersMayNot() throws {
        try publish([1])
        for name in ["priority.json", "priority.jsonl"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path.appending(name).string)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test func changesMakeRoomForNewOnes() throws {
        try publish([1, 2, 3], mostChangesBytes: 1)
        #expect(contents("priority.jsonl.1")?.contains(#""sequence":1"#) == true)
        #expect(contents("priority.jsonl")?.contains(#""sequence":2"#) == true)
        #expect(contents("priority.jsonl")?.split(separator: "\n").count == 1)
    }

    @Test func aLineThatWasNotFinishedIsCutAway() throws {
        try publish([1])
        let whole = try #require(contents("priority.jsonl"))
        try directory.write(Array((whole + String(repeating: "x", count: 9000)).utf8), to: "priority.jsonl")
        try publish([2])
        let lines = try #require(contents("priority.jsonl")).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test func aFullDiskLeavesTheListAsItWas() throws {
        try publish([1])
        let before = contents("priority.json")
        for room in [0, 100] {
            #expect(throws: PublicationError.self) { try publish([], system: FullDisk(room: room)) }
            #expect(contents("priority.json") == before)
        }
        let descriptor = try Kernel().openDirectory(directory.path)
        defer { Kernel().close(descriptor) }
        for room in [0, 300, 600] {
            let folder = PublicationFolder(descriptor, at: directory.path, system: FullDisk(room: room))
            var list = try #require(try PriorityPublisher(in: folder).published(within: PriorityList.Limits()))
            try list.put(.example("u/1", evidence: 2), key: "1")
            #expect(throws: PublicationError.self) { try PriorityPublisher(in: folder).publish(&list, sequence: 1) }
            #expect(contents("priority.json") == before)
        }
        try publish([2])
        #expect(try published()?.sessions.map(\.evidence?.combined) == [2])
    }

    @Test func aListThatCannotBeReadIsNamed() throws {
        try directory.write("{".utf8, to: "priority.json")
        #expect {
            try published()
        } throws: { error in
            "\(error)".hasPrefix("\(directory.path)/priority.json is no priority list")
        }
    }
}
