extension RecordingFormat {
    /// An I/O log of sudo: a directory for each command, in which `timing` says when the terminal was sent or showed how much,
    /// and `ttyin` and `ttyout` what.
    public static let sudoLog = RecordingFormat(
        name: "sudo-iolog",
        summary: "sudo's I/O logs, a directory for each command",
        contents: RecordingContents(
            keys: .terminal,
            describes: [.user, .host, .account, .terminal, .command],
            clock: .wall,
            hasEndMark: false
        ),
        companions: RecordingCompanions(
            folderWith: "timing",
            read: [
                .init(stream: .logJSON, ending: "log.json", isWrittenFirst: true),
                .init(stream: .log, ending: "log", isWrittenFirst: true),
                .init(stream: .ttyIn, ending: "ttyin"),
                .init(stream: .ttyOut, ending: "ttyout"),
            ],
            unread: ["stdin", "stdout", "stderr"],
            standIns: ["log.json", "log"]
        ),
        // sudo_logsrvd does that when the command has ended; sudo itself does not.
        endSign: .writeProtected
    ) { prefix in
        SudoLog.recognise(prefix)
    } makeDecoder: {
        SudoLogDecoder()
    }
}

/// What is fixed about the format, by sudo's lib/iolog: a line of `timing` is a number for the kind of event, a blank, the time
/// since the event before in s, a blank, and for what the terminal was sent or showed its number of bytes.
enum SudoLog {
    /// The largest number of a kind: the command was stopped or continued by a signal.
    static let lastKind: UInt8 = 7
    private static let windowSize: UInt8 = 5

    /// Which way the bytes of an event went; nil where it has nothing to do with the terminal, or no bytes.
    static func direction(of kind: UInt8) -> TerminalDirection? {
        switch kind {
        case 3: .input
        // sudo 1.8.7 and older had a kind of its own for what a terminal showed.
        case 4, 6: .output
        default: nil
        }
    }

    /// Judges by the first line of `timing`; also says `matches` on what lies beside it, which is to be called by its name.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        RecordingFormat.Verdict(ofAny: [judgeTiming(prefix), judgeLog(prefix), judgeJSON(prefix)])
    }

    private static func judgeTiming(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        PrefixMatcher.judge { matcher throws(PrefixMatcher.Stop) in
            let kind = try matcher.byte(in: UInt8(ascii: "0")...UInt8(ascii: "7"), text) - UInt8(ascii: "0")
            try matcher.take(" ", text)
            try matcher.delay(text)
            try matcher.take(" ", text)
            if kind == lastKind {
                try matcher.run(1...16, text) { UInt8(ascii: "0")...UInt8(ascii: "Z") ~= $0 }
            } else {
                try matcher.digits(1...18, text)
            }
            if kind == windowSize {
                try matcher.take(" ", text)
                try matcher.digits(1...9, text)
            }
            try matcher.lineEnd(text)
        }
    }

    private static func judgeLog(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        PrefixMatcher.judge { matcher throws(PrefixMatcher.Stop) in
            try matcher.digits(9...11, text)
            for _ in 0..<4 {
                try matcher.take(":", text)
                try matcher.run(0...64, text) { $0 != UInt8(ascii: ":") && $0 >= 0x20 }
            }
            for _ in 0..<2 {
                try matcher.take(":", text)
                try matcher.digits(1...5, text)
            }
            try matcher.lineEnd(text)
        }
    }

    private static func judgeJSON(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        PrefixMatcher.judge { matcher throws(PrefixMatcher.Stop) in
            let tokens: [StaticString] = ["{", #""timestamp""#, ":", "{", #""seconds""#]
            for token in tokens {
                try matcher.run(0...32, text) { $0 == UInt8(ascii: " ") || 0x09...0x0D ~= $0 }
                try matcher.take(token, text)
            }
        }
    }

    /// Whether the first line of what is read as `timing` is that of `log`.
    static func isLog(_ line: Span<UInt8>) -> Bool {
        line.count > 20 && judgeLog(line) == .undecided
    }
}
