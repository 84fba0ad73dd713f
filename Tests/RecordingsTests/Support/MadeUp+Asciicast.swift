import RecordingWriters
import Synthesis

extension MadeUp {
    /// An asciicast of which some events are bad, of unknown kinds, or written in unusual ways.
    static func asciicast(version: Int, rows: Int, using random: inout SplitMix64) -> [UInt8] {
        let events = (0..<rows).map { _ in asciicastEvent(version: version, using: &random) }
        switch version {
        case 1: return Array(#"{"version":1,"width":80,"height":24,"stdout":[\#(events.joined(separator: ","))]}"#.utf8)
        default:
            let end = { (random: inout SplitMix64) in ["\n", "\n", "\n", "\r\n", "\n\n"].randomElement(using: &random)!
            }
            var text = (version == 2 ? asciicastHeader2 : asciicastHeader3) + "\n"
            for event in events {
                // An event in the middle of which the recorder stopped.
                let isBroken = Int.random(in: 0..<30, using: &random) == 0
                text += isBroken ? String(event.dropLast(Int.random(in: 1...9, using: &random))) : event
                text += end(&random)
                if Int.random(in: 0..<30, using: &random) == 0 { text += "# a comment\n" }
            }
            if version == 3, Bool.random(using: &random) { text += "[0.5, \"x\", \"0\"]\n[1, \"o\", \"q\"]\n" }
            return Array(text.utf8)
        }
    }

    private static func asciicastEvent(version: Int, using random: inout SplitMix64) -> String {
        let texts = [
            "a", "b", "e", "r", " ", "7", "ä", "日", "😀", #"\r"#, #"\n"#, #"\r\n"#, #"\u007f"#, #"\b \b"#, #"\u001b[A"#,
            #"\u001bOB"#, #"\u001b[200~"#, #"paste"#, #"\u001b[201~"#, #"\ud83d\ude00"#, #"\ud83d"#, #"\ude00x"#,
            #"\"\\\/"#, #"\u001b[?2004h$ "#, "ls -l", #"\r\n\u001b[?2004l\r"#, #"\u001b]0;a title\u0007"#,
            #"\u001b]2;half"#,
            #"e\u001b\\"#, #"\u001b[2D\u001b[P"#, #"\u001b[K"#,
            #"\u001b[1;31mred\u001b[0m"#, "", String(repeating: "long ", count: Int.random(in: 0...60, using: &random)),
        ]
        let bad = [
            #"["x", "o", "a"]"#, #"[1, 2, "a"]"#, #"[1, "o"]"#, "[1]", "[]", #"[1, "i", "a", 5]"#,
            #"[1e999, "i", "a"]"#,
            #"[1, "i", {"a": ["b", null]}]"#, #"{"a": 1}"#, #""text""#, "5", "null",
        ]
        if Int.random(in: 0..<20, using: &random) == 0 { return bad.randomElement(using: &random)! }
        let time = Double(Int.random(in: 0...(1 << Int.random(in: 0...40, using: &random)), using: &random)) / 1e6
        let number = ["\(time)", "1e-05", "0", "12.3456789012345678", "-0.5"]
        let which = max(0, Int.random(in: -20...4, using: &random))
        let text = "\"" + texts.randomElement(using: &random)! + "\""
        let blank = ["", " ", "\t"].randomElement(using: &random)!
        let code = ["o", "o", "i", "i", "i", "r", "m", #"\u0069"#, "new"].randomElement(using: &random)!
        let elements = [number[which]] + (version == 1 ? [] : ["\"\(code)\""]) + [text]
        return "[" + elements.joined(separator: "," + blank) + blank + "]"
    }
}
