import Foundation
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
        #expect(kinds.union(Self.words(definitions, "end", "properties", "kind", "enum")) == others)
        let lines = kinds.sorted().map { #"{"t":1,"kind":"\#($0)","x":1,"y":2}"# + "\n" }
        let read = Reading(jsonLinesHeader + "\n" + lines.joined()).events.map(\.kind)
        #expect(Set(read) == Set(PointerEvent.Kind.allCases) && read.count == kinds.count)
        #expect(Self.words(definitions, "header", "properties", "format", "enum") == [RecordingFormat.jsonLines.name])
    }

    @Test func theExampleOfThePageIsRead() throws {
        let page = try String(contentsOf: Self.packaging.appending(path: "man/gait-jsonl.5"), encoding: .utf8)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("{") }
        let reading = Reading(lines.map { $0 + "\n" }.joined())
        #expect(reading.facts.format == .jsonLines)
        #expect(reading.facts.rows.malformed == 0 && reading.facts.rows.unplaced == 0)
        #expect(reading.events.map(\.kind) == [.move, .move, .press, .release])
        #expect(reading.events.map(\.recorderTime.milliseconds) == [0, 16, 250, 332])
    }
}
