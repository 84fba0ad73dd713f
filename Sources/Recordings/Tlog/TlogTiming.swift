/// The `timing` of a message: what came in and went out when.
///
///     timing = *(["+" ms] ("<" n | "[" n "/" m | ">" n | "]" n "/" m | "=" columns "x" lines))
///
/// Each `n` counts characters of the text of that direction; where brackets stand, they are stand-ins for `m` bytes that
/// are no text.
struct TlogTiming {
    /// The most bytes that are kept. tlog limits all of a message to 2048 unless told otherwise.
    static let limit = 16 * 1024

    enum Direction: UInt8 {
        case input
        case output
    }

    struct Record: Equatable {
        var direction: Direction
        /// How many characters it has.
        var count: UInt32
        /// Whether these stand for bytes that are no text.
        var isBinary: Bool
        /// Whether it came at once with the record before it, which has the same direction.
        var joins: Bool
    }

    enum Step: Equatable {
        case record(Record)
        case window(columns: UInt32, lines: UInt32)
        case end
        case defect
    }

    var text: [UInt8] = []

    /// A place between two records.
    struct Cursor {
        var position = 0
        /// ms since the message's position.
        var elapsed: Int64 = 0
        /// The direction of the last record, where nothing lies between it and the next but time.
        var last: Direction?
        /// Whether `next` went over input on its way.
        var hasPassedInput = false

        /// Moves behind the next record.
        @inline(__always)
        mutating func step(_ text: Span<UInt8>) -> Step {
            var delay: UInt32 = 0
            if Self.byte(at: position, of: text) == UInt8(ascii: "+") {
                position += 1
                guard let number = number(text) else { return .defect }
                delay = number
                elapsed += Int64(delay)
            } else if position >= text.count {
                return .end
            }
            guard let mark = Self.byte(at: position, of: text) else { return .defect }
            position += 1
            guard let count = number(text) else { return .defect }
            let direction: Direction
            switch mark {
            case UInt8(ascii: "<"), UInt8(ascii: "["): direction = .input
            case UInt8(ascii: ">"), UInt8(ascii: "]"): direction = .output
            case UInt8(ascii: "="):
                last = nil
                guard let lines = number(text, behind: UInt8(ascii: "x")) else { return .defect }
                return .window(columns: count, lines: lines)
            default: return .defect
            }
            let isBinary = mark == UInt8(ascii: "[") || mark == UInt8(ascii: "]")
            if isBinary, number(text, behind: UInt8(ascii: "/")) == nil { return .defect }
            defer { last = direction }
            let joins = delay == 0 && last == direction
            return .record(Record(direction: direction, count: count, isBinary: isBinary, joins: joins))
        }

        /// Moves behind the next record of a direction that has any characters; nil where there is none.
        mutating func next(_ direction: Direction, _ timing: borrowing TlogTiming) -> Record? {
            let text = timing.text.span
            hasPassedInput = false
            while true {
                switch step(text) {
                case .record(let record):
                    if record.direction == direction, record.count > 0 { return record }
                    if record.direction == .input, record.count > 0 { hasPassedInput = true }
                case .window: continue
                case .end, .defect: return nil
                }
            }
        }

        @inline(__always)
        private static func byte(at position: Int, of text: Span<UInt8>) -> UInt8? {
            position < text.count ? text[position] : nil
        }

        private mutating func number(_ text: Span<UInt8>, behind mark: UInt8) -> UInt32? {
            guard Self.byte(at: position, of: text) == mark else { return nil }
            position += 1
            return number(text)
        }

        /// Moves behind a number of at most nine digits.
        @inline(__always)
        private mutating func number(_ text: Span<UInt8>) -> UInt32? {
            guard text.count &- position >= 8 else { return lastNumber(text) }
            // The eight bytes are there, and any bytes make an integer.
            let loaded = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            let count = Word.countOfDigits(word)
            if count == 8 { return lastNumber(text) }
            guard count > 0 else { return nil }
            position &+= count
            if count == 1 { return UInt32(truncatingIfNeeded: word & 0x0F) }
            return UInt32(truncatingIfNeeded: Digits(word &<< UInt64(64 &- 8 &* count), count: count).value)
        }

        /// The same of a number near the text's end, or of a long one.
        private mutating func lastNumber(_ text: Span<UInt8>) -> UInt32? {
            var value: UInt32 = 0
            let start = position
            while position < text.count {
                let digit = text[position] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                guard position &- start < 9 else { return nil }
                value = value &* 10 &+ UInt32(digit)
                position &+= 1
            }
            return position > start ? value : nil
        }
    }

    /// What all of the text says; nil where it breaks the grammar.
    var summary: (duration: Int64, terminal: RecordingDescription.TerminalSize?)? {
        let text = self.text.span
        var cursor = Cursor()
        var terminal: RecordingDescription.TerminalSize?
        while true {
            switch cursor.step(text) {
            case .record: continue
            case .window(let columns, let lines):
                // Without a terminal around it, tlog says 0.
                terminal = terminal ?? RecordingDescription.TerminalSize(columns: Int64(columns), lines: Int64(lines))
            case .end: return (cursor.elapsed, terminal)
            case .defect: return nil
            }
        }
    }
}
