/// Takes the text of a `TlogTiming` apart.
struct TlogTimingSteps {
    enum Step {
        case record(TlogTiming.Record)
        /// Of its record nothing but the delay says anything.
        case window(TlogTiming.Record, columns: UInt32, lines: UInt32)
        case end
        case defect
    }

    /// Behind the last step.
    private(set) var position = 0
    /// ms since the message's position.
    private(set) var elapsed: Int64 = 0
    /// The direction of the last record, where nothing lies between it and the next but time.
    private(set) var last: TlogTiming.Direction?

    /// Moves behind the next step.
    @inline(__always)
    mutating func next(_ text: Span<UInt8>) -> Step {
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
        let direction: TlogTiming.Direction
        switch mark {
        case UInt8(ascii: "<"), UInt8(ascii: "["): direction = .input
        case UInt8(ascii: ">"), UInt8(ascii: "]"): direction = .output
        case UInt8(ascii: "="):
            last = nil
            guard let lines = Self.number(text, at: &index, behind: UInt8(ascii: "x")) else { return .defect }
            let nothing = TlogTiming.Record(delay: delay, count: 0, direction: .output, isBinary: false, joins: false)
            return .window(nothing, columns: count, lines: lines)
        default: return .defect
        }
        let isBinary = mark == UInt8(ascii: "[") || mark == UInt8(ascii: "]")
        if isBinary, Self.number(text, at: &index, behind: UInt8(ascii: "/")) == nil { return .defect }
        let joins = delay == 0 && last == direction
        last = direction
        return .record(
            TlogTiming.Record(delay: delay, count: count, direction: direction, isBinary: isBinary, joins: joins)
        )
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
