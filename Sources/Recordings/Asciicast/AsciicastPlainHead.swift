/// What nearly all events begin with, up to their text: `[1.511526, "o", "`, in version 1 `[1.511526, "`.
///
/// The JSON parser says the same of it, in thrice the time.
struct AsciicastPlainHead {
    /// The event's own time in µs.
    let time: Int64
    /// Whether it is output or input.
    let kind: AsciicastRow.Kind
    /// How many bytes it has.
    let length: Int

    /// More digits before the point, and behind it, are left to the JSON parser: so many are whole µs that a double holds.
    private static let wholeDigits = 9
    private static let decimals = 6
    private static let powersOfTen: [7 of Int64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

    /// The head at `start`, with a code or without; nil where there is none, or one that is less plain or not whole.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at start: Int, hasCode: Bool) {
        // `[`, digits, the point, digits, two commas with a space each, and five characters more.
        guard bytes.count - start >= Self.wholeDigits + Self.decimals + 11 else { return nil }
        var position = start + 1
        var number: Int64 = 0
        let whole = Self.readDigits(bytes, &position, atMost: Self.wholeDigits, into: &number)
        guard 1...Self.wholeDigits ~= whole, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else {
            return nil
        }
        var decimals = 0
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            decimals = Self.readDigits(bytes, &position, atMost: Self.decimals, into: &number)
            guard 1...Self.decimals ~= decimals else { return nil }
        }
        time = number * Self.powersOfTen[Self.decimals - decimals]
        guard bytes[position] == UInt8(ascii: ",") else { return nil }
        position += bytes[position + 1] == UInt8(ascii: " ") ? 2 : 1
        if hasCode {
            guard bytes[position] == UInt8(ascii: "\""), bytes[position + 2] == UInt8(ascii: "\""),
                bytes[position + 3] == UInt8(ascii: ",")
            else { return nil }
            switch bytes[position + 1] {
            case UInt8(ascii: "o"): kind = .output
            case UInt8(ascii: "i"): kind = .input
            default: return nil
            }
            position += bytes[position + 4] == UInt8(ascii: " ") ? 5 : 4
        } else {
            kind = .output
        }
        guard bytes[position] == UInt8(ascii: "\"") else { return nil }
        length = position + 1 - start
    }

    /// Moves behind the digits, of which no more than one beyond `most` is looked at, and returns how many they are.
    @inline(__always)
    private static func readDigits(
        _ bytes: Span<UInt8>,
        _ position: inout Int,
        atMost most: Int,
        into number: inout Int64
    ) -> Int {
        let start = position
        while position - start <= most, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            number = number * 10 + Int64(digit)
            position += 1
        }
        return position - start
    }
}
