/// How much is still to come of a text whose length is given in code points.
///
/// They are counted as guacd counts them when it writes a text's length: the first byte of each says how many bytes it
/// has, and a byte that cannot be a first one is a code point by itself. So texts that are no valid UTF-8, such as the
/// title of a terminal that uses Latin-1, do not break the framing, and no text has more than four times as many bytes.
struct RemainingCodePoints: Equatable {
    /// Those of which no byte was met.
    var count = 0
    /// The bytes that are missing of the one that has begun.
    var tail = 0

    /// Whether none is to come.
    @inline(__always)
    var isEmpty: Bool { count | tail == 0 }
}

extension Span<UInt8> {
    /// Moves `position` behind the code points that remain, or to the end where not all are there.
    @inline(__always)
    func skip(_ remaining: inout RemainingCodePoints, from position: inout Int) {
        while position < count, !remaining.isEmpty {
            if remaining.tail > 0 {
                // The last code point ends early where the text does: within UTF-8 there is no separator.
                if remaining.count == 0, self[position].separatesElements {
                    remaining.tail = 0
                } else {
                    remaining.tail &-= 1
                    position &+= 1
                }
                continue
            }
            let skipped = asciiPrefix(from: position, limit: remaining.count)
            remaining.count &-= skipped
            position &+= skipped
            if remaining.count > 0, position < count {
                remaining.tail = self[position].codePointTail
                remaining.count &-= 1
                position &+= 1
            }
        }
    }

    /// The number of ASCII bytes from `start` on, up to `limit` of them.
    ///
    /// Nearly all long values are ASCII, such as images in base64.
    @inline(__always)
    private func asciiPrefix(from start: Int, limit: Int) -> Int {
        // Safe: no place from `end` on is looked at, and `start` is within the bounds.
        unsafe withUnsafeBytes { bytes in
            let end = Swift.min(bytes.count, start &+ limit)
            var position = start
            while position &+ 32 <= end {
                let words = unsafe bytes.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
                guard (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 == 0 else { break }
                position &+= 32
            }
            while position < end, unsafe bytes[position] < 0x80 { position &+= 1 }
            return position &- start
        }
    }
}

extension UInt8 {
    fileprivate var separatesElements: Bool { self == UInt8(ascii: ",") || self == UInt8(ascii: ";") }

    /// How many bytes follow this one in the code point that it begins.
    fileprivate var codePointTail: Int {
        switch self {
        case 0xC0...0xDF: 1
        case 0xE0...0xEF: 2
        case 0xF0...0xF7: 3
        default: 0
        }
    }
}
