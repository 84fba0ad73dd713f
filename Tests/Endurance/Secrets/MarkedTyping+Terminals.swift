import RecordingWriters
import Recordings

extension MarkedTyping {
    /// As asciinema writes it, in one of its versions.
    func asciicast(_ version: Int) -> [UInt8] {
        let text = marker.text
        var time = 0.0
        var events: [String] = []
        for record in transcript.records {
            let delay = Double(record.delay) / 1e9
            time += delay
            let shown = TlogText.escaped(String(decoding: record.bytes, as: UTF8.self))
            let code = record.direction == .input ? "i" : "o"
            switch version {
            case 1: events.append(#"[\#(delay), "\#(shown)"]"#)
            case 2: events.append(#"[\#(time), "\#(code)", "\#(shown)"]"#)
            default: events.append(#"[\#(delay), "\#(code)", "\#(shown)"]"#)
            }
        }
        let bad = damaged(
            #"[1, "\#(text)", {"a": ["\#(text)"]}]"#,
            #"["\#(text)", "i", "\#(text)"]"#,
            #"{"\#(text)": "\#(text)"}"#,
            #"[1, 2, "\#(text)"]"#
        )
        switch version {
        case 1: return Array(asciicast1(events + bad).utf8)
        case 2:
            return Array(asciicast2(events + bad + damaged(text, #"[1, "i", \#(text)]"#, #"[1, "i", "\#(text)"#)).utf8)
        default:
            return Array(asciicast3(events + bad + damaged(text, #"[1, "i", \#(text)]"#, #"[1, "i", "\#(text)"#)).utf8)
        }
    }

    /// tlog's messages, without lines' ends: one for each key, and of what was pasted.
    var tlog: [String] {
        var tlog = TlogText()
        tlog.recording = "r-\(number)"
        let interval = 100 + number
        var messages: [String] = []
        for character in marker.characters {
            let at = messages.count * interval
            messages.append(tlog.message(messages.count + 1, at: at, "<1+5>1", input: character, output: character))
        }
        let length = marker.text.utf8.count
        let bytes = Array(marker.text.utf8)
        let at = messages.count * interval
        messages.append(
            tlog.message(
                messages.count + 1,
                at: at,
                "<\(length)+5>\(length)[0/\(length)]0/\(length)",
                input: marker.text,
                output: marker.text,
                inputBytes: bytes,
                outputBytes: bytes
            )
        )
        let next = messages.count + 1
        messages += damaged(
            tlog.message(next, at: at, marker.text, input: marker.text),
            tlog.message(next, at: at, "<9999", input: marker.text),
            #"{"ver":"2.3","rec":"r-\#(number)","id":"\#(marker.text)","timing":"<1","in_txt":"\#(marker.text)"}"#,
            #"{"ver":"2.3","rec":"r-\#(number)","in_txt":"\#(marker.text)"#
        )
        return messages
    }

    /// As ttyrec writes it.
    var ttyrec: [UInt8] {
        var writer = TtyrecWriter()
        var time: Int64 = 0
        for record in transcript.records {
            time += record.delay / 1000
            guard record.direction == .output else { continue }
            let seconds = TtyrecWriter.start + UInt32(number) + UInt32(time / 1_000_000)
            writer.record(seconds, UInt32(time % 1_000_000), String(decoding: record.bytes, as: UTF8.self))
        }
        // What follows is taken for a record's head.
        writer.bytes += damaged(marker.text).joined().utf8
        return writer.bytes
    }

    /// A log of sudo.
    var sudoLog: [StreamName: [UInt8]] {
        let start = 1_700_000_000 + number
        var streams = transcript.sudoLog(log: "\(start):anna:root::/dev/pts/1:24:80\n/root\n/bin/sh\n")
        let bad = damaged(
            marker.text,
            "3 0.1 \(marker.text)",
            "\(marker.text) 0.1 1",
            "3 \(marker.text) 1",
            "3 0.1 999999999"
        )
        streams[.main, default: []] += bad.map { $0 + "\n" }.joined().utf8
        return streams
    }

    /// A typescript of `script`.
    func typescript(_ kind: TerminalTranscript.TypescriptKind) -> [StreamName: [UInt8]] {
        var streams = transcript.typescript(kind)
        let bad = damaged(
            marker.text,
            "0.1 \(marker.text)",
            "I 0.1 \(marker.text)",
            "O \(marker.text) 1",
            "H \(marker.text)",
            "O 0.1 999999999"
        )
        streams[.main, default: []] += bad.map { $0 + "\n" }.joined().utf8
        return streams
    }

    /// A typescript of guacd.
    var guacamoleTypescript: [StreamName: [UInt8]] {
        let typescript = StreamName("typescript")
        var streams = self.typescript(.classic)
        streams[typescript] =
            Array("[BEGIN TYPESCRIPT]\n".utf8) + transcript.bytes(.output) + Array("\n[END TYPESCRIPT]\n".utf8)
        return streams
    }
}
