/// SipHash-2-4, a keyed hash of bytes (Aumasson and Bernstein, 2012, doi:10.1007/978-3-642-34931-7_28).
///
/// What Gait keeps of many it chooses by this hash of their names, so that the choice depends neither on the order of
/// arrival nor on the process, as it would with Swift's own hash.
public struct SipHash: Sendable {
    private let key: (UInt64, UInt64)

    /// A hash under the 128-bit key whose low and high halves are given.
    public init(key low: UInt64, _ high: UInt64) {
        key = (low, high)
    }

    /// The hash of `bytes`.
    public func callAsFunction(_ bytes: [UInt8]) -> UInt64 { self(bytes.span) }

    /// The hash of `bytes`.
    public func callAsFunction(_ bytes: Span<UInt8>) -> UInt64 {
        var state = State(key)
        let span = unsafe bytes.bytes
        let end = bytes.count & ~7
        for offset in stride(from: 0, to: end, by: 8) {
            // The span checks that the eight bytes are among its own, and any bytes are an integer.
            state.absorb(UInt64(littleEndian: unsafe span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        }
        var rest: UInt64 = 0
        for index in end..<bytes.count { rest |= UInt64(bytes[index]) &<< UInt64(8 * (index - end)) }
        return state.finish(rest, count: bytes.count)
    }

    /// The hash of the eight bytes of `word`, the lowest first.
    public func callAsFunction(_ word: UInt64) -> UInt64 {
        var state = State(key)
        state.absorb(word)
        return state.finish(0, count: 8)
    }

    /// The hash of the UTF-8 bytes of `string`.
    public func callAsFunction(_ string: String) -> UInt64 { self(Array(string.utf8)) }

    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        init(_ key: (UInt64, UInt64)) {
            v0 = key.0 ^ 0x736f_6d65_7073_6575
            v1 = key.1 ^ 0x646f_7261_6e64_6f6d
            v2 = key.0 ^ 0x6c79_6765_6e65_7261
            v3 = key.1 ^ 0x7465_6462_7974_6573
        }

        mutating func absorb(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        /// The hash of `count` bytes, of which `rest` are those behind the last whole word, the first one lowest.
        mutating func finish(_ rest: UInt64, count: Int) -> UInt64 {
            absorb(rest | UInt64(truncatingIfNeeded: count) &<< 56)
            v2 ^= 0xff
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        private mutating func round() {
            v0 &+= v1
            v1 = v1.rotatedLeft(13) ^ v0
            v0 = v0.rotatedLeft(32)
            v2 &+= v3
            v3 = v3.rotatedLeft(16) ^ v2
            v0 &+= v3
            v3 = v3.rotatedLeft(21) ^ v0
            v2 &+= v1
            v1 = v1.rotatedLeft(17) ^ v2
            v2 = v2.rotatedLeft(32)
        }
    }
}

extension UInt64 {
    fileprivate func rotatedLeft(_ count: UInt64) -> UInt64 {
        self &<< count | self &>> (64 - count)
    }
}
