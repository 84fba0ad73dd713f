/// The xoshiro256** generator.
///
/// Blackman, Vigna: Scrambled linear pseudorandom number generators, ACM TOMS 47, 2021, doi:10.1145/3460772.
public struct Xoshiro256: RandomNumberGenerator, Sendable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    /// A generator whose state is filled from `SplitMix64`, as its authors advise.
    public init(seed: UInt64) {
        var filler = SplitMix64(seed: seed)
        self.init(state: (filler.next(), filler.next(), filler.next(), filler.next()))
    }

    /// A generator with a given state.
    ///
    /// - Precondition: not all words are 0.
    public init(state: (UInt64, UInt64, UInt64, UInt64)) {
        precondition(state.0 | state.1 | state.2 | state.3 != 0, "an all-zero state only yields zeros")
        (a, b, c, d) = state
    }

    /// The next 64 random bits.
    @inline(__always)
    public mutating func next() -> UInt64 {
        let result = Self.rotated(b &* 5, by: 7) &* 9
        let t = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        d = Self.rotated(d, by: 45)
        return result
    }

    @inline(__always)
    private static func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
        (value << count) | (value >> (64 - count))
    }
}
