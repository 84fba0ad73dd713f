import RecordingWriters
import Synthesis

extension MadeUp {
    static func ttyrec(records: Int, using random: inout SplitMix64) -> [UInt8] {
        var writer = TtyrecWriter()
        let outputs =
            ["a", "e", "ä", "\r\n", "\u{8} \u{8}", "7", "$ ", "日", "\u{1B}[31m", "\u{8}\u{1B}[K", "text\r\n"]
            + [
                "\u{1B}[?2004h$ ", "make all", "\r\n\u{1B}[?2004l\r", "\u{1B}]0;a title\u{7}", "\u{1B}]2;half",
                "e\u{1B}\\",
            ]
        for index in 0..<max(1, records) {
            let isLong = Int.random(in: 0..<10, using: &random) == 0
            let long = String(repeating: "x", count: Int.random(in: 0...700, using: &random))
            let isEmpty = index > 0 && Int.random(in: 0..<20, using: &random) == 0
            writer.record(
                TtyrecWriter.start + UInt32(index / 5),
                UInt32.random(in: 0..<1_000_000, using: &random),
                isEmpty ? "" : outputs.randomElement(using: &random)! + (isLong ? long : "")
            )
        }
        return writer.bytes
    }
}
