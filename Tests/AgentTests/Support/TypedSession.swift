import Synthesis

/// A recording of Gait's own JSON Lines in which somebody types, and perhaps moves the pointer between.
struct TypedSession {
    /// What a person's hands do, in ms.
    struct Typist {
        var hold: Double
        var latency: Double
    }

    /// How what is typed is recorded.
    enum Way {
        case presses
        case terminalInput
        case terminalEcho
    }

    let bytes: [UInt8]

    /// - Parameters:
    ///   - pointer: rows of the pointer that follow on what is typed, from this time on.
    ///   - header: more members of the header, each behind a comma.
    init(
        _ typist: Typist,
        _ way: Way = .presses,
        keys: Int = 400,
        seed: UInt64,
        pointer: [UInt8] = [],
        header: String = ""
    ) {
        var random = SplitMix64(seed: seed)
        // Somebody has better and worse days.
        let day = Double.random(in: 0.95...1.05, using: &random)
        var text = #"{"format":"gait-jsonl","version":1,"clock":"session"\#(header)}"# + "\n"
        var time = 0.0
        var rows: [(time: Double, row: String)] = []
        for _ in 0..<keys {
            let key = "asdfjklewrui ".randomElement(using: &random) ?? "a"
            let hold = typist.hold * day * Double.random(in: 0.7...1.3, using: &random)
            time += typist.latency * day * Double.random(in: 0.5...1.5, using: &random)
            switch way {
            case .presses:
                rows.append((time, #""kind":"key-press","key":"\#(key)"}"#))
                rows.append((time + hold, #""kind":"key-release","key":"\#(key)"}"#))
            case .terminalInput:
                rows.append((time, #""kind":"input","text":"\#(key)"}"#))
            case .terminalEcho:
                rows.append((time, #""kind":"output","text":"\#(key)"}"#))
            }
        }
        rows.sort { $0.time < $1.time }
        for (time, row) in rows { text += #"{"t":\#(time.rounded()),"# + row + "\n" }
        if !pointer.isEmpty {
            let session = JSONLinesText(pointer, start: (time + 2000).rounded()).bytes
            text += String(decoding: session, as: UTF8.self).split(separator: "\n").dropFirst().joined(separator: "\n")
            text += "\n"
        }
        bytes = Array(text.utf8)
    }
}
