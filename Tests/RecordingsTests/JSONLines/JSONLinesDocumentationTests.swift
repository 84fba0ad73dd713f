import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// What the manual page and the schema say is what is read.
struct JSONLinesDocumentationTests {
    private static let packaging = ProjectFiles.root.appending(path: "Packaging")

    private static func words(_ value: Any?, _ path: String...) -> Set<String> {
        var value = value
        for key in path { value = (value as? [String: Any])?[key] }
        return Set(value as? [String] ?? [])
    }

    @Test func theSchemaNamesTheKindsThatAreRead() throws {
        let data = try Data(contentsOf: Self.packaging.appending(path: "recording.schema.json"))
        let schema = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let definitions = schema?["$defs"] as? [String: Any]
        let kinds = Self.words(definitions, "pointer", "properties", "kind", "enum")
        let others = Self.words(definitions, "other", "properties", "kind", "not", "enum")
        let keys = Self.words(definitions, "key", "properties", "kind", "enum")
        let terminals = Self.words(definitions, "terminal", "properties", "kind", "enum")
        let end = Self.words(definitions, "end", "properties", "kind", "enum")
        let entered = Self.words(definitions, "command", "properties", "kind", "enum")
        let titles = Self.words(definitions, "title", "properties", "kind", "enum")
        #expect(kinds.union(keys).union(terminals).union(entered).union(titles).union(end) == others)
        let line = jsonLines(#"{"t":1,"kind":"command","command":"ls"}"#, #"{"t":2,"kind":"title","title":"a"}"#)
        let reading = Reading(line)
        #expect(entered == ["command"] && titles == ["title"])
        #expect(reading.commands.count == 1 && reading.titles.count == 1 && reading.facts.rows.malformed == 0)
        #expect(Self.words(definitions, "typed", "properties", "kind", "enum").isSubset(of: terminals))
        let lines = kinds.sorted().map { #"{"t":1,"kind":"\#($0)","x":1,"y":2}"# + "\n" }
        let read = Reading(jsonLinesHeader + "\n" + lines.joined()).events.map(\.kind)
        #expect(Set(read) == Set(PointerEvent.Kind.allCases) && read.count == kinds.count)
        let keyLines = keys.sorted().map { #"{"t":1,"kind":"\#($0)","key":"a"}"# + "\n" }
        let terminalLines = terminals.sorted().map { #"{"t":1,"kind":"\#($0)","text":"a"}"# + "\n" }
        let typed = Reading(jsonLinesHeader + "\n" + (keyLines + terminalLines).joined()).keys.map(\.action)
        #expect(typed == [.press, .release, .input, .echo])
        #expect(Self.words(definitions, "header", "properties", "format", "enum") == [RecordingFormat.jsonLines.name])
    }

    @Test func theExampleOfThePageIsRead() throws {
        let page = try String(contentsOf: Self.packaging.appending(path: "man/gait-jsonl.5"), encoding: .utf8)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("{") }
        // The end mark is the last line of the first example.
        let last = lines.firstIndex { $0.contains("end") } ?? 0
        let keys = Reading((lines[..<1] + lines[(last + 1)...]).map { $0 + "\n" }.joined())
        #expect(keys.facts.rows.malformed == 0)
        #expect(keys.keys.map(\.action) == [.press, .press, .release, .release])
        let reading = Reading(lines.map { $0 + "\n" }.joined())
        #expect(reading.facts.format == .jsonLines)
        #expect(reading.facts.rows.malformed == 0 && reading.facts.rows.unplaced == 0)
        #expect(reading.events.map(\.kind) == [.move, .move, .press, .release])
        #expect(reading.events.map(\.recorderTime.milliseconds) == [0, 16, 250, 332])
    }

    /// What the page quotes as a class of keys is one.
    @Test func theClassesOfThePageAreRead() throws {
        let page = try String(contentsOf: Self.packaging.appending(path: "man/gait-jsonl.5"), encoding: .utf8)
        let quoted = Set(
            page.split(separator: "\n").compactMap { $0.hasPrefix(".Qq ") ? $0.split(separator: " ")[1] : nil }
        )
        let classes = quoted.compactMap { name in
            Reading(jsonLines(#"{"t":1,"kind":"key-press","key":"\#(name)"}"#)).keys.first?.keyClass
        }
        #expect(Set(classes) == Set(KeyClass.allCases))
    }
}
