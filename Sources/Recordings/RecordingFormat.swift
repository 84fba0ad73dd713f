/// A recorder's format: its name, how to recognise it, and its decoder.
public final class RecordingFormat: Sendable {
    /// What the first bytes of a stream say about its format.
    package enum Verdict: Sendable {
        /// It is this format, whatever follows.
        case matches
        /// It is not, whatever follows.
        case differs
        /// More bytes are needed.
        case undecided
    }

    /// All formats that Gait reads. The first that matches is taken, so the more particular come first.
    public static let all: [RecordingFormat] = [
        .sessionCSV,
        .guacamole,
        .pyRDP,
        .wallix,
        .sudoLog,
        .tlog,
        .jsonLines,
        .asciicast,
        .typescript,
        .ttyrec,
    ]

    /// What the first bytes of a main stream say about it.
    package enum Recognition: Sendable {
        /// It is of this format, whatever follows.
        case recognised(RecordingFormat)
        /// It is of none, whatever follows.
        case foreign
        /// More bytes are needed.
        case undecided
    }

    /// Looks for the format of which `prefix` is the beginning.
    package static func recognise(_ prefix: Span<UInt8>) -> Recognition {
        for format in all {
            switch format.recognise(prefix) {
            case .matches: return .recognised(format)
            case .undecided: return .undecided
            case .differs: continue
            }
        }
        return .foreign
    }

    /// What a recorder does to a recording's file once that is complete, besides what it writes into it.
    public enum EndSign: String, Sendable, CaseIterable {
        /// It lets go of the lock that it has held since it began, which keeps others from writing.
        case unlocked = "lock gone"
        /// It takes from everybody the permission to write.
        case writeProtected = "read-only"
    }

    /// The number of bytes within which every format is recognised.
    package static let recognitionLength = 512

    /// The name used in configuration and output.
    public let name: String
    /// Whose recordings these are, in a few words.
    public let summary: String
    /// What its recordings carry.
    public let contents: RecordingContents
    /// Which files hold its recordings' other streams.
    public let companions: RecordingCompanions
    /// The file beside a recording that says whose it is; nil where there is none.
    public let sideFile: RecordingSideFile?
    /// How the files are called of recordings that are written part by part; nil where one file has all of a stream.
    public let parts: RecordingParts?
    /// What the main stream's file shows of it that a recording is complete; nil where it shows nothing.
    public let endSign: EndSign?
    private let describe: @Sendable (_ name: ArraySlice<UInt8>) -> RecordingDescription?
    package let recognise: @Sendable (_ prefix: Span<UInt8>) -> Verdict
    package let makeDecoder: @Sendable () -> any RecordingDecoder
    /// A decoder of a part that goes on where another was cut off, so that what every recording begins with may be missing.
    package let makeContinuingDecoder: @Sendable () -> any RecordingDecoder

    /// Describes a format.
    ///
    /// - Parameters:
    ///   - name: the name used in configuration and output.
    ///   - summary: whose recordings these are, in a few words.
    ///   - contents: what its recordings carry.
    ///   - companions: which files hold its recordings' other streams.
    ///   - sideFile: the file beside a recording that says whose it is.
    ///   - parts: how the files are called of recordings that are written part by part.
    ///   - describe: what a file's name says of the recording, of which `.gz` at its end was taken off; nil where it is not as
    ///     the recorder would call it.
    ///   - endSign: what the main stream's file shows of it that a recording is complete.
    ///   - recognise: judges by a prefix of the main stream. It says `undecided` at most until it has seen
    ///     `recognitionLength` bytes, and a longer prefix never changes another verdict.
    ///   - makeContinuingDecoder: a fresh decoder of a part that goes on where another was cut off; `nil` where such a part
    ///     begins as a recording does.
    ///   - makeDecoder: a fresh decoder.
    package init(
        name: String,
        summary: String,
        contents: RecordingContents,
        companions: RecordingCompanions = .none,
        sideFile: RecordingSideFile? = nil,
        parts: RecordingParts? = nil,
        describe: @escaping @Sendable (_ name: ArraySlice<UInt8>) -> RecordingDescription? = { _ in nil },
        endSign: EndSign? = nil,
        recognise: @escaping @Sendable (_ prefix: Span<UInt8>) -> Verdict,
        makeContinuingDecoder: (@Sendable () -> any RecordingDecoder)? = nil,
        makeDecoder: @escaping @Sendable () -> any RecordingDecoder
    ) {
        self.name = name
        self.summary = summary
        self.contents = contents
        self.companions = companions
        self.sideFile = sideFile
        self.parts = parts
        self.describe = describe
        self.endSign = endSign
        self.recognise = recognise
        self.makeDecoder = makeDecoder
        self.makeContinuingDecoder = makeContinuingDecoder ?? makeDecoder
    }

    /// What the name of a recording's file says of it, as its recorder gives names; nothing where it gives another.
    public func description(fromFileName name: [UInt8]) -> RecordingDescription {
        describe(name.suffix(3).elementsEqual(".gz".utf8) ? name.dropLast(3) : name[...]) ?? RecordingDescription()
    }

    /// Judges by how the stream should begin: `matches` once all of `beginning` is there.
    package static func verdict(on prefix: Span<UInt8>, expecting beginning: StaticString) -> Verdict {
        let expected = unsafe UnsafeBufferPointer(start: beginning.utf8Start, count: beginning.utf8CodeUnitCount)
        let shared = min(prefix.count, expected.count)
        for index in 0..<shared where unsafe prefix[index] != expected[index] { return .differs }
        return shared == expected.count ? .matches : .undecided
    }
}

extension RecordingFormat {
    /// Judges a text by `judge`, behind its byte order mark if it has one.
    static func verdict(
        onMarked prefix: Span<UInt8>,
        by judge: (_ text: Span<UInt8>) -> Verdict
    ) -> Verdict {
        guard prefix.count > 0, prefix[0] == 0xEF else { return judge(prefix) }
        let verdict = verdict(on: prefix, expecting: "\u{FEFF}")
        return verdict == .matches ? judge(prefix.extracting(droppingFirst: 3)) : verdict
    }
}

extension RecordingFormat: Equatable {
    /// Whether both have the same name.
    public static func == (one: RecordingFormat, other: RecordingFormat) -> Bool { one.name == other.name }
}
