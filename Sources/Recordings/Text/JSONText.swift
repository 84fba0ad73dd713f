/// The bytes that a JSON string says, one after the other, without memory of their own.
struct JSONText {
    private var position: Int
    private let end: Int
    /// The bytes that an escape stands for and that are still to come, the first one lowest.
    private var waiting: UInt32 = 0
    private var waitingCount = 0

    /// The string that lies at `place` between its quotation marks, and obeys the grammar.
    init(at place: Range<Int>) {
        position = place.lowerBound
        end = place.upperBound
    }

    /// The next byte; nil at the end.
    mutating func next(_ text: Span<UInt8>) -> UInt8? {
        if waitingCount == 0 {
            guard position < end else { return nil }
            let byte = text[position]
            position += 1
            guard byte == UInt8(ascii: "\\"), position < end else { return byte }
            readEscape(text)
        }
        let byte = UInt8(truncatingIfNeeded: waiting)
        waiting >>= 8
        waitingCount -= 1
        return byte
    }

    private mutating func readEscape(_ text: Span<UInt8>) {
        let letter = text[position]
        position += 1
        switch letter {
        case UInt8(ascii: "b"): wait(for: 0x08)
        case UInt8(ascii: "f"): wait(for: 0x0C)
        case UInt8(ascii: "n"): wait(for: 0x0A)
        case UInt8(ascii: "r"): wait(for: 0x0D)
        case UInt8(ascii: "t"): wait(for: 0x09)
        case UInt8(ascii: "u"): wait(for: readScalar(text))
        default: wait(for: UInt32(letter))
        }
    }

    private mutating func wait(for scalar: UInt32) {
        guard let encoded = Unicode.Scalar(scalar).flatMap(UTF8.encode) else { return }
        for byte in encoded {
            waiting |= UInt32(byte) << (8 * UInt32(waitingCount))
            waitingCount += 1
        }
    }

    private mutating func readScalar(_ text: Span<UInt8>) -> UInt32 {
        let unit = readUnit(text)
        guard 0xD800...0xDFFF ~= unit else { return unit }
        guard unit < 0xDC00, position + 6 <= end, text[position] == UInt8(ascii: "\\"),
            text[position + 1] == UInt8(ascii: "u")
        else { return 0xFFFD }
        var following = self
        following.position += 2
        let low = following.readUnit(text)
        guard 0xDC00...0xDFFF ~= low else { return 0xFFFD }
        self = following
        return 0x1_0000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
    }

    private mutating func readUnit(_ text: Span<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 where position < end {
            let digit = text[position]
            unit = unit << 4 | UInt32(digit < 0x3A ? digit & 0x0F : digit & 0x0F + 9)
            position += 1
        }
        return unit
    }
}
