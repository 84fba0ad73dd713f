/// Which hashes are surely not among some others: nearly all that are not, without a look at each (B. H. Bloom, "Space/time
/// trade-offs in hash coding with allowable errors", Communications of the ACM 13, 1970).
struct HashFilter: Sendable {
    private static let words = 64

    private var bits = InlineArray<64, UInt64>(repeating: 0)

    /// A filter of some hashes.
    init(_ hashes: [UInt32]) {
        for hash in hashes { bits[Self.word(of: hash)] |= 1 &<< UInt64(hash & 63) }
    }

    @inline(__always)
    private static func word(of hash: UInt32) -> Int { Int(hash &>> 6) & (words - 1) }

    /// How many of `hashes` may be among those of the filter: no fewer than are.
    func count(of hashes: [UInt32]) -> Int {
        // Spans, or all bits would be copied at every step.
        let (bits, hashes) = (bits.span, hashes.span)
        var count = 0
        for index in hashes.indices {
            let hash = hashes[index]
            count &+= Int(bits[Self.word(of: hash)] &>> UInt64(hash & 63) & 1)
        }
        return count
    }
}
