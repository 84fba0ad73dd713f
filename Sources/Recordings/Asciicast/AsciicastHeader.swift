import Snapshots

/// What the members of the first object say of the recording.
struct AsciicastHeader {
    /// Where a value stands in the object, as far as it matters.
    enum Member: UInt8 {
        case version
        case width
        case height
        case timestamp
        case environment
        case terminal
        case output
        case user
        case loginName
        case hostName
        case columns
        case lines
        case other
        case command
    }

    /// The member that is being read.
    private(set) var member = Member.other
    /// The member around it that it is one of.
    private var outer = Member.other
    /// The name that is being read; nil while none is.
    private var name: NameText?

    private(set) var version: Double?
    /// µs from 1970 to the recording's start; nil where that is not said.
    private(set) var start: Int64?
    private var user: RecordingName?
    private var loginName: RecordingName?
    private var host: RecordingName?
    private var command: RecordingName?
    private var columns: UInt16?
    private var lines: UInt16?

    /// What there is for `RecordingDescription`.
    var description: RecordingDescription {
        var description = RecordingDescription()
        description.user = user ?? loginName
        description.host = host
        description.command = command
        if let columns, let lines {
            description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: lines)
        }
        return description
    }

    /// Takes the key of a member at `depth`.
    mutating func take(_ key: ShortText, depth: Int) {
        switch depth {
        case 1:
            member = Self.member(called: key)
            outer = member
        case 2: member = Self.member(called: key, of: outer)
        default: member = .other
        }
    }

    private static func member(called key: ShortText) -> Member {
        switch key {
        case ShortText("version"): .version
        case ShortText("width"): .width
        case ShortText("height"): .height
        case ShortText("timestamp"): .timestamp
        case ShortText("env"): .environment
        case ShortText("term"): .terminal
        case ShortText("stdout"): .output
        case ShortText("command"): .command
        default: .other
        }
    }

    private static func member(called key: ShortText, of outer: Member) -> Member {
        switch (outer, key) {
        case (.environment, ShortText("USER")): .user
        case (.environment, ShortText("LOGNAME")): .loginName
        case (.environment, ShortText("HOSTNAME")): .hostName
        case (.terminal, ShortText("cols")): .columns
        case (.terminal, ShortText("rows")): .lines
        default: .other
        }
    }

    /// Takes a number, which is the present member.
    mutating func take(_ number: Double) {
        switch member {
        case .version: version = number
        case .timestamp: start = Asciicast.microseconds(number)
        case .width, .columns: columns = Self.size(number)
        case .height, .lines: lines = Self.size(number)
        default: break
        }
    }

    private static func size(_ number: Double) -> UInt16? {
        UInt16(exactly: number).flatMap { $0 > 0 ? $0 : nil }
    }

    // MARK: Names

    /// Begins a string, which is the present member; whether its text is wanted.
    mutating func beginName() -> Bool {
        switch member {
        case .user, .loginName, .hostName, .command: name = NameText()
        default: name = nil
        }
        return name != nil
    }

    /// Ends the string.
    mutating func endName() {
        guard let text = name.take() else { return }
        if member == .command { command = RecordingName(programOf: text.bytes.span) }
        guard let known = text.name else { return }
        switch member {
        case .command: break
        case .user: user = known
        case .loginName: loginName = known
        default: host = known
        }
    }

    // MARK: Snapshots

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: member.rawValue)
        writer.append(count: outer.rawValue)
        writer.append(optional: name) { $0.append(bytes: $1.bytes) }
        writer.append(optional: version) { $0.append(bitPattern: $1) }
        writer.append(optional: start) { $0.append(signed: $1) }
        for name in [user, loginName, host, command] {
            writer.append(optional: name) { $0.append(bytes: $1.bytes) }
        }
        for size in [columns, lines] {
            writer.append(optional: size) { $0.append(count: $1) }
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let member = Member(rawValue: UInt8(try reader.count(atMost: 255))),
            let outer = Member(rawValue: UInt8(try reader.count(atMost: 255)))
        else { throw reader.corruption }
        self.member = member
        self.outer = outer
        name = try reader.optional { reader throws(SnapshotCorruption) in
            try NameText(from: &reader)
        }
        version = try reader.optional { reader throws(SnapshotCorruption) in try reader.double() }
        start = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.signed(in: Asciicast.believedMicroseconds)
        }
        user = try reader.recordingName()
        loginName = try reader.recordingName()
        host = try reader.recordingName()
        command = try reader.recordingName()
        columns = try reader.terminalMeasure()
        lines = try reader.terminalMeasure()
    }

    init() {}
}

extension AsciicastHeader: TextSink {
    mutating func take(_ byte: UInt8) { name?.take(byte) }
    mutating func take(_ bytes: Span<UInt8>) { name?.take(bytes) }
}

extension SnapshotReader {
    fileprivate mutating func terminalMeasure() throws(SnapshotCorruption) -> UInt16? {
        try optional { reader throws(SnapshotCorruption) in UInt16(try reader.count(atMost: Int(UInt16.max))) }
    }
}
