@testable import Recordings
import Synthesis

/// What a terminal was sent and showed, to be written as recorders do that put times and bytes into different files.
struct TerminalTranscript {
    struct Record {
        var direction: TerminalDirection
        /// ns since the record before, a multiple of 1,000.
        var delay: Int64
        var bytes: [UInt8]

        init(_ direction: TerminalDirection, after delay: Int64, _ text: String) {
            self.direction = direction
            self.delay = delay
            bytes = Array(text.utf8)
        }
    }

    var records: [Record]

    init(_ records: [Record]) {
        self.records = records
    }

    /// Typing with its echoes, pastes, and output, from the generator.
    init(count: Int, using random: inout SplitMix64) {
        let typed = [
            "t", "h", "e", " ", "\r", "\u{7F}", "é", "\u{1B}[A", "\u{1B}[200~the\u{1B}[201~", "ls -l\r", "\u{3}", "",
        ]
        let shown = [
            "t", "h", "e", " ", "\r\n", "\u{8} \u{8}", "é", "prompt$ ", "", String(repeating: "x", count: 3000),
        ]
        records = (0..<count).map { _ in
            let isInput = Bool.random(using: &random)
            let text = (isInput ? typed : shown).randomElement(using: &random)!
            let delay = Int64.random(in: 0...3_000_000, using: &random) * 1000
            return Record(isInput ? .input : .output, after: delay, text)
        }
    }

    /// All bytes that went in one direction.
    func bytes(_ direction: TerminalDirection) -> [UInt8] {
        records.lazy.filter { $0.direction == direction }.flatMap(\.bytes)
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
                if !record.bytes.isEmpty { echo.endRecord(at: stamp, into: &batch) }
            }
            keys += batch.keys
            batch.removeAll()
        }
        return keys
    }

    /// ns from the start to the last record.
    var duration: Int64 { records.reduce(0) { $0 + $1.delay } }
}

// MARK: As recorders write it

extension TerminalTranscript {
    /// As sudo writes it.
    func sudoLog(log: String? = nil, json: String? = nil) -> [StreamName: [UInt8]] {
        let timing = records.map {
            let nanoseconds = String($0.delay % 1_000_000_000)
            let fraction = String(repeating: "0", count: 9 - nanoseconds.count) + nanoseconds
            return "\($0.direction == .input ? 3 : 4) \($0.delay / 1_000_000_000).\(fraction) \($0.bytes.count)\n"
        }
        var streams: [StreamName: [UInt8]] = [
            .main: Array(timing.joined().utf8), StreamName("ttyin"): bytes(.input),
            StreamName("ttyout"): bytes(.output),
        ]
        if let log { streams[StreamName("log")] = Array(log.utf8) }
        if let json { streams[StreamName("log.json")] = Array(json.utf8) }
        return streams
    }

    /// How a typescript lies in files.
    enum TypescriptKind: CaseIterable {
        /// Only what was shown, with the classic timing.
        case classic
        /// Both directions in one file.
        case oneFile
        /// What was sent in a file of its own.
        case twoFiles
        /// Both files with endings of their own.
        case inAndOut
    }

    static let typescriptHeader =
        #"Script started on 2026-01-31 23:59:59+01:00 [COMMAND="sh" TERM="xterm" TTY="/dev/pts/1" COLUMNS="80" LINES="24"]"#
        + "\n"
    static let typescriptEnd = "\nScript done on 2026-02-01 00:10:00+01:00 [COMMAND_EXIT_CODE=\"0\"]\n"
    /// ns since 1970 of the time in the header.
    static let typescriptStart: Int64 = 1_769_900_399_000_000_000

    /// As `script` writes it; of the classic kind, only what was shown.
    func typescript(_ kind: TypescriptKind) -> [StreamName: [UInt8]] {
        func log(_ bytes: [UInt8]) -> [UInt8] {
            Array(Self.typescriptHeader.utf8) + bytes + Array(Self.typescriptEnd.utf8)
        }
        var timing = ""
        let (typescript, input, output) = (StreamName("typescript"), StreamName("in"), StreamName("out"))
        var streams: [StreamName: [UInt8]]
        switch kind {
        case .classic: streams = [typescript: log(bytes(.output))]
        case .oneFile: streams = [typescript: log(records.flatMap(\.bytes))]
        case .twoFiles: streams = [typescript: log(bytes(.output)), input: log(bytes(.input))]
        case .inAndOut: streams = [output: log(bytes(.output)), input: log(bytes(.input))]
        }
        if kind != .classic {
            let names = [.oneFile: ("/tmp/s", "s"), .twoFiles: ("/tmp/s", "s.in"), .inAndOut: ("s.out", "s.in")][kind]!
            timing = """
                H 0.000000 START_TIME 2026-01-31 23:59:59+01:00
                H 0.000000 TERM xterm
                H 0.000000 TTY /dev/pts/1
                H 0.000000 COLUMNS 80
                H 0.000000 LINES 24
                H 0.000000 SHELL /bin/sh
                H 0.000000 COMMAND sh
                H 0.000000 TIMING_LOG s.timing
                H 0.000000 OUTPUT_LOG \(names.0)
                H 0.000000 INPUT_LOG \(names.1)

                """
        }
        var delay: Int64 = 0
        for record in records {
            delay += record.delay
            if kind == .classic, record.direction == .input { continue }
            let microseconds = String(delay / 1000 % 1_000_000)
            let fraction = String(repeating: "0", count: 6 - microseconds.count) + microseconds
            let letter = kind == .classic ? "" : record.direction == .input ? "I " : "O "
            timing += "\(letter)\(delay / 1_000_000_000).\(fraction) \(record.bytes.count)\n"
            delay = 0
        }
        if kind != .classic {
            timing += "H 0.000000 DURATION \(duration / 1_000_000_000).000000\nH 0.000000 EXIT_CODE 0\n"
        }
        streams[.main] = Array(timing.utf8)
        return streams
    }
}

extension Reading {
    /// Reads a recording of the streams given.
    init(streams: [StreamName: [UInt8]], pieces: [Int] = [.max], format: RecordingFormat? = nil) {
        self.init(streams[.main] ?? [], companions: streams, pieces: pieces, format: format)
    }
}
