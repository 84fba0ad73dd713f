/// What a recording says of itself besides its events: in its header, or in a file beside it that its recorder writes.
public struct RecordingDescription: Sendable, Equatable {
    /// What a recording can say.
    public enum Member: String, Sendable, CaseIterable, Codable {
        /// Who authenticated.
        case user
        /// The host that the session was on.
        case host
        /// The account that was used there.
        case account
        /// Where the user came from.
        case address
        /// The terminal's size in characters.
        case terminal
        /// The program that was started.
        case command
    }

    /// The most bytes of a name that are believed; of a longer one nothing is taken.
    public static let longestName = 255

    /// Who authenticated; nil where the recording does not say.
    public var user: RecordingName?
    /// The host that the session was on; nil where the recording does not say.
    public var host: RecordingName?
    /// The account that was used there; nil where the recording does not say.
    public var account: RecordingName?
    /// Where the user came from; nil where the recording does not say.
    public var address: RecordingName?
    /// The terminal's size in characters when the session began; nil where the recording does not say.
    public var terminal: TerminalSize?

    /// The program that was started, without its arguments, which may hold secrets; nil where the recording does not say.
    public var command: RecordingName?
    /// When the recording began, in ms since 1970, said apart from the times of its rows; missing where it does not say.
    public var start = Timestamp.missing

    /// Width and height of a terminal, in characters.
    public struct TerminalSize: Sendable, Equatable {
        /// Characters in a line.
        public var columns: UInt16
        /// Lines.
        public var lines: UInt16

        /// A size.
        public init(columns: UInt16, lines: UInt16) {
            self.columns = columns
            self.lines = lines
        }
    }

    /// Nothing said.
    public init() {}

    /// What is said of `member`, safe to print; nil where nothing is.
    public subscript(member: Member) -> String? {
        switch member {
        case .user: user?.description
        case .host: host?.description
        case .account: account?.description
        case .address: address?.description
        case .terminal: terminal.map { "\($0.columns)x\($0.lines)" }
        case .command: command?.description
        }
    }
}

extension RecordingName {
    /// A name of these bytes; nil where there are none, or more than are believed.
    init?(bounded bytes: Span<UInt8>) {
        guard 1...RecordingDescription.longestName ~= bytes.count else { return nil }
        self.init(bytes: unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) })
    }

    /// The program that a command line begins with; nil where it begins with none. What is assigned to a variable may be a
    /// secret.
    init?(programOf commandLine: Span<UInt8>) {
        let end = commandLine.indices.first { commandLine[$0] == UInt8(ascii: " ") } ?? commandLine.count
        let word = commandLine.extracting(..<end)
        guard word.firstIndex(of: UInt8(ascii: "=")) == nil else { return nil }
        self.init(bounded: word)
    }
}

extension RecordingDescription.TerminalSize {
    /// A size of at least one character; nil where there is none that can be believed.
    init?(columns: Int64, lines: Int64) {
        guard let columns = UInt16(exactly: columns), let lines = UInt16(exactly: lines), columns > 0, lines > 0 else {
            return nil
        }
        self.init(columns: columns, lines: lines)
    }
}

/// From when to when a recording is, by what its rows say.
public struct RecordedSpan: Sendable, Equatable {
    /// The first time.
    public internal(set) var first = Timestamp.missing
    /// The last time that was met, which is earlier than the first where the clock was set back.
    public internal(set) var last = Timestamp.missing

    /// Nothing met.
    public init() {}

    /// ms from the first time to the last; 0 where there are none, or the last is earlier.
    public var duration: Int64 { last.isMissing ? 0 : max(0, last.milliseconds - first.milliseconds) }

    /// Takes note of a row's time.
    public mutating func include(_ time: Timestamp) {
        guard !time.isMissing else { return }
        if first.isMissing { first = time }
        last = time
    }
}
