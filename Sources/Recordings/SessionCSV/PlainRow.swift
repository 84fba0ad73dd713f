/// Reads rows of the plain shape at the speed of memory.
///
/// Plain is a row as recorders write it: at most 63 bytes, times of up to 15 digits with a point after at most seven or
/// of up to eight digits without one, known words, coordinates of one to seven digits. Any other row is left to
/// `SessionCSVRow`; where this reader gives an event, both give the same.
///
/// The ends of all fields are found first, eight bytes at a time and without a branch. What a field says then depends
/// on no other field, so that the processor works on several at once.
enum PlainRow {
    /// Reads the row at `position` and moves `position` behind its line end; nil, and `position` as it was, where the row
    /// is not plain or lies too near to an end of the bytes.
    @inline(__always)
    static func read(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> PointerEvent? {
        guard let row = unsafe PlainRowBytes(bytes, at: position) else { return nil }
        var ends = row.fieldEnds()
        let end0 = ends.next()
        let end1 = ends.next()
        let end2 = ends.next()
        var end3 = ends.next()
        guard row.haveCommas(end0, end1) else { return nil }
        var (button, kind) = (PointerEvent.Button.none, PointerEvent.Kind.move)
        if row.isPlainMove(from: end1 &+ 1) {
            end3 = end1 &+ 14
        } else {
            guard let action = row.action(from: end1 &+ 1, to: end2, end3) else { return nil }
            (button, kind) = action
        }
        let end4 = ends.next()
        let end5 = ends.next()
        guard row.haveCommas(end3, end4), let rowLength = row.length(lastFieldEnd: end5) else { return nil }

        let recorderTime = row.milliseconds(from: 0, to: end0)
        let clientTime = row.milliseconds(from: end0 &+ 1, to: end1)
        let place = row.coordinates(xFrom: end3 &+ 1, to: end4, yFrom: end4 &+ 1, to: end5)
        guard recorderTime.isPlain && clientTime.isPlain && place.arePlain else { return nil }
        position &+= rowLength
        return PointerEvent(
            recorderTime: Timestamp(unchecked: recorderTime.value),
            clientTime: Timestamp(unchecked: clientTime.value),
            x: place.x,
            y: place.y,
            kind: kind,
            button: button
        )
    }
}

/// The bytes of a row and around it. Places are counted from the row's start.
///
/// Safe: a value exists only where `reach` is within the buffer, it is used only while the buffer is, and no method looks
/// at a place out of reach whatever the bytes are, because a field's end is at most 64, or 14 bytes behind one that is.
@safe
private struct PlainRowBytes {
    /// How many bytes before the row's start and from there on may be looked at.
    private static let reach = (before: 16, after: 88)

    private let start: UnsafeRawPointer

    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        guard position >= Self.reach.before, bytes.count &- position >= Self.reach.after,
            let base = bytes.baseAddress
        else { return nil }
        unsafe start = base + position
    }

    @inline(__always)
    private func byte(at place: Int) -> UInt8 {
        unsafe start.load(fromByteOffset: place, as: UInt8.self)
    }

    /// Eight bytes, the first in the lowest place.
    @inline(__always)
    private func word(at place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Four bytes, the first in the lowest place.
    @inline(__always)
    private func half(at place: Int) -> UInt32 {
        unsafe UInt32(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    // MARK: Fields

    /// The places of the bytes that may end a field: all below the minus sign, which neither a plain number nor a word
    /// contains.
    @inline(__always)
    func fieldEnds() -> FieldEnds {
        var ends: UInt64 = 0
        for index in 0..<8 {
            // The highest bit of each byte survives the subtraction where the lower seven are at least a minus sign.
            let others = (word(at: 8 &* index) | Word.highBits) &- Word.repeating(UInt8(ascii: "-"))
            let flags = ~others & Word.highBits
            // One multiplication moves the eight flags next to each other into the highest byte.
            let packed = (flags &* 0x0002_0408_1020_4081) >> 56
            ends |= packed << UInt64(8 &* index)
        }
        return FieldEnds(remaining: ends)
    }

    @inline(__always)
    func haveCommas(_ end: Int, _ otherEnd: Int) -> Bool {
        byte(at: end) == UInt8(ascii: ",") && byte(at: otherEnd) == UInt8(ascii: ",")
    }

    /// The row's length with its line end; nil where the last field is not ended by one.
    @inline(__always)
    func length(lastFieldEnd end: Int) -> Int? {
        guard end < 64 else { return nil }
        if byte(at: end) == UInt8(ascii: "\n") { return end &+ 1 }
        let isPair = byte(at: end) == UInt8(ascii: "\r") && byte(at: end &+ 1) == UInt8(ascii: "\n")
        return isPair ? end &+ 2 : nil
    }

    // MARK: Numbers

    /// Reads `digits.digits`, or up to eight `digits`, in s as whole ms, rounded half to even.
    ///
    /// There are at most eight whole digits: fewer than 10⁸ s, which a `Timestamp` holds. With at most 15 digits the
    /// mantissa and the power of ten are exact doubles, so that the quotient is the double nearest to the numeral
    /// (Clinger, "How to read floating point numbers accurately", PLDI 1990).
    @inline(__always)
    func milliseconds(from begin: Int, to end: Int) -> (value: Int64, isPlain: Bool) {
        let count = end &- begin
        guard 1...16 ~= count else { return (0, false) }
        let mantissa: UInt64
        let fractionCount: Int
        let isPlain: Bool
        if count <= 8 {
            let text = word(at: end &- 8)
            guard let digits = DigitsAndPoint(text, count: count) else {
                let whole = Digits(text, count: count)
                return (Int64(truncatingIfNeeded: whole.value) &* 1000, whole.isValid)
            }
            mantissa = digits.digits.value
            fractionCount = 7 &- digits.pointIndex
            // A point alone is no number.
            isPlain = digits.digits.isValid && count > 1
            // Whole ms, of which there is nothing to round.
            if fractionCount <= 3 {
                return (Int64(truncatingIfNeeded: mantissa &* Word.powerOfTen(3 &- fractionCount)), isPlain)
            }
        } else {
            guard let front = DigitsAndPoint(word(at: begin), count: 8) else { return (0, false) }
            let rest = Digits(word(at: end &- 8), count: count &- 8)
            mantissa = front.digits.value &* Word.powerOfTen(count &- 8) &+ rest.value
            fractionCount = count &- 1 &- front.pointIndex
            isPlain = front.digits.isValid && rest.isValid
        }
        let seconds = Double(Int64(truncatingIfNeeded: mantissa)) / Word.doublePowerOfTen(fractionCount)
        return (Self.roundedHalfToEven(seconds * 1000), isPlain)
    }

    /// Rounds a number of magnitude under 2⁵¹: adding 1.5 · 2⁵² leaves no bits for a fraction, and the processor rounds
    /// half to even.
    @inline(__always)
    private static func roundedHalfToEven(_ value: Double) -> Int64 {
        let anchor = 0x1.8p52
        return Int64(bitPattern: (value + anchor).bitPattern) &- Int64(bitPattern: anchor.bitPattern)
    }

    @inline(__always)
    func coordinates(
        xFrom xBegin: Int,
        to xEnd: Int,
        yFrom yBegin: Int,
        to yEnd: Int
    ) -> (x: Int32, y: Int32, arePlain: Bool) {
        let (xCount, yCount) = (xEnd &- xBegin, yEnd &- yBegin)
        if 1...4 ~= xCount && 1...4 ~= yCount {
            let digits = TwoOfFourDigits(half(at: xEnd &- 4), half(at: yEnd &- 4), counts: xCount, yCount)
            return (digits.first, digits.second, digits.areValid)
        }
        let x = coordinate(from: xBegin, to: xEnd)
        let y = coordinate(from: yBegin, to: yEnd)
        return (x.value, y.value, x.isPlain && y.isPlain)
    }

    private func coordinate(from begin: Int, to end: Int) -> (value: Int32, isPlain: Bool) {
        let count = end &- begin
        guard 1...7 ~= count else { return (0, false) }
        let digits = Digits(word(at: end &- 8), count: count)
        return (Int32(truncatingIfNeeded: digits.value), digits.isValid)
    }

    // MARK: Words

    /// Whether the two fields from `begin` on are those of a movement without a button, as of most rows by far. The
    /// second ends 13 bytes on.
    @inline(__always)
    func isPlainMove(from begin: Int) -> Bool {
        word(at: begin) == Word.of("NoButton") && word(at: begin &+ 8) << 16 == Word.of(",Move,") << 16
    }

    /// The button of the field from `begin` to `end`, and what the next one says was done with it.
    func action(
        from begin: Int,
        to end: Int,
        _ nextEnd: Int
    ) -> (button: PointerEvent.Button, kind: PointerEvent.Kind)? {
        guard byte(at: end) == UInt8(ascii: ","), let button = button(from: begin, to: end),
            let kind = kind(from: end &+ 1, to: nextEnd)
        else { return nil }
        return (button, kind)
    }

    private func button(from begin: Int, to end: Int) -> PointerEvent.Button? {
        let letters = word(at: begin)
        switch end &- begin {
        case 8 where letters == Word.of("NoButton"): return PointerEvent.Button.none
        case 4 where letters << 32 == Word.of("Left") << 32: return .left
        case 5 where letters << 24 == Word.of("Right") << 24: return .right
        case 6 where letters << 16 == Word.of("Scroll") << 16: return .wheel
        default: return nil
        }
    }

    private func kind(from begin: Int, to end: Int) -> PointerEvent.Kind? {
        let letters = word(at: begin)
        switch end &- begin {
        case 4 where letters << 32 == Word.of("Move") << 32: return .move
        case 4 where letters << 32 == Word.of("Drag") << 32: return .drag
        case 4 where letters << 32 == Word.of("Down") << 32: return .wheelDown
        case 8 where letters == Word.of("Released"): return .release
        case 7 where letters << 8 == Word.of("Pressed") << 8: return .press
        case 2 where letters << 48 == Word.of("Up") << 48: return .wheelUp
        default: return nil
        }
    }
}

/// The places where fields may end, one bit each.
private struct FieldEnds {
    var remaining: UInt64

    /// The next place, 64 once there is none.
    @inline(__always)
    mutating func next() -> Int {
        defer { remaining &= remaining &- 1 }
        return remaining.trailingZeroBitCount
    }
}
