@testable import Recordings
import RecordingWriters
import Synthesis

extension TerminalTranscript {
    /// Typing with its echoes, pastes, and output, from the generator.
    init(count: Int, using random: inout SplitMix64) {
        let typed = [
            "t", "h", "e", " ", "\r", "\u{7F}", "é", "\u{1B}[A", "\u{1B}[200~the\u{1B}[201~", "ls -l\r", "\u{3}", "",
        ]
        let shown = [
            "t", "h", "e", " ", "\r\n", "\u{8} \u{8}", "é", "prompt$ ", "", String(repeating: "x", count: 3000),
            "ls -l /tmp", "\u{1B}[?2004h$ ", "\r\n\u{1B}[?2004l\r", "\u{1B}]0;a title\u{7}", "\u{1B}[3D\u{1B}[2P",
            "\u{1B}[K", "\u{1B}]2;half", " a title\u{1B}\\", "\u{1B}[", "1@", "\r", "\u{1B}[?1049h", "\u{1B}[?1049l$ ",
        ]
        let records = (0..<count).map { _ in
            let isInput = Bool.random(using: &random)
            let text = (isInput ? typed : shown).randomElement(using: &random)!
            let delay = Int64.random(in: 0...3_000_000, using: &random) * 1000
            return Record(isInput ? .input : .output, after: delay, text)
        }
        self.init(records)
    }

    /// The key events that come of the records one after the other, if the session began `start` ns after the beginning of
    /// 1970.
    func keys(start: Int64 = 0, isOutputKnown: Bool = true) -> [KeyEvent] {
        var input = TerminalInput()
        var echo = TerminalEcho()
        var batch = EventBatch()
        var keys: [KeyEvent] = []
        var time = start
        for record in records {
            time += record.delay
            let stamp = Timestamp(milliseconds: (time + 500_000) / 1_000_000)
            switch record.direction {
            case .input:
                for byte in record.bytes { input.take(byte) }
                // A record without bytes is none, and ends no sequence.
                if !record.bytes.isEmpty { input.endRecord(at: stamp, into: &batch) }
            case .output:
                if isOutputKnown { echo.take(record.bytes.span) }
                guard !record.bytes.isEmpty, let finding = echo.endRecord() else { break }
                batch.append(KeyEvent(finding, at: stamp))
            }
            keys += batch.keys
            batch.removeAll()
        }
        return keys
    }
}

extension Reading {
    /// Reads a recording of the streams given.
    init(streams: [StreamName: [UInt8]], pieces: [Int] = [.max], format: RecordingFormat? = nil) {
        self.init(streams[.main] ?? [], companions: streams, pieces: pieces, format: format)
    }
}
