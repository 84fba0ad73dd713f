import Snapshots

/// Tells keys from what else a terminal sends: escape sequences are one key each, or an answer of the terminal's own.
///
/// The grammar is that of ECMA-48; which sequence stands for which key is told by xterm's "Control Sequences" and
/// console_codes(4).
struct TerminalSequence {
    /// What a byte ended.
    enum Outcome: Equatable {
        /// Nothing: more has to come.
        case unfinished
        case key(Key)
        /// Something that no key was pressed for.
        case answer
        /// The mark before what is pasted.
        case pasteBegins
        /// The mark behind it.
        case pasteEnds
    }

    private enum State: UInt8 {
        case ground
        /// Inside a character of several bytes.
        case character
        case escape
        /// Behind `ESC [`.
        case control
        /// Behind `ESC [` and a parameter.
        case parameters
        /// Behind `ESC O`.
        case singleShift
        /// Inside a string that the terminal sends, up to its terminator.
        case string
        case stringEscape
        /// Inside the three bytes that follow `ESC [ M`.
        case mouse
        /// Behind `ESC [ [`, as the Linux console sends for its first function keys.
        case consoleFunction
    }

    private var state = State.ground
    /// The character as far as it has come, or the first parameter, no larger than 2²¹.
    private var number: UInt32 = 0
    /// How many bytes are still to come of a character or a mouse's report.
    private var remaining: UInt8 = 0
    /// Whether the first parameter is complete.
    private var hasNumber = false
    /// Whether the parameters are of a private kind, which keys never are.
    private var isPrivate = false

    /// Whether no sequence or character is unfinished.
    @inline(__always)
    var isAtRest: Bool { state == .ground }

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Outcome {
        switch state {
        case .ground: return begin(byte)
        case .character: return goOn(byte)
        case .escape: return takeEscaped(byte)
        case .control, .parameters: return takeControl(byte)
        case .singleShift: return end(with: .key(Self.singleShifted(byte)))
        case .string:
            if byte == 0x07 { return end(with: .answer) }
            if byte == 0x1B { state = .stringEscape }
            return .unfinished
        case .stringEscape:
            if byte == UInt8(ascii: "\\") { return end(with: .answer) }
            state = .string
            return .unfinished
        case .mouse:
            remaining -= 1
            return remaining == 0 ? end(with: .answer) : .unfinished
        case .consoleFunction: return end(with: .key(Key(.function)))
        }
    }

    /// The key that an unfinished sequence turns out to be, once nothing more comes at that time. What can only go on is
    /// kept.
    mutating func endRecord() -> Key? {
        switch state {
        case .escape:
            state = .ground
            return Key(.escape)
        case .control, .singleShift:
            state = .ground
            return Key(.chord)
        default: return nil
        }
    }

    private mutating func end(with outcome: Outcome) -> Outcome {
        state = .ground
        return outcome
    }

    private mutating func begin(_ byte: UInt8) -> Outcome {
        switch byte {
        case 0x1B:
            state = .escape
            return .unfinished
        case 0xC2...0xDF: return beginCharacter(UInt32(byte & 0x1F), remaining: 1)
        case 0xE0...0xEF: return beginCharacter(UInt32(byte & 0x0F), remaining: 2)
        case 0xF0...0xF4: return beginCharacter(UInt32(byte & 0x07), remaining: 3)
        case 0x80...: return .key(Key(.other))
        default: return .key(Key(character: UInt32(byte)))
        }
    }

    private mutating func beginCharacter(_ bits: UInt32, remaining: UInt8) -> Outcome {
        state = .character
        number = bits
        self.remaining = remaining
        return .unfinished
    }

    private mutating func goOn(_ byte: UInt8) -> Outcome {
        guard byte & 0xC0 == 0x80 else {
            state = .ground
            return begin(byte)
        }
        number = number << 6 | UInt32(byte & 0x3F)
        remaining -= 1
        return remaining == 0 ? end(with: .key(Key(character: number))) : .unfinished
    }

    private mutating func takeEscaped(_ byte: UInt8) -> Outcome {
        switch byte {
        case 0x1B: return .key(Key(.escape))
        case UInt8(ascii: "["):
            state = .control
            number = 0
            hasNumber = false
            isPrivate = false
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string
        default: return end(with: .key(Key(.chord)))
        }
        return .unfinished
    }

    private mutating func takeControl(_ byte: UInt8) -> Outcome {
        switch byte {
        case 0x1B:
            state = .escape
            return .unfinished
        case UInt8(ascii: "M") where state == .control:
            state = .mouse
            remaining = 3
            return .unfinished
        case UInt8(ascii: "[") where state == .control:
            state = .consoleFunction
            return .unfinished
        case 0x40...0x7E: return end(with: controlled(by: byte))
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            if !hasNumber { number = min(number * 10 + UInt32(byte & 0x0F), 1 << 21) }
        case UInt8(ascii: "<")...UInt8(ascii: "?"): isPrivate = true
        default: hasNumber = true
        }
        state = .parameters
        return .unfinished
    }

    /// What the control sequence is that ends with `final`.
    private func controlled(by final: UInt8) -> Outcome {
        guard !isPrivate else { return .answer }
        switch final {
        case UInt8(ascii: "A")...UInt8(ascii: "H"): return .key(Key(.navigation))
        case UInt8(ascii: "P"), UInt8(ascii: "Q"), UInt8(ascii: "S"): return .key(Key(.function))
        case UInt8(ascii: "Z"): return .key(Key(.tab))
        case UInt8(ascii: "u"): return .key(Key(character: number))
        case UInt8(ascii: "~"):
            switch number {
            case 200: return .pasteBegins
            case 201: return .pasteEnds
            case 3: return .key(Key(.erase))
            case 1...8: return .key(Key(.navigation))
            case 11...34: return .key(Key(.function))
            default: return .key(Key(.other))
            }
        // Where the cursor is, what the terminal can do and is, its size, and whether it has the focus.
        case UInt8(ascii: "R"), UInt8(ascii: "c"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "x"),
            UInt8(ascii: "y"), UInt8(ascii: "I"), UInt8(ascii: "O"):
            return .answer
        default: return .key(Key(.other))
        }
    }

    private static func singleShifted(_ final: UInt8) -> Key {
        switch final {
        case UInt8(ascii: "A")...UInt8(ascii: "H"): Key(.navigation)
        case UInt8(ascii: "P")...UInt8(ascii: "S"): Key(.function)
        case UInt8(ascii: "M"): Key(.enter)
        case UInt8(ascii: "j")...UInt8(ascii: "o"): Key(.punctuation)
        case UInt8(ascii: "p")...UInt8(ascii: "y"): Key(.digit)
        default: Key(.other)
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: state.rawValue)
        writer.append(count: number)
        writer.append(count: remaining)
        writer.append(flag: hasNumber)
        writer.append(flag: isPrivate)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let state = State(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.state = state
        number = UInt32(try reader.count(atMost: 1 << 21))
        remaining = UInt8(try reader.count(atMost: 3))
        guard remaining > 0 || state != .character && state != .mouse else { throw reader.corruption }
        hasNumber = try reader.flag()
        isPrivate = try reader.flag()
    }
}
