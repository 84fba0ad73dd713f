/// Reads rows of the plain shape at the speed of memory, eight bytes at a time.
///
/// Plain is a row as recorders write it: times with up to seven digits before the point and 15 in all, known words,
/// coordinates of one to seven digits. Any other row is left to `SessionCSVRow`; where this reader gives an event, both
/// give the same.
enum PlainRow {
    /// The most bytes that reading one row looks at: two times of 25 bytes, `NoButton,`, `Released,`, two coordinates of
    /// 8 bytes, a line end of 2, and one word of looking ahead.
    private static let reach = 25 + 25 + 9 + 9 + 8 + 8 + 2 + 8

    /// Reads the row at `position` and moves `position` behind its line end; nil, and `position` as it was, where the row
    /// is not plain or ends too near to the end of the bytes.
    @inline(__always)
    static func read(_ bytes: RawSpan, at position: inout Int) -> PointerEvent? {
        guard position + reach <= bytes.byteCount else { return nil }
        var cursor = position
        guard let recorderTime = milliseconds(bytes, at: &cursor), let clientTime = milliseconds(bytes, at: &cursor),
            let action = action(bytes, at: &cursor),
            let x = coordinate(bytes, at: &cursor, before: UInt8(ascii: ",")),
            let y = lastCoordinate(bytes, at: &cursor)
        else { return nil }
        position = cursor
        return PointerEvent(
            recorderTime: Timestamp(milliseconds: recorderTime),
            clientTime: Timestamp(milliseconds: clientTime),
            x: x,
            y: y,
            kind: action.kind,
            button: action.button
        )
    }

    // MARK: Numbers

    /// Reads `digits[.digits],` in s as whole ms, rounded half to even.
    ///
    /// With at most 15 digits the mantissa and the power of ten are exact doubles, so that the quotient is the double
    /// nearest to the numeral (Clinger 1990).
    @inline(__always)
    private static func milliseconds(_ bytes: RawSpan, at cursor: inout Int) -> Int64? {
        let whole = DigitRun(word(bytes, at: cursor))
        guard 1...7 ~= whole.count else { return nil }
        cursor += whole.count + 1
        let mark = byte(bytes, at: cursor - 1)
        if mark == UInt8(ascii: ",") { return Int64(whole.value) &* 1000 }
        guard mark == UInt8(ascii: ".") else { return nil }

        var fraction = DigitRun(word(bytes, at: cursor))
        cursor += fraction.count
        if fraction.count == 8 {
            let more = DigitRun(word(bytes, at: cursor))
            cursor += more.count
            fraction = DigitRun(
                count: 8 + more.count,
                value: fraction.value &* integerPowersOfTen[more.count] &+ more.value
            )
        }
        guard whole.count + fraction.count <= 15, byte(bytes, at: cursor) == UInt8(ascii: ",") else { return nil }
        cursor += 1
        let mantissa = whole.value &* integerPowersOfTen[fraction.count] &+ fraction.value
        return roundedHalfToEven(Double(Int64(mantissa)) / powersOfTen[fraction.count] * 1000)
    }

    /// Rounds a number of magnitude under 2⁵¹: adding 1.5 · 2⁵² leaves no bits for a fraction, and the processor rounds
    /// half to even.
    @inline(__always)
    private static func roundedHalfToEven(_ value: Double) -> Int64 {
        let anchor = 0x1.8p52
        return Int64(bitPattern: (value + anchor).bitPattern) &- Int64(bitPattern: anchor.bitPattern)
    }

    /// Reads `digits` and the byte that must follow.
    @inline(__always)
    private static func coordinate(_ bytes: RawSpan, at cursor: inout Int, before mark: UInt8) -> Int32? {
        let digits = DigitRun(word(bytes, at: cursor))
        guard 1...7 ~= digits.count, byte(bytes, at: cursor + digits.count) == mark else { return nil }
        cursor += digits.count + 1
        return Int32(truncatingIfNeeded: digits.value)
    }

    /// Reads `digits` and the line end.
    @inline(__always)
    private static func lastCoordinate(_ bytes: RawSpan, at cursor: inout Int) -> Int32? {
        let digits = DigitRun(word(bytes, at: cursor))
        guard 1...7 ~= digits.count else { return nil }
        cursor += digits.count
        if byte(bytes, at: cursor) == UInt8(ascii: "\r") { cursor += 1 }
        guard byte(bytes, at: cursor) == UInt8(ascii: "\n") else { return nil }
        cursor += 1
        return Int32(truncatingIfNeeded: digits.value)
    }

    // MARK: Words

    @inline(__always)
    private static func action(
        _ bytes: RawSpan,
        at cursor: inout Int
    ) -> (button: PointerEvent.Button, kind: PointerEvent.Kind)? {
        let first = word(bytes, at: cursor)
        let button: PointerEvent.Button
        if first == asWord("NoButton"), byte(bytes, at: cursor + 8) == UInt8(ascii: ",") {
            button = .none
            cursor += 9
        } else if starts(first, "Left,") {
            button = .left
            cursor += 5
        } else if starts(first, "Scroll,") {
            button = .wheel
            cursor += 7
        } else if starts(first, "Right,") {
            button = .right
            cursor += 6
        } else {
            return nil
        }

        let second = word(bytes, at: cursor)
        if starts(second, "Move,") {
            cursor += 5
            return (button, .move)
        }
        if starts(second, "Drag,") {
            cursor += 5
            return (button, .drag)
        }
        if second == asWord("Pressed,") {
            cursor += 8
            return (button, .press)
        }
        if second == asWord("Released"), byte(bytes, at: cursor + 8) == UInt8(ascii: ",") {
            cursor += 9
            return (button, .release)
        }
        if starts(second, "Down,") {
            cursor += 5
            return (button, .wheelDown)
        }
        if starts(second, "Up,") {
            cursor += 3
            return (button, .wheelUp)
        }
        return nil
    }

    @inline(__always)
    private static func starts(_ word: UInt64, _ text: StaticString) -> Bool {
        (word ^ asWord(text)) << UInt64(64 - 8 * text.utf8CodeUnitCount) == 0
    }

    /// Up to eight characters as the word that they are in memory; a constant once optimised.
    @inline(__always)
    private static func asWord(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<text.utf8CodeUnitCount {
            unsafe word |= UInt64(text.utf8Start[index]) << UInt64(8 * index)
        }
        return word
    }

    // MARK: Bytes

    @inline(__always)
    private static func byte(_ bytes: RawSpan, at offset: Int) -> UInt8 {
        // Safe: checked against the bounds, and every byte is a UInt8.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// Eight bytes, the first in the lowest place.
    @inline(__always)
    private static func word(_ bytes: RawSpan, at offset: Int) -> UInt64 {
        // Safe: checked against the bounds, and any eight bytes are a UInt64.
        unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

/// The decimal digits that a word of eight bytes begins with.
private struct DigitRun {
    /// How many there are.
    let count: Int
    /// What they say; 0 where there are none.
    let value: UInt64

    @inline(__always)
    init(count: Int, value: UInt64) {
        self.count = count
        self.value = value
    }

    /// Finds the first byte that is no digit, moves the digits to the end of the word behind zeros, and adds neighbours
    /// up, first as pairs, then as four and as eight.
    @inline(__always)
    init(_ word: UInt64) {
        let digits = word ^ 0x3030_3030_3030_3030
        let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
        count = others.trailingZeroBitCount >> 3
        let aligned = digits << UInt64(64 - 8 * count)
        let pairs = aligned &* 10 &+ aligned >> 8
        let even = (pairs & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
        let odd = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
        value = (even &+ odd) >> 32
    }
}

private let powersOfTen: InlineArray<17, Double> = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
]

private let integerPowersOfTen: InlineArray<17, UInt64> = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000,
]
