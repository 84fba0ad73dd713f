/// One row as a list keeps it: where it belongs, and its JSON.
struct PriorityRow: Sendable {
    /// The kinds of rows, in the order of the list.
    enum Kind: UInt8, Sendable {
        case scored
        case notScored
        case unreadable
    }

    /// Where a row belongs.
    struct Place: Sendable, Equatable {
        var kind: Kind
        /// 0 without a score.
        var evidence: Double
        var path: String
        /// Tells sessions of one recording apart.
        var key: String
    }

    let key: String
    let place: Place
    let state: PublishedSession.State
    let session: String?
    let score: Double?
    let end: UTCTime?
    let isProvisional: Bool
    let isQuarantined: Bool
    let hasRemarks: Bool

    /// The JSON before the rank and behind it; all of it is `head` without a score.
    private let head: [UInt8]
    private let tail: [UInt8]

    private static let noRank = Array(",\"rank\":0,".utf8)

    /// - Throws: `PublicationError` where the row holds a number that JSON cannot write.
    init(_ published: PublishedSession, key: String) throws(PublicationError) {
        var published = published
        published.key = key
        let evidence = published.evidence?.combined
        published.rank = evidence == nil ? nil : 0
        let bytes = try json(published)
        // Within a text every quotation mark is escaped, so that only the key itself looks like this.
        let rank = evidence == nil ? nil : bytes.indices.first { bytes[$0...].starts(with: Self.noRank) }
        if let rank {
            head = Array(bytes[..<(rank + Self.noRank.count - 2)])
            tail = Array(bytes[(rank + Self.noRank.count - 1)...])
        } else {
            head = bytes
            tail = []
        }
        place = Place(
            kind: evidence != nil ? .scored : published.state == .unreadable ? .unreadable : .notScored,
            evidence: evidence ?? 0,
            path: published.path,
            key: key
        )
        self.key = key
        state = published.state
        session = published.session
        score = published.score
        end = published.end
        isProvisional = published.isProvisional ?? false
        isQuarantined = published.isQuarantined ?? false
        hasRemarks = !published.remarks.isEmpty
    }

    /// Whether the session is still being recorded.
    var isOpen: Bool { state == .open }

    /// The row on one line.
    func line(rank: Int) -> [UInt8] {
        tail.isEmpty ? head : head + Array(String(rank).utf8) + tail
    }
}

extension PriorityRow.Place: Comparable {
    /// Orders as the list does.
    static func < (a: Self, b: Self) -> Bool {
        if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
        if a.evidence != b.evidence { return a.evidence > b.evidence }
        if a.path != b.path { return precedes(a.path, b.path) }
        return precedes(a.key, b.key)
    }

    /// Compares paths component by component.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        func weight(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
        return a.utf8.lexicographicallyPrecedes(b.utf8) { weight($0) < weight($1) }
    }
}
