/// A recording of Gait's own JSON Lines that says what a session CSV does.
struct JSONLinesText {
    let bytes: [UInt8]

    /// - Parameters:
    ///   - csv: the recording to convert.
    ///   - clock: what the header says that times count from.
    ///   - start: ms to be added to every time.
    ///   - stated: what the header says of when the recording began.
    ///   - hasEndMark: whether it says that it is complete.
    init(_ csv: [UInt8], clock: String = "session", start: Double = 0, stated: String = "", hasEndMark: Bool = false) {
        var text = #"{"format":"gait-jsonl","version":1,"clock":"\#(clock)","start":"\#(stated)"}"# + "\n"
        for line in String(decoding: csv, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",")
            text += Self.row(fields.map(String.init), start)
        }
        if hasEndMark { text += #"{"kind":"end"}"# + "\n" }
        bytes = Array(text.utf8)
    }

    private static let kinds = [
        "Move": "move", "Drag": "drag", "Pressed": "press", "Released": "release", "Up": "wheel-up",
        "Down": "wheel-down",
    ]

    private static func row(_ fields: [String], _ start: Double) -> String {
        let times = fields.prefix(2).map { (Double($0) ?? 0) * 1000 + start }
        let button = ["Left", "Right", "Middle"].contains(fields[2]) ? #","button":"\#(fields[2].lowercased())""# : ""
        return #"{"t":\#(times[0]),"client":\#(times[1]),"kind":"\#(kinds[fields[3]] ?? fields[3])","#
            + #""x":\#(fields[4]),"y":\#(fields[5])\#(button)}"# + "\n"
    }
}
