import RecordingWriters
import Synthesis

extension MadeUp {
    /// Lines of which some are bad, some are of other kinds, and some are written in unusual ways.
    static func jsonLines(rows: Int, using random: inout SplitMix64) -> [UInt8] {
        var text = jsonLinesHeader + ["\n", "\r\n", "\n\n"].randomElement(using: &random)!
        for _ in 0..<rows { text += jsonLine(using: &random) }
        return Array(text.utf8)
    }

    private static func jsonLine(using random: inout SplitMix64) -> String {
        let bad = [
            "null", #""5""#, "-", "01", "1e999", "1e9", "true", "[1]", "12.5", String(repeating: "3", count: 300),
        ]
        func number(_ ordinary: String) -> String {
            Int.random(in: 0..<40, using: &random) == 0 ? bad.randomElement(using: &random)! : ordinary
        }
        func coordinate() -> String { number(String(Int.random(in: 0...2000, using: &random))) }
        func time() -> String { number(String(Double.random(in: 0...1e7, using: &random))) }
        let kinds = [
            "move", "move", "drag", "press", "release", "wheel-up", "wheel-down", "key", "mo\\u0076e",
            "x\\\"\\ud83d\\ude00",
        ]
        var members = [
            #""t":\#(time())"#, #""kind":"\#(kinds.randomElement(using: &random)!)""#, #""x": \#(coordinate())"#,
            #""y" :\#(coordinate())"#,
        ]
        let extras = [
            #""client":\#(time())"#, #""button":"left""#, #""button":"x1""#, #""title":"\\ \"}\n ä""#,
            #""window":{"a":[1,{"b":[]}],"c":{}}"#, #""x":null"#,
        ]
        for extra in extras where Int.random(in: 0..<5, using: &random) == 0 { members.append(extra) }
        members.shuffle(using: &random)
        let separator = [",", ", ", " ,\t"].randomElement(using: &random)!
        let end = ["\n", "\n", "\n", "\n", "\r\n", "\n \n", "}\n"].randomElement(using: &random)!
        return "{" + members.joined(separator: separator) + "}" + end
    }
}
