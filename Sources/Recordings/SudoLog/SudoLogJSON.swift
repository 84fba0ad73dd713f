/// Takes what is used out of `log.json`, a JSON object of any length, as it is read.
///
/// Of the command's arguments and environment, which are in it too, nothing is kept.
struct SudoLogJSON {
    /// The members that are used.
    enum Member: UInt8 {
        case other
        case timestamp
        case seconds
        case nanoseconds
        case user
        case host
        case account
        case columns
        case lines
        case command
    }

    var stream = JSONStream()
    /// The member whose value comes next or is being read.
    var member = Member.other
    /// Whether that is a member of the time, which is an object within the object.
    var isInTimestamp = false
    /// The name that is being read, or its first bytes, one more than are believed.
    var name = NameText()
    var seconds: Int64?
    var nanoseconds: Int64?
    var columns: Int64 = 0
    var lines: Int64 = 0
    var description = RecordingDescription()
    /// Whether what was read is the beginning of no object, so that nothing is taken of the rest.
    var isBroken = false

    /// Whether the object is complete.
    private var hasEnded: Bool { !isBroken && stream.place == .nothing }

    /// What the object says, as far as it was read; nil where it says neither when nor whose.
    var result: SudoLogDescription? {
        guard seconds != nil || description.user != nil else { return nil }
        var result = SudoLogDescription()
        result.start = seconds.flatMap { TimingClock.Start(seconds: $0, nanoseconds: nanoseconds ?? 0) }
        result.description = description
        result.description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: lines)
        return result
    }

    /// Takes the next bytes. What follows the object is passed over.
    mutating func take(_ bytes: Span<UInt8>) {
        var position = 0
        do throws(JSONStream.Defect) {
            while position < bytes.count, !hasEnded, !isBroken { try read(bytes, at: &position) }
        } catch {
            isBroken = true
        }
    }

    private mutating func read(_ bytes: Span<UInt8>, at position: inout Int) throws(JSONStream.Defect) {
        if stream.place == .withinString {
            return try readString(bytes, at: &position)
        }
        guard let token = try stream.next(bytes, at: &position) else { return }
        switch token {
        case .key: member = Member(key: stream.key, depth: stream.depth, isInTimestamp: isInTimestamp)
        case .number: takeNumber(Int64(exactly: stream.number))
        case .objectBegins where stream.depth == 2: isInTimestamp = member == .timestamp
        case .objectEnds where stream.depth == 1: isInTimestamp = false
        default: break
        }
        // Only an object is of use.
        isBroken = stream.depth == 0 && token != .objectEnds || stream.depth == 1 && token == .arrayBegins
    }

    private mutating func readString(_ bytes: Span<UInt8>, at position: inout Int) throws(JSONStream.Defect) {
        guard stream.depth == 1, [.user, .host, .account, .command].contains(member) else {
            var ignored = IgnoredText()
            _ = try stream.readString(bytes, at: &position, into: &ignored)
            return
        }
        guard try stream.readString(bytes, at: &position, into: &name) else { return }
        switch member {
        case .user: description.user = name.name
        case .host: description.host = name.name
        case .command: description.command = RecordingName(programOf: name.bytes.span)
        default: description.account = name.name
        }
        name = NameText()
    }

    private mutating func takeNumber(_ number: Int64?) {
        switch (member, stream.depth) {
        case (.seconds, 2): seconds = number
        case (.nanoseconds, 2): nanoseconds = number
        case (.columns, 1): columns = number ?? 0
        case (.lines, 1): lines = number ?? 0
        default: break
        }
    }
}

extension SudoLogJSON.Member {
    fileprivate init(key: ShortText, depth: Int, isInTimestamp: Bool) {
        self =
            switch key {
            case ShortText("seconds") where isInTimestamp && depth == 2: .seconds
            case ShortText("nanoseconds") where isInTimestamp && depth == 2: .nanoseconds
            case ShortText("timestamp") where depth == 1: .timestamp
            case ShortText("submituser") where depth == 1: .user
            case ShortText("submithost") where depth == 1: .host
            case ShortText("runuser") where depth == 1: .account
            case ShortText("command") where depth == 1: .command
            case ShortText("columns") where depth == 1: .columns
            case ShortText("lines") where depth == 1: .lines
            default: .other
            }
    }
}
