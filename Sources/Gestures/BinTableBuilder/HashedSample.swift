/// A sample of bounded size of however many values: those with the lowest hashes ("bottom-k sampling", Cohen and Kaplan
/// 2007, doi:10.1145/1281100.1281133).
///
/// Which values it keeps depends on their hashes alone, so it is the same for any order of arrival, and a union of two
/// samples is the sample of the union.
struct HashedSample: Sendable, Equatable {
    private struct Entry: Sendable, Comparable {
        var hash: UInt64
        var value: Float

        static func < (a: Entry, b: Entry) -> Bool {
            a.hash == b.hash ? a.value < b.value : a.hash < b.hash
        }
    }

    /// The most values that it keeps.
    private let limit: Int
    /// The kept values, and until they are sorted out some that must go.
    private var entries: [Entry] = []
    /// A value with a greater hash can no longer be among the lowest.
    private var greatestHash = UInt64.max

    /// An empty sample of at most `limit` values.
    ///
    /// - Precondition: `limit` > 0.
    init(limit: Int) {
        precondition(limit > 0, "a sample needs room for a value")
        self.limit = limit
    }

    /// Offers a value under its hash.
    ///
    /// - Precondition: the value is no NaN.
    mutating func insert(_ value: Float, hash: UInt64) {
        if hash > greatestHash { return }
        entries.append(Entry(hash: hash, value: value))
        if entries.count >= 2 * limit { sortOut() }
    }

    /// Offers everything that `other` keeps.
    mutating func formUnion(_ other: HashedSample) {
        entries += other.entries
        sortOut()
    }

    /// The kept values in ascending order.
    func sortedValues() -> [Float] {
        lowest().map(\.value).sorted()
    }

    /// Whether both keep the same values under the same hashes.
    static func == (a: HashedSample, b: HashedSample) -> Bool {
        a.limit == b.limit && a.lowest() == b.lowest()
    }

    private func lowest() -> [Entry] {
        Array(entries.sorted().prefix(limit))
    }

    private mutating func sortOut() {
        entries = lowest()
        if entries.count == limit { greatestHash = entries[limit - 1].hash }
    }
}
