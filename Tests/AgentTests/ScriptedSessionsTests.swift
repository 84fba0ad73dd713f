import Foundation
import Gestures
import Recordings
import Testing

@testable import Agent

/// Sessions in which a program may be at work: the list says so, and nothing else changes.
struct ScriptedSessionsTests {
    /// Gaps that are drawn between half and one and a half of a mean, as no hand makes them.
    private static let program = TypedSession.Typist(hold: 90, latency: 180)

    private static func typed(_ seed: UInt64, keys: Int = 400) -> [UInt8] {
        TypedSession(program, keys: keys, seed: seed).bytes
    }

    /// A session on a clock that says when it was.
    private static func dated(_ bytes: [UInt8], start: Int) -> [UInt8] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        let head = #"{"format":"gait-jsonl","version":1,"clock":"wall"}"#
        let rows = lines.map { line in
            let end = line.firstIndex(of: ",") ?? line.endIndex
            let time = Double(line[line.index(line.startIndex, offsetBy: 5)..<end]) ?? 0
            return #"{"t":\#(Int(time) + start * 1000)"# + line[end...]
        }
        return Array(([head] + rows).joined(separator: "\n").utf8) + [10]
    }

    private static func tests(_ report: SessionReport?) -> [ScriptedTest] { report?.tags.map(\.test) ?? [] }

    @Test func aProgramThatTypesIsTaggedWhetherOrNotItIsScored() throws {
        let recordings = (0..<6).map { ("alice/\($0).jsonl", Self.typed(UInt64($0) + 1, keys: $0 < 5 ? 400 : 120)) }
        let reports = try DaemonRun().scanned(recordings)
        for number in 0..<6 { #expect(Self.tests(reports["alice/\(number).jsonl"]).contains(.gapsWithoutTail)) }
        guard case .notScored? = reports["alice/0.jsonl"]?.outcome, case .scored? = reports["alice/4.jsonl"]?.outcome
        else {
            Issue.record("the first has no baseline, and a later one has")
            return
        }
        let row = PublishedSession(try #require(reports["alice/0.jsonl"]))
        let tag = try #require(row.tags?.first)
        #expect(tag.test == .gapsWithoutTail)
        #expect([tag, tag].mark == "scripted? gaps without tail, gaps without tail" && [SessionTag]().mark == nil)
        #expect(tag.words.hasPrefix("keys come without a pause:"))
        var keyed = row
        keyed.key = "alice/0.jsonl"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(throws: Never.self) { try PublishedRowScanner([UInt8](encoder.encode(keyed))[...]) }
    }

    @Test func whatASessionReplaysIsNamed() throws {
        let recordings = [
            ("alice/0.jsonl", Self.typed(1, keys: 100)), ("alice/1.jsonl", Self.typed(2)),
            ("alice/2.jsonl", Self.typed(2)),
            ("bob/0.jsonl", Self.typed(2)),
        ]
        let run = try DaemonRun()
        let reports = try run.scanned(recordings)
        let tag = try #require(reports["alice/2.jsonl"]?.tags.first { $0.test == .keysReplayed })
        #expect(tag.words.contains("as in alice/1.jsonl: 32 of 32"))
        for path in ["alice/0.jsonl", "alice/1.jsonl", "bob/0.jsonl"] {
            #expect(!Self.tests(reports[path]).contains(.keysReplayed))
        }
    }

    /// Compressed recordings, and such as are complete when they are found, are closed in the order of their paths.
    @Test func aDaemonSaysWhatAScanSays() throws {
        let recordings = (0..<7).map { number in
            (
                "alice/\(number).jsonl",
                Self.dated(Self.typed(UInt64(number % 4) + 1), start: 1_600_000_000 + 86_400 * number)
            )
        }
        let scanned = try DaemonRun(silence: 5).scanned(recordings)
        #expect(Self.tests(scanned["alice/6.jsonl"]).suffix(2) == [.keysReplayed, .sameTimeEachDay])
        #expect(Self.tests(scanned["alice/3.jsonl"]) == Self.tests(scanned["alice/0.jsonl"]))
        var run = try DaemonRun(silence: 5)
        try run.run(recordings.map { .placed([$0]) })
        for (path, _) in recordings { #expect(run.reports[path]?.tags == scanned[path]?.tags, "\(path)") }
        // What the ledger has is what the list is made of after a restart.
        for (path, finding) in try run.findings() { #expect(finding.tags == scanned[path]?.tags, "\(path)") }
        // What is learnt does not depend on it: the last is like the third, and both are learnt.
        #expect(try run.findings()["alice/6.jsonl"]?.isLearnt == run.findings()["alice/2.jsonl"]?.isLearnt)
    }

    @Test func aSessionThatIsOpenIsTaggedAsFarAsItWasRead() throws {
        let bytes = Self.typed(5)
        var run = try DaemonRun()
        try run.run([.placed([("alice/0.jsonl", Array(bytes.prefix(bytes.count / 2)))])], stepsPerPhase: 4)
        let half = try #require(run.reports["alice/0.jsonl"])
        #expect(Self.tests(half).contains(.gapsWithoutTail) && run.list.rows.first?.isOpen == true)
        try run.run([.placed([("alice/0.jsonl", bytes)])])
        let whole = try #require(run.reports["alice/0.jsonl"])
        #expect(try DaemonRun().scanned([("alice/0.jsonl", bytes)])["alice/0.jsonl"]?.tags == whole.tags)
        #expect((whole.tags.first?.count ?? 0) > (half.tags.first?.count ?? 0))
    }

    /// A session that has grown, or is read again, is no replay of itself.
    @Test func aSessionIsNotComparedWithItself() throws {
        let bytes = Self.typed(6)
        var run = try DaemonRun()
        try run.run([.placed([("alice/0.jsonl", Array(bytes.prefix(bytes.count * 3 / 4)))]), .quiet])
        try run.run([.placed([("alice/0.jsonl", bytes)]), .quiet])
        let finding = try #require(try run.findings()["alice/0.jsonl"])
        #expect(finding.fileSize == Int64(bytes.count))
        #expect(finding.tags?.contains { $0.test == .keysReplayed } == false)
    }
}
