extension RecordingFormat {
    /// A typescript with its timing, as `script` of util-linux writes it, and guacd of text sessions.
    public static let typescript = RecordingFormat(
        name: "script",
        summary: "typescripts of script(1) and guacd, with their timing",
        contents: RecordingContents(keys: .terminal, describes: [.terminal], clock: .wall, hasEndMark: true),
        companions: RecordingCompanions(
            mainEndings: [".timing", ".tm", ".time"],
            read: [
                .init(stream: TypescriptLog.typescript.stream, ending: ""),
                .init(stream: TypescriptLog.input.stream, ending: ".in"),
                .init(stream: TypescriptLog.output.stream, ending: ".out"),
            ]
        )
    ) { prefix in
        Typescript.recognise(prefix)
    } makeDecoder: {
        TypescriptDecoder()
    }
}

/// The files beside the timing.
enum TypescriptLog: UInt8 {
    /// What is called like the timing, but for its ending: what the terminal showed, or also what it was sent.
    case typescript
    /// What it was sent.
    case input
    /// What it showed.
    case output

    /// The stream of the file.
    var stream: StreamName {
        switch self {
        case .typescript: StreamName("typescript")
        case .input: StreamName("in")
        case .output: StreamName("out")
        }
    }
}

/// What is fixed about the format, by util-linux's script(1) and guacd's terminal/typescript.c.
///
/// The classic timing has lines of the time since the line before in s, a blank, and how many bytes were shown. The advanced one,
/// which has input too, puts `O` and a blank before that, or `I` for input; `S` tells of a signal, and `H` what else there is to
/// say.
enum Typescript {
    /// How what guacd writes begins.
    static let guacamoleHeader: StaticString = "[BEGIN TYPESCRIPT]\n"
    /// How what `script` writes begins.
    static let scriptHeader: StaticString = "Script started on "

    /// Judges by the first line of the timing; also says `matches` on what lies beside it, without which it is of no use.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        RecordingFormat.Verdict(ofAny: [judgeClassic(prefix), judgeAdvanced(prefix), judgeTypescript(prefix)])
    }

    private static func judgeClassic(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        PrefixMatcher.judge { matcher throws(PrefixMatcher.Stop) in
            try matcher.delay(text)
            try matcher.take(" ", text)
            try matcher.digits(1...18, text)
            try matcher.lineEnd(text)
        }
    }

    private static func judgeAdvanced(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        PrefixMatcher.judge { matcher throws(PrefixMatcher.Stop) in
            try matcher.take("H ", text)
            try matcher.delay(text)
            try matcher.take(" ", text)
            try matcher.run(1...32, text) { UInt8(ascii: "A")...UInt8(ascii: "_") ~= $0 }
            try matcher.take(" ", text)
        }
    }

    private static func judgeTypescript(_ text: Span<UInt8>) -> RecordingFormat.Verdict {
        RecordingFormat.Verdict(
            ofAny: [scriptHeader, guacamoleHeader].map { RecordingFormat.verdict(on: text, expecting: $0) }
        )
    }
}
