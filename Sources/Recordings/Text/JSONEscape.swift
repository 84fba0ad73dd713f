/// An escape in a JSON string such as texts of terminals are full of, whole within its bytes: `\r`, `\n`, `\u001b`.
struct JSONEscape {
    /// The character that it stands for, which is no surrogate.
    let scalar: UInt32
    /// How many bytes it has.
    let length: Int

    /// `001b`, which nearly all code units of terminals are.
    private static var digitsOfEscape: UInt32 { UInt32(truncatingIfNeeded: Word.of("001b")) }

    /// The escape at `start`, which begins with one or two backslashes; nil where there is none, or one of another kind.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at start: Int, backslashes: Int) {
        let place = start &+ backslashes
        guard place < bytes.count, bytes[start] == UInt8(ascii: "\\"),
            backslashes == 1 || bytes[start &+ 1] == UInt8(ascii: "\\")
        else { return nil }
        if bytes[place] == UInt8(ascii: "u") {
            guard let unit = Self.codeUnit(bytes, at: place &+ 1), !(0xD800...0xDFFF ~= unit) else { return nil }
            scalar = unit
            length = backslashes &+ 5
        } else {
            scalar = Self.scalar(of: bytes[place])
            // Where the string stands within another, a quote is no escape of it.
            guard scalar != 0, scalar != UInt32(UInt8(ascii: "\"")) || backslashes == 1 else { return nil }
            length = backslashes &+ 1
        }
    }

    /// What a letter behind a backslash stands for; 0 where that is unusual.
    @inline(__always)
    private static func scalar(of letter: UInt8) -> UInt32 {
        switch letter {
        case UInt8(ascii: "\""): 0x22
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: 0
        }
    }

    /// The value of four hexadecimal digits; nil where they are not there.
    @inline(__always)
    private static func codeUnit(_ bytes: Span<UInt8>, at start: Int) -> UInt32? {
        guard bytes.count &- start >= 4 else { return nil }
        // The four bytes are there, and any bytes make an integer.
        let loaded = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)
        return UInt32(littleEndian: loaded) == digitsOfEscape ? 0x1B : value(of: bytes.extracting(start..<start &+ 4))
    }

    private static func value(of digits: Span<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for index in digits.indices {
            guard let digit = digits[index].hexadecimalDigit else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
