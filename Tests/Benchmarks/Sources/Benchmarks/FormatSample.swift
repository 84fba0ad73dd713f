import RecordingWriters
import Recordings
import Synthesis

/// A recording of one format, with what sessions are usually like.
struct FormatSample: Sendable {
    /// What is written.
    let name: String
    /// The name of the format that it is read as.
    let format: String
    /// The MB/s that are asked for.
    let floor: Int
    /// Whether it is usual to compress it by gzip.
    var isPacked = true
    /// All streams of a recording of about so many bytes.
    let streams: @Sendable (Int) -> [StreamName: [UInt8]]

    private static let text = 100
    private static let binary = 300

    /// All formats.
    static let all: [FormatSample] = [
        FormatSample(name: "session-csv", format: "session-csv", floor: text) { size in
            [.main: pointer(size, 38) { RecorderCSV($0).reduce([], +) }]
        },
        FormatSample(name: "guacamole", format: "guacamole", floor: text) { size in
            [.main: pointer(size, 40) { guacamoleRecording($0) }]
        },
        FormatSample(name: "pyrdp", format: "pyrdp", floor: binary) { size in
            [.main: pointer(size, 27) { pyRDPRecording($0) }]
        },
        FormatSample(name: "wallix-wrm", format: "wallix-wrm", floor: binary) { size in
            [.main: pointer(size, 21) { wallixRecording($0).bytes }]
        },
        FormatSample(name: "gait-jsonl", format: "gait-jsonl", floor: text) { size in
            [.main: pointer(size, 62) { jsonLines($0) }]
        },
        FormatSample(name: "asciicast 1", format: "asciicast", floor: text) { size in
            [.main: Array(asciicast1(asciicastEvents(transcript(size), version: 1)).utf8)]
        },
        FormatSample(name: "asciicast 2", format: "asciicast", floor: text) { size in
            [.main: Array(asciicast2(asciicastEvents(transcript(size), version: 2)).utf8)]
        },
        FormatSample(name: "asciicast 3", format: "asciicast", floor: text) { size in
            [.main: Array(asciicast3(asciicastEvents(transcript(size), version: 3)).utf8)]
        },
        FormatSample(name: "tlog", format: "tlog", floor: text) { size in
            [.main: Array(tlogMessages(transcript(size)).map { $0 + "\n" }.joined().utf8)]
        },
        FormatSample(name: "tlog, journal export", format: "tlog", floor: text) { size in
            [.main: TlogText.export(tlogMessages(transcript(size)))]
        },
        FormatSample(name: "sudo-iolog", format: "sudo-iolog", floor: text) { size in
            transcript(size).sudoLog(log: "1700000000:anna:root::/dev/pts/1:24:80\n/root\n/bin/sh\n")
        },
        FormatSample(name: "script, classic", format: "script", floor: text, isPacked: false) { size in
            transcript(size).typescript(.classic)
        },
        FormatSample(name: "script, with input", format: "script", floor: text, isPacked: false) { size in
            transcript(size).typescript(.twoFiles)
        },
        FormatSample(name: "ttyrec", format: "ttyrec", floor: binary) { size in
            [.main: ttyrec(transcript(size))]
        },
    ]

    /// What `write` makes of so many events that they take about `size` bytes, if each takes `length`.
    private static func pointer(_ size: Int, _ length: Int, _ write: ([PointerEvent]) -> [UInt8]) -> [UInt8] {
        write(Array(Person(seed: 1).session(seed: 1, gestures: .max).prefix(size / length)))
    }

    private static func guacamoleRecording(_ events: [PointerEvent]) -> [UInt8] {
        var bytes = Array(guacamole("size", "0", "1600", "1200").utf8)
        for start in stride(from: 0, to: events.count, by: 1000) {
            var encoder = GuacamoleEncoder()
            for event in events[start..<min(start + 1000, events.count)] { encoder.append(event) }
            bytes += encoder.text.utf8
        }
        return bytes
    }

    private static func pyRDPRecording(_ events: [PointerEvent]) -> [UInt8] {
        var encoder = PyRDPEncoder()
        encoder.writer.record(7)
        for event in events { encoder.append(event) }
        encoder.writer.record(5)
        return encoder.writer.bytes
    }

    private static func wallixRecording(_ events: [PointerEvent]) -> WallixWriter {
        var writer = WallixWriter()
        writer.times(0, WallixWriter.start)
        for event in events {
            let time = event.clientTime.isMissing ? event.recorderTime : event.clientTime
            writer.stamp(UInt64(time.milliseconds) * 1000, UInt16(clamping: event.x), UInt16(clamping: event.y))
        }
        return writer
    }

    /// A session at a terminal of about so many bytes: commands are typed and echoed key by key, and show some lines.
    private static func transcript(_ size: Int) -> TerminalTranscript {
        var random = SplitMix64(seed: 1)
        var records: [TerminalTranscript.Record] = []
        var bytes = 0
        while bytes < size {
            for key in "grep -rn 'the words' /var/log | sort\r" {
                let delay = Int64.random(in: 60_000...250_000, using: &random) * 1000
                let echo = key == "\r" ? "\r\n" : String(key)
                records.append(TerminalTranscript.Record(.input, after: delay, String(key)))
                records.append(TerminalTranscript.Record(.output, after: 2_000_000, echo))
                bytes += 30
            }
            for _ in 0..<Int.random(in: 5...60, using: &random) {
                let number = Int.random(in: 1...99_999, using: &random)
                let line =
                    "/var/log/\u{1B}[35mmessages.\(number % 7)\u{1B}[0m:\(number): kernel: \"the words\" of line \(number)\r\n"
                records.append(TerminalTranscript.Record(.output, after: 1_000_000, line))
                bytes += line.utf8.count + 20
            }
        }
        return TerminalTranscript(records)
    }

    private static func asciicastEvents(_ transcript: TerminalTranscript, version: Int) -> [String] {
        var time: Int64 = 0
        return transcript.records.map { record in
            time += record.delay
            let microseconds = (version == 2 ? time : record.delay) / 1000
            let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
            let seconds = "\(microseconds / 1_000_000).\(fraction)"
            let code = version == 1 ? "" : record.direction == .input ? #""i", "# : #""o", "#
            return #"[\#(seconds), \#(code)"\#(TlogText.escaped(String(decoding: record.bytes, as: UTF8.self)))"]"#
        }
    }

    /// Messages of at most some KB, as tlog writes them.
    private static func tlogMessages(_ transcript: TerminalTranscript) -> [String] {
        let tlog = TlogText()
        var messages: [String] = []
        var time: Int64 = 0
        var written: Int64 = 0
        var (timing, input, output, start) = ("", "", "", Int64(0))
        func end() {
            messages.append(tlog.message(messages.count + 1, at: Int(start), timing, input: input, output: output))
            (timing, input, output, start) = ("", "", "", time / 1_000_000)
        }
        for record in transcript.records {
            time += record.delay
            let milliseconds = time / 1_000_000
            if timing.isEmpty { (start, written) = (milliseconds, milliseconds) }
            if milliseconds > written { timing += "+\(milliseconds - written)" }
            written = milliseconds
            let text = String(decoding: record.bytes, as: UTF8.self)
            timing += "\(record.direction == .input ? "<" : ">")\(text.unicodeScalars.count)"
            if record.direction == .input { input += text } else { output += text }
            if input.utf8.count + output.utf8.count > 2048 { end() }
        }
        if !timing.isEmpty { end() }
        return messages
    }

    private static func ttyrec(_ transcript: TerminalTranscript) -> [UInt8] {
        var writer = TtyrecWriter()
        var time: Int64 = 0
        for record in transcript.records {
            time += record.delay / 1000
            guard record.direction == .output else { continue }
            writer.record(
                TtyrecWriter.start + UInt32(time / 1_000_000),
                UInt32(time % 1_000_000),
                String(decoding: record.bytes, as: UTF8.self)
            )
        }
        return writer.bytes
    }
}
