/// A text of at most 16 bytes, without memory of its own; of a longer one nothing is kept but that it is longer.
struct ShortText: Equatable {
    /// The most bytes.
    static let capacity = 16

    private(set) var bytes: UInt128 = 0
    private(set) var count = 0

    /// The empty text.
    init() {}

    /// A text of `count` bytes, the first one lowest in `bytes`.
    init(bytes: UInt128, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// A text to compare others with; a constant once optimised.
    @inline(__always)
    init(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { unsafe append(text.utf8Start[index]) }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count < Self.capacity {
            bytes |= UInt128(byte) &<< UInt128(8 &* count)
            count &+= 1
        } else {
            bytes = 0
            count = Self.capacity &+ 1
        }
    }

    /// Appends a code unit of UTF-16 in UTF-8. Half a surrogate pair becomes three bytes of its own, which are in no UTF-8.
    mutating func append(utf16 unit: UInt16) {
        if unit < 0x80 { return append(UInt8(unit)) }
        if unit < 0x800 {
            append(UInt8(0xC0 | unit >> 6))
        } else {
            append(UInt8(0xE0 | unit >> 12))
            append(UInt8(0x80 | unit >> 6 & 0x3F))
        }
        append(UInt8(0x80 | unit & 0x3F))
    }

    /// Whether it is longer than what is kept.
    var isTooLong: Bool { count > Self.capacity }

    /// The one code point that the text is; nil where it is none or more.
    var character: UInt32? {
        guard 1...4 ~= count else { return nil }
        var decoder = UTF8()
        var rest = (0..<count).lazy.map { UInt8(truncatingIfNeeded: bytes >> UInt128(8 * $0)) }.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest), case .emptyInput = decoder.decode(&rest) else {
            return nil
        }
        return scalar.value
    }

    /// A number for the text: the same for the same text, and rarely the same for another.
    var digest: UInt32 {
        // The product's upper half depends on all bits; the factor is 2⁶⁴ over the golden ratio.
        let word = UInt64(truncatingIfNeeded: bytes ^ bytes >> 61) &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: word >> 32)
    }
}
