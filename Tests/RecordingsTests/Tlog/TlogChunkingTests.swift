import RecordingWriters
import Snapshots
import Synthesis
import TestSupport
import Testing

@testable import Recordings

extension MadeUp {
    /// Messages of which some are bad, lost, or of another recording.
    static func tlog(messages: Int, using random: inout SplitMix64) -> [String] {
        var lines = [TlogText().message(1, "")]
        var position = 0
        for id in 2...max(messages, 2) {
            var timing = "=80x24"
            var input = ""
            var output = ""
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                timing += "+\(Int.random(in: 0...300, using: &random))"
                let count = Bool.random(using: &random) ? 1 : Int.random(in: 0...9, using: &random)
                let text = (0..<count).map { _ in
                    ["a", "h", "7", " ", "\r", "\u{1B}", "[", "A", "ä", "€", "😀", "\"", "\\", "\u{7F}"]
                        .randomElement(using: &random)!
                }.joined()
                if Bool.random(using: &random) {
                    timing += "<\(count)"
                    input += text
                } else {
                    timing += ">\(count)"
                    output += text
                }
            }
            switch Int.random(in: 0..<20, using: &random) {
            case 0: timing += "?"
            case 1: input += "more"
            case 2: timing += ">3"
            case 3: continue
            case 4: lines.append(TlogText(recording: "r-2").message(id, timing, input: input, output: output))
            case 5:
                let message = TlogText().message(id, at: position, timing, input: input, output: output)
                lines.append(message.replacing("\"in_txt\"", with: "\"timing\":\"<1?\",\"in_txt\""))
                continue
            case 6: lines.append(["", "{", "hello", "{\"ver\":\"2.3\"", "[1]"].randomElement(using: &random)!)
            default: break
            }
            lines.append(TlogText().message(id, at: position, timing, input: input, output: output))
            position += Int.random(in: 0...4000, using: &random)
        }
        return lines
    }

    static func tlog(using random: inout SplitMix64) -> [UInt8] {
        let messages = tlog(messages: Int.random(in: 1...60, using: &random), using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return TlogText.export(messages)
        case 1: return TlogText.export(messages, withLength: true)
        case 2: return TlogText.json(messages)
        case 3: return TlogText.json(messages, asBytes: true)
        default: return Array(messages.map { $0 + "\n" }.joined().utf8)
        }
    }
}

struct TlogChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.tlog(using: &random)
        let whole = Reading(plain, format: .tlog)
        #expect(whole.error == nil)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    /// Escapes that are whole are read otherwise than those that are cut.
    @Test func escapesInPiecesAreThoseOfTheWhole() {
        let escapes = [
            #"\u001b"#, #"\r"#, #"\n"#, #"\t"#, #"\b"#, #"\f"#, #"\/"#, #"\""#, #"\\"#, #"\u00e4"#, #"\u20AC"#,
            #"\ud83d\ude00"#, #"\ud83d"#, #"\ud83dx\ude00"#, #"\ud83d\n\ude00"#, #"\udE00"#, "ä", "a",
        ]
        var random = SplitMix64(seed: 1)
        for _ in 0..<40 {
            let text = (0..<30).map { _ in escapes.randomElement(using: &random)! }
            let message = TlogText().message(1, "+1<1+2>1+3<2+4>3+5<4+6>20+7>9", input: "@", output: "@")
                .replacing("@", with: text.joined())
            for bytes in [Array((message + "\n").utf8), TlogText.json([message])] {
                let whole = Reading(bytes, format: .tlog)
                #expect(whole.error == nil && !whole.keys.isEmpty)
                for piece in 1...9 {
                    #expect(Reading(bytes, pieces: [piece], format: .tlog) == whole)
                }
            }
        }
    }

    private static let messages = [
        TlogText().message(1, "=80x24+5<1>1+90<1>1", input: "hä", output: "hä"),
        TlogText().message(
            3,
            at: 500,
            "<3+1>11[1/1<1",
            input: "\u{1B}[A\u{FFFD}\r",
            output: "\r\n\"a\\\u{1}bcdef",
            inputBytes: [200]
        ), TlogText(recording: "r-2").message(1, "<1", input: "x"), TlogText().message(4, "0"),
    ]

    @Test(arguments: 0..<5)
    func everySingleCutAndEverySnapshotGivesTheSame(kind: Int) throws {
        let plain =
            switch kind {
            case 0: Array(Self.messages.map { $0 + "\r\n" }.joined().utf8)
            case 1: TlogText.export(["x"] + Self.messages)
            case 2: TlogText.export(Self.messages, withLength: true)
            case 3: TlogText.json(["x"] + Self.messages)
            default: TlogText.json(Self.messages, asBytes: true)
            }
        let whole = Reading(plain)
        #expect(whole.keys.count == 7 && whole.facts.rows.total == 5 && whole.facts.rows.malformed == 3)
        try expectTheSameAtEveryCut(plain, whole)
    }

    @Test func aDamagedSnapshotIsNoTrap() throws {
        let plain = Array(Self.messages.map { $0 + "\n" }.joined().utf8)
        var random = SplitMix64(seed: 5)
        for _ in 0..<3000 {
            var scratch = RecordingScratch()
            var reader = RecordingReader()
            let cut = Int.random(in: 1..<plain.count, using: &random)
            try reader.read(plain.span.extracting(..<cut), using: &scratch) { _ in }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            var bytes = writer.bytes
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            var snapshot = SnapshotReader(bytes)
            guard var other = try? RecordingReader(from: &snapshot) else { continue }
            _ = try? other.read(plain.span.extracting(cut...), using: &scratch) { _ in }
            _ = try? other.finish(using: &scratch) { _ in }
        }
    }

    /// What people typed is in nothing that comes out, wherever reading stops.
    @Test func typedTextStaysInside() throws {
        let marker = "hunter2hunter2"
        let count = marker.utf8.count
        let messages = [
            TlogText().message(1, "<\(count)>\(count)", input: marker, output: marker),
            TlogText().message(2, "<3>1", input: marker, output: marker),
            TlogText().message(3, "<\(count)", input: marker).replacing("timing", with: marker),
            #"{"ver":"2.3","\#(marker)":"\#(marker)","id":"\#(marker)"}"#, marker, marker.uppercased(),
        ]
        for bytes in [
            Array(messages.map { $0 + "\n" }.joined().utf8), TlogText.export(messages), TlogText.json(messages),
        ] {
            var scratch = RecordingScratch()
            var reader = RecordingReader(format: .tlog)
            for index in bytes.indices {
                var said = ""
                try reader.read(bytes.span.extracting(index...index), using: &scratch) { said += "\($0.keys)" }
                var writer = SnapshotWriter()
                reader.snapshot(into: &writer)
                said += String(decoding: writer.bytes, as: UTF8.self) + "\(reader.facts)"
                try #require(!said.lowercased().contains("hunter2hu"))
            }
        }
    }

    @Test func eachBeginningIsOfOneFormat() {
        for bytes in [
            Array(Self.messages[0].utf8), [0xEF, 0xBB, 0xBF] + Array(Self.messages[0].utf8),
            Array("{ \"ver\" : \"2.3\"".utf8), TlogText.export(Self.messages), TlogText.json(Self.messages),
            Array(#"{"PRIORITY":"6","TLOG_USER":"anna"}"#.utf8), Array((#"{"MESSAGE":"{\"ver\":\"2.3\""#).utf8),
        ] {
            #expect(RecordingFormat.names(recognising: bytes) == ["tlog"])
        }
        for text in [
            #"{"version":2,"width":80}"#, #"{"format":"gait-jsonl","version":1}"#, #"{"verb":1}"#, "__CURSER=", "{}",
            "[]",
            #"{"ID":5,"name":7}"#, "{\"PRIORITY\":\"6\n\"",
        ] {
            #expect(!RecordingFormat.names(recognising: Array(text.utf8)).contains("tlog"), "\(text)")
        }
    }
}
