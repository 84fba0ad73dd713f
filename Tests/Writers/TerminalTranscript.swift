public import Recordings

/// What a terminal was sent and showed, to be written as recorders do that put times and bytes into different files.
public struct TerminalTranscript: Sendable {
    /// What went one way at a time.
    public struct Record: Sendable {
        /// Which way bytes go.
        public enum Direction: Sendable {
            /// What the terminal was sent.
            case input
            /// What it showed.
            case output
        }

        /// Which way the bytes went.
        public var direction: Direction
        /// ns since the record before, a multiple of 1,000.
        public var delay: Int64
        /// What went.
        public var bytes: [UInt8]

        /// A text that went in `direction`, `delay` ns after the record before.
        public init(_ direction: Direction, after delay: Int64, _ text: String) {
            self.direction = direction
            self.delay = delay
            bytes = Array(text.utf8)
        }
    }

    /// All records, in their order.
    public var records: [Record]

    /// A transcript of these records.
    public init(_ records: [Record]) {
        self.records = records
    }

    /// All bytes that went in one direction.
    public func bytes(_ direction: Record.Direction) -> [UInt8] {
        records.lazy.filter { $0.direction == direction }.flatMap(\.bytes)
    }

    /// ns from the start to the last record.
    public var duration: Int64 { records.reduce(0) { $0 + $1.delay } }
}

// MARK: As recorders write it

extension TerminalTranscript {
    /// As sudo writes it.
    public func sudoLog(log: String? = nil, json: String? = nil) -> [StreamName: [UInt8]] {
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
    public enum TypescriptKind: CaseIterable, Sendable {
        /// Only what was shown, with the classic timing.
        case classic
        /// Both directions in one file.
        case oneFile
        /// What was sent in a file of its own.
        case twoFiles
        /// Both files with endings of their own.
        case inAndOut
    }

    /// How `script` begins each of its files with bytes.
    public static let typescriptHeader =
        #"Script started on 2026-01-31 23:59:59+01:00 [COMMAND="sh" TERM="xterm" TTY="/dev/pts/1" COLUMNS="80" LINES="24"]"#
        + "\n"
    /// How it ends them.
    public static let typescriptEnd = "\nScript done on 2026-02-01 00:10:00+01:00 [COMMAND_EXIT_CODE=\"0\"]\n"
    /// ns since 1970 of the time in the header.
    public static let typescriptStart: Int64 = 1_769_900_399_000_000_000

    /// As `script` writes it; of the classic kind, only what was shown.
    public func typescript(_ kind: TypescriptKind) -> [StreamName: [UInt8]] {
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
