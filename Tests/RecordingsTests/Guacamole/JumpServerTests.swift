import Recordings
import Testing

/// What JumpServer keeps beside the parts of a session.
struct JumpServerTests {
    private static func described(_ text: String) -> [String?]? {
        RecordingFormat.guacamole.sideFile?.describe(Array(text.utf8).span).map { description in
            [RecordingDescription.Member.user, .host, .account, .address].map { description[$0] }
        }
    }

    @Test func saysWhoWhereAndAsWhom() {
        let object = """
            {"id": "5f0e", "user": "Alice(alice)", "asset": "server", "account": "root(root)",
             "remote_addr": "192.0.2.1", "date_end": null, "files": [{"name": "5f0e.0.part.gz", "user": "no"}],
             "inner": {"user": "neither"}, "other": 7}
            """
        #expect(Self.described(object) == ["Alice(alice)", "server", "root(root)", "192.0.2.1"])
        #expect(Self.described(#"{"user":"\u00e9"}"#) == ["é", nil, nil, nil])
        let long = String(repeating: "x", count: 256)
        #expect(Self.described(#"{"user":"\#(long)","asset":""}"#) == [nil, nil, nil, nil])
    }

    @Test(arguments: ["2026-01-31 09:30:00 +0000", "2026/01/31 17:30:00 +0800", "2026-01-31T09:30:00Z"])
    func saysWhenItBegan(text: String) {
        let described = RecordingFormat.guacamole.sideFile?.describe(Array(#"{"date_start":"\#(text)"}"#.utf8).span)
        #expect(described?.start == Timestamp(milliseconds: 1_769_851_800_000))
    }

    @Test(arguments: [#""""#, "null", #""2026-01-31""#, #""2026-13-31T09:30:00Z""#, #"{"a":"2026-01-31T09:30:00Z"}"#])
    func saysNothingOfWhenItBeganWhereThatIsNoTime(value: String) {
        let described = RecordingFormat.guacamole.sideFile?.describe(Array(#"{"date_start":\#(value)}"#.utf8).span)
        #expect(described?.start == .missing)
    }

    @Test(arguments: ["", "{", #"{"user":"a""#, #"{"user":"a"#, "[]", #"["user","a"]"#, "no", #"{"user":a}"#, "7"])
    func isNotBelievedBeforeItIsWhole(text: String) {
        #expect(Self.described(text) == nil)
    }

    @Test func itsFilesAreKnownByTheirNames() throws {
        func names(_ bytes: [[UInt8]]) -> [String] { bytes.map { String(decoding: $0, as: UTF8.self) } }
        let side = try #require(RecordingFormat.guacamole.sideFile)
        #expect(names(side.names(Array("5f0e.0.part.gz".utf8))) == ["5f0e.json", "5f0e.replay.json"])
        #expect(side.names(Array("recording".utf8)).isEmpty)
        let mains = RecordingFormat.guacamole.companions.mainNames
        #expect(names(mains(Array("5f0e.2.part.meta".utf8))) == ["5f0e.2.part", "5f0e.2.part.gz"])
        #expect(names(mains(Array("5f0e.json".utf8))).contains("5f0e.0.part"))
        #expect(names(mains(Array("5f0e.replay.json".utf8))).contains("5f0e.0.part.gz"))
        #expect(mains(Array("5f0e.0.part".utf8)).isEmpty)
    }
}
