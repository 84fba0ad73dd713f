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
        mutating func step(_ text: Span<UInt8>) -> Step {
            // A local one stays in a register.
            var index = position
            defer { position = index }
            guard index < text.count else { return .end }
            var mark = text[index]
            index &+= 1
            var delay: UInt32 = 0
            if mark == UInt8(ascii: "+") {
                guard let number = Self.number(text, at: &index), index < text.count else { return .defect }
                delay = number
                elapsed += Int64(delay)
                mark = text[index]
                index &+= 1
            }
            guard let count = Self.number(text, at: &index) else { return .defect }
            let direction: Direction
            switch mark {
            case UInt8(ascii: "<"), UInt8(ascii: "["): direction = .input
            case UInt8(ascii: ">"), UInt8(ascii: "]"): direction = .output
            case UInt8(ascii: "="):
                last = nil
                guard let lines = Self.number(text, at: &index, behind: UInt8(ascii: "x")) else { return .defect }
                return .window(columns: count, lines: lines)
            default: return .defect
            }
            let isBinary = mark == UInt8(ascii: "[") || mark == UInt8(ascii: "]")
            if isBinary, Self.number(text, at: &index, behind: UInt8(ascii: "/")) == nil { return .defect }
            let joins = delay == 0 && last == direction
            last = direction
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

        private static func number(_ text: Span<UInt8>, at index: inout Int, behind mark: UInt8) -> UInt32? {
            guard index < text.count, text[index] == mark else { return nil }
            index += 1
            return number(text, at: &index)
        }

        /// Moves behind a number of at most nine digits.
        @inline(__always)
        private static func number(_ text: Span<UInt8>, at index: inout Int) -> UInt32? {
            var value: UInt32 = 0
            let start = index
            while index < text.count {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                guard index &- start < 9 else { return nil }
                value = value &* 10 &+ UInt32(digit)
                index &+= 1
            }
            return index > start ? value : nil
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
