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

    /// Appends a code unit of UTF-16. One beyond ASCII is in no text that this is compared with, and becomes 0xFF, which is
    /// in no UTF-8.
    mutating func append(utf16 unit: UInt16) {
        append(unit < 0x80 ? UInt8(unit) : 0xFF)
    }
}
