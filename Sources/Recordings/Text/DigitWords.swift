/// The decimal digits at the end of a word of eight bytes.
struct Digits {
    /// What they say.
    let value: UInt64
    /// Whether they are all digits.
    let isValid: Bool

    /// Takes the last `count` bytes, 1 to 8.
    @inline(__always)
    init(_ word: UInt64, count: Int) {
        self.init(values: Word.lastBytes(of: word ^ Word.repeating(UInt8(ascii: "0")), count: count))
    }

    /// Adds the values of eight digits up: first as pairs, then as four and as eight.
    @inline(__always)
    init(values: UInt64) {
        isValid = Word.areDigits(values)
        let pairs = values &* 10 &+ values >> 8
        let even = (pairs & 0x0000_00FF_0000_00FF) &* (100 + 1_000_000 << 32)
        let odd = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* (1 + 10_000 << 32)
        value = (even &+ odd) >> 32
    }
}

/// Decimal digits with a point among them, at the end of a word of eight bytes.
struct DigitsAndPoint {
    let digits: Digits
    /// The place of the point in the word.
    let pointIndex: Int

    /// Takes the last `count` bytes, 1 to 8; nil where there is no point among them.
    @inline(__always)
    init?(_ word: UInt64, count: Int) {
        let zeros = Word.repeating(UInt8(ascii: "0"))
        let values = Word.lastBytes(of: word ^ zeros, count: count)
        let difference = values ^ Word.repeating(UInt8(ascii: ".") ^ UInt8(ascii: "0"))
        // The lowest flag marks the first point; a borrow can raise a wrong flag only above it.
        let points = (difference &- Word.repeating(1)) & ~difference & Word.highBits
        guard points != 0 else { return nil }
        let point = points & (0 &- points)
        pointIndex = point.trailingZeroBitCount >> 3
        // What precedes the point moves into its place.
        let before = values & ((point &- 1) >> 7)
        let behind = values & (0 &- (point << 1))
        digits = Digits(values: before << 8 | behind)
    }
}

/// The decimal digits at the end of each of two words of four bytes.
struct TwoOfFourDigits {
    let first: Int32
    let second: Int32
    /// Whether they are all digits.
    let areValid: Bool

    /// Takes the last bytes of each word, 1 to 4.
    @inline(__always)
    init(_ first: UInt32, _ second: UInt32, counts firstCount: Int, _ secondCount: Int) {
        let both = UInt64(first) | UInt64(second) << 32
        let mask = UInt64(Self.last(firstCount)) | UInt64(Self.last(secondCount)) << 32
        let values = (both ^ Word.repeating(UInt8(ascii: "0"))) & mask
        areValid = Word.areDigits(values)
        let pairs = values &* 10 &+ values >> 8
        let fours = (pairs & 0x0000_00FF_0000_00FF) &* 100 &+ (pairs >> 16 & 0x0000_00FF_0000_00FF)
        self.first = Int32(truncatingIfNeeded: fours)
        self.second = Int32(truncatingIfNeeded: fours >> 32)
    }

    @inline(__always)
    private static func last(_ count: Int) -> UInt32 { .max &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count) }
}

/// Constants and searches in words of eight bytes.
enum Word {
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Whether all bytes are from 0 to 9.
    @inline(__always)
    static func areDigits(_ values: UInt64) -> Bool {
        ((values &+ repeating(0x80 - 10)) | values) & highBits == 0
    }

    /// Whether all bytes are from 0x20 to 0x7E.
    @inline(__always)
    static func isPrintableASCII(_ word: UInt64) -> Bool {
        // A borrow or a carry comes from a byte that has set its own high bit.
        ((word &- repeating(0x20)) | (word &+ repeating(0x01)) | word) & highBits == 0
    }

    /// The last `count` bytes, 1 to 8, behind zeros.
    @inline(__always)
    static func lastBytes(of word: UInt64, count: Int) -> UInt64 {
        let dropped = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        return (word &>> dropped) &<< dropped
    }

    /// How many decimal digits the word begins with.
    @inline(__always)
    static func countOfDigits(_ word: UInt64) -> Int {
        let values = word ^ repeating(UInt8(ascii: "0"))
        // The lowest flag marks the first byte that is none; a carry can raise a wrong flag only above it.
        let others = ((values &+ repeating(0x80 - 10)) | values) & highBits
        return others == 0 ? 8 : others.trailingZeroBitCount >> 3
    }

    /// Up to eight characters as they lie in memory; a constant once optimised.
    @inline(__always)
    static func of(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<text.utf8CodeUnitCount {
            unsafe word |= UInt64(text.utf8Start[index]) << UInt64(8 &* index)
        }
        return word
    }

    /// 10 to the power of 0…8.
    @inline(__always)
    static func powerOfTen(_ exponent: Int) -> UInt64 { powersOfTen[exponent] }

    /// 10 to the power of 0…15, which a double holds exactly.
    @inline(__always)
    static func doublePowerOfTen(_ exponent: Int) -> Double { doublePowersOfTen[exponent] }

    private static let powersOfTen: InlineArray<9, UInt64> = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]

    private static let doublePowersOfTen: InlineArray<16, Double> = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
