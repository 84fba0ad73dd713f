/// The SplitMix64 generator: a counter passed through a finaliser.
///
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014, doi:10.1145/2660193.2660195.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var counter: UInt64

    /// A generator whose sequence is determined by `seed`.
    public init(seed: UInt64) {
        counter = seed
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        counter &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(counter)
    }

    /// The seed of one item of a family that shares `seed`, for example of one session of one user.
    ///
    /// Every item is reached directly, so that items can be made in any order, or at the same time, with equal results.
    public static func seed(from seed: UInt64, for indices: UInt64...) -> UInt64 {
        var derived = seed
        for index in indices {
            var generator = SplitMix64(seed: derived ^ mixed(index &+ 0x9E37_79B9_7F4A_7C15))
            derived = generator.next()
        }
        return derived
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
