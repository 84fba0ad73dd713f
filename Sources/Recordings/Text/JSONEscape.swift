/// An escape in a JSON string such as texts of terminals are full of, whole within its bytes: `\r`, `\n`, `\u001b`.
struct JSONEscape {
    /// The character that it stands for, which is no surrogate.
    let scalar: UInt32
    /// Whether it is that of a code unit.
    let isCodeUnit: Bool
    /// How many bytes it has.
    let length: Int

    /// `001b`, which nearly all code units of terminals are.
    private static var digitsOfEscape: UInt32 { UInt32(truncatingIfNeeded: Word.of("001b")) }

    /// The escape at `start`, which begins with so many backslashes; nil where there is none, or one of another kind.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at start: Int, backslashes: Int) {
        guard bytes.count - start > backslashes else { return nil }
        for index in start..<start + backslashes where bytes[index] != UInt8(ascii: "\\") { return nil }
        let letter = bytes[start + backslashes]
        switch letter {
        case UInt8(ascii: "n"): scalar = 0x0A
        case UInt8(ascii: "r"): scalar = 0x0D
        case UInt8(ascii: "t"): scalar = 0x09
        case UInt8(ascii: "b"): scalar = 0x08
        case UInt8(ascii: "f"): scalar = 0x0C
        // Where the string stands within another, this is no escape of it.
        case UInt8(ascii: "\"") where backslashes == 1: scalar = UInt32(letter)
        case UInt8(ascii: "u"):
            guard bytes.count - start > backslashes + 4 else { return nil }
            let first = start + backslashes + 1
            // The four bytes are there, and any bytes make an integer.
            let loaded = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt32.self)
            var unit: UInt32 = 0
            if UInt32(littleEndian: loaded) == Self.digitsOfEscape {
                unit = 0x1B
            } else {
                for index in first..<first + 4 {
                    guard let digit = bytes[index].hexadecimalDigit else { return nil }
                    unit = unit << 4 | UInt32(digit)
                }
            }
            guard !(0xD800...0xDFFF ~= unit) else { return nil }
            scalar = unit
        default: return nil
        }
        isCodeUnit = letter == UInt8(ascii: "u")
        length = backslashes + (isCodeUnit ? 5 : 1)
    }
}
