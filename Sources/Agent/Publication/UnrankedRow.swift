/// A row's JSON but for its rank, which is known only among others.
struct UnrankedRow {
    /// The JSON, on one line.
    private(set) var bytes: [UInt8]
    /// How many bytes come before the rank: all of them without one.
    private(set) var head: Int

    private static let noRank = Array(",\"rank\":0,".utf8)

    /// - Throws: `PublicationError` where the row holds a number that JSON cannot write.
    init(_ published: PublishedSession) throws(PublicationError) {
        let isRanked = published.evidence != nil
        var published = published
        published.rank = isRanked ? 0 : nil
        bytes = try json(published)
        head = bytes.count
        // Within a text every quotation mark is escaped, so that only the key itself looks like this.
        if isRanked, let rank = bytes.place(of: Self.noRank) {
            head = rank.upperBound - 2
            bytes.remove(at: head)
        }
    }
}

extension [UInt8] {
    /// Where `pattern` lies first; `nil` where it does not.
    func place(of pattern: [UInt8]) -> Range<Int>? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        var start = 0
        while start <= count - pattern.count {
            if self[start] == first, self[start..<start + pattern.count].elementsEqual(pattern) {
                return start..<start + pattern.count
            }
            start += 1
        }
        return nil
    }
}
