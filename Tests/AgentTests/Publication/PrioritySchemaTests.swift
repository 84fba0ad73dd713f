import Agent
import AgentSupport
import Foundation
import Gestures
import Recordings
import SystemPackage
import TestSupport
import Testing

struct PrioritySchemaTests {
    private static func schema() throws -> JSONSchema {
        try JSONSchema(
            at: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(
                    path: "Packaging/priority.schema.json"
                )
        )
    }

    @Test func theDaemonsListFitsTheSchema() throws {
        var list = PriorityList(mode: .population, limits: PriorityList.Limits(scored: 2))
        try list.put(.complete, key: "a")
        try list.put(.example("u/2", evidence: 2), key: "b")
        try list.put(.example("u/3", evidence: 1), key: "c")
        try list.put(.example("u/4", evidence: 5, isOpen: true), key: "d")
        try list.put(.example("u/5", evidence: nil), key: "e")
        let gone = SessionReport.example("u/6", .unreadable(UnreadableRecording("gone")))
        try list.put(PublishedSession(gone), key: "f")
        #expect(try Self.schema().mistakes(in: Data(list.encoded())) == [])
    }

    @Test func aScansListFitsTheSchema() throws {
        let synthetic = try SyntheticDirectory(users: 2, sessions: 6)
        try synthetic.directory.write([], to: "user01/session_empty")
        let configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/session_{session}"))
        let list = ScanList(spillingInto: "/var/tmp", system: Kernel())
        try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(synthetic.directory.path, system: Kernel()), reporting: list.add)
        var document = PriorityListDocument(mode: .own, summary: list.summary)
        document.sessions = try list.mapRows(top: nil, \.self)
        #expect(document.sessions.contains { $0.score != nil })
        #expect(document.sessions.contains { $0.state == .unreadable })
        #expect(try Self.schema().mistakes(in: JSONEncoder().encode(document)) == [])
    }

    @Test func theSchemaKnowsNoKeyThatNoRowHas() throws {
        let data = try JSONEncoder().encode(PublishedSession.complete)
        let row = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let schema = try Self.schema()
        #expect(Set(row.keys) == schema.keys(of: "session"))
        let evidence = try #require(row["evidence"] as? [String: Any])
        #expect(Set(evidence.keys) == schema.keys(of: "evidence"))
        let circumstances = try #require(evidence["circumstances"] as? [String: Any])
        #expect(Set(circumstances.keys) == schema.keys(of: "circumstanceEvidence"))
        let part = try #require((circumstances["parts"] as? [[String: Any]])?.first)
        #expect(Set(part.keys) == schema.keys(of: "circumstancePart"))
        let found = try #require((evidence["modalities"] as? [[String: Any]])?.first)
        #expect(Set(found.keys) == schema.keys(of: "modalityEvidence"))
        #expect(Set(try #require(found["whole"] as? [String: Any]).keys) == schema.keys(of: "stretch"))
        let device = try #require(found["device"] as? [String: Any])
        #expect(Set(device.keys) == schema.keys(of: "device"))
        let trait = try #require((device["traits"] as? [[String: Any]])?.first)
        #expect(Set(trait.keys) == schema.keys(of: "deviceTrait"))
        let reason = try #require((row["reasons"] as? [[String: Any]])?.first)
        #expect(Set(reason.keys) == schema.keys(of: "reason"))
        let tag = try #require((row["tags"] as? [[String: Any]])?.first)
        #expect(Set(tag.keys) == schema.keys(of: "tag"))
    }

    @Test(arguments: [
        #"{"mode":"own","sessions":[],"summary":{}}"#,
        #"{"version":3,"mode":"theirs","sessions":[],"summary":{}}"#,
        #"{"version":3,"mode":"own","sessions":[{"state":"closed","path":1,"remarks":[]}],"summary":{}}"#,
    ])
    func whatDoesNotFitIsFound(json: String) throws {
        #expect(try !Self.schema().mistakes(in: Data(json.utf8)).filter { !$0.contains("summary") }.isEmpty)
    }
}
