import Recordings

/// One row as a list keeps it: what ranks it, counts it and finds it; its JSON only until that has been published, then
/// where it lies.
struct PriorityRow: Sendable {
    /// The kinds of rows, in the order of the list.
    enum Kind: UInt8, Sendable {
        case scored
        case notScored
        case unreadable
    }

    /// Where the JSON is.
    enum Content: Sendable {
        /// In memory, without the rank: it has not been published yet.
        case unpublished([UInt8])
        /// In the file that was published last.
        case published(PublishedPlace)
    }

    /// Where in the file that was published last a row lies.
    struct PublishedPlace: Sendable {
        /// Bytes before it.
        var offset: Int64
        /// Its number among all rows, from 1.
        var number: UInt32
        /// The CRC-32 of the row without its rank.
        var checksum: UInt32
    }

    private struct Traits: OptionSet {
        let rawValue: UInt8

        static let isProvisional = Traits(rawValue: 1)
        static let isQuarantined = Traits(rawValue: 2)
        static let hasRemarks = Traits(rawValue: 4)
        static let hasScore = Traits(rawValue: 8)
        static let hasSession = Traits(rawValue: 16)
        static let hasEnd = Traits(rawValue: 32)
    }

    private(set) var texts: PriorityRowTexts
    private let keyHash: UInt32
    /// 0 without a score.
    let evidence: Double
    private let knownScore: Double
    private let knownEnd: Int64
    var content: Content
    let kind: Kind
    let state: PublishedSession.State
    private let traits: Traits
    private let headCount: UInt32
    private let tailCount: UInt32

    /// - Parameters:
    ///   - head: how many bytes of the JSON come before the rank: all of them without one.
    ///   - tail: how many come behind it.
    init(_ facts: PriorityRowFacts, content: Content, head: Int, tail: Int) {
        texts = PriorityRowTexts(path: facts.path.utf8, key: facts.key.utf8, session: facts.session?.utf8)
        keyHash = Self.hash(texts.key)
        evidence = facts.evidence ?? 0
        knownScore = facts.score ?? 0
        knownEnd = facts.end?.milliseconds ?? 0
        self.content = content
        kind = facts.evidence != nil ? .scored : facts.state == .unreadable ? .unreadable : .notScored
        state = facts.state
        var traits: Traits = []
        if facts.isProvisional { traits.insert(.isProvisional) }
        if facts.isQuarantined { traits.insert(.isQuarantined) }
        if facts.hasRemarks { traits.insert(.hasRemarks) }
        if facts.score != nil { traits.insert(.hasScore) }
        if facts.session != nil { traits.insert(.hasSession) }
        if facts.end != nil { traits.insert(.hasEnd) }
        self.traits = traits
        headCount = UInt32(head)
        tailCount = UInt32(tail)
    }

    /// A row that has not been published yet.
    ///
    /// - Throws: `PublicationError` where it holds a number that JSON cannot write.
    init(_ published: PublishedSession, key: String) throws(PublicationError) {
        var published = published
        published.key = key
        let row = try UnrankedRow(published)
        self.init(
            PriorityRowFacts(published, key: key),
            content: .unpublished(row.bytes),
            head: row.head,
            tail: row.bytes.count - row.head
        )
    }

    /// What the session is known by.
    var key: String { String(decoding: texts.key, as: UTF8.self) }
    /// What the layout calls the session.
    var session: String? {
        traits.contains(.hasSession) ? String(decoding: texts.session, as: UTF8.self) : nil
    }
    /// Where the recording lies.
    var path: String { String(decoding: texts.path, as: UTF8.self) }
    var score: Double? { traits.contains(.hasScore) ? knownScore : nil }
    var end: UTCTime? { traits.contains(.hasEnd) ? UTCTime(milliseconds: knownEnd) : nil }
    /// Whether the session is still being recorded.
    var isOpen: Bool { state == .open }
    var isProvisional: Bool { traits.contains(.isProvisional) }
    var isQuarantined: Bool { traits.contains(.isQuarantined) }
    var hasRemarks: Bool { traits.contains(.hasRemarks) }

    /// Where it was published; `nil` where it has changed since.
    var publishedPlace: PublishedPlace? {
        if case .published(let place) = content { place } else { nil }
    }

    /// Whether it says the same of the session as `other`, as far as changes are told.
    func isSame(as other: PriorityRow) -> Bool {
        state == other.state && score == other.score && texts.path == other.texts.path
    }
}

extension PriorityRow {
    /// The rank as the row of number `number` is published with; empty without a score.
    private func rank(_ number: UInt32) -> String { kind == .scored ? String(number) : "" }

    /// How many bytes the row that was published at `place` has there.
    func publishedCount(at place: PublishedPlace) -> Int {
        Int(headCount) + Int(tailCount) + rank(place.number).utf8.count
    }

    /// Appends the row on one line, with the rank of `number`.
    ///
    /// - Parameter rows: the file that was published last.
    /// - Returns: the CRC-32 of the row without its rank.
    /// - Throws: `PublicationError` where the file cannot be read, or is not what was written.
    func write(
        number: UInt32,
        to line: inout [UInt8],
        from rows: inout PublishedFileReader
    ) throws(PublicationError) -> UInt32 {
        let head: ArraySlice<UInt8>
        let tail: ArraySlice<UInt8>
        switch content {
        case .unpublished(let bytes):
            head = bytes[..<Int(headCount)]
            tail = bytes[Int(headCount)...]
        case .published(let place):
            let bytes = try rows.bytes(at: place.offset, count: publishedCount(at: place))
            head = bytes.prefix(Int(headCount))
            tail = bytes.suffix(Int(tailCount))
        }
        let checksum = crc32(of: tail, after: crc32(of: head, after: 0))
        if let place = publishedPlace, place.checksum != checksum {
            throw rows.damage("the row of \(path) is not what was written")
        }
        line += head
        line += rank(number).utf8
        line += tail
        return checksum
    }
}

extension PriorityRow {
    /// Whether it is the row of the key with these bytes and this hash.
    func has(key: some Collection<UInt8>, hash: UInt32) -> Bool {
        keyHash == hash && texts.key.elementsEqual(key)
    }

    /// Whether it is the row of the same key as `other`.
    func hasKey(of other: PriorityRow) -> Bool {
        keyHash == other.keyHash && texts.key == other.texts.key
    }

    /// FNV-1a, to tell most keys apart without reading them; decides nothing.
    static func hash(_ key: some Sequence<UInt8>) -> UInt32 {
        key.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

extension PriorityRow {
    /// Whether it comes before `other` on the list.
    func precedes(_ other: PriorityRow) -> Bool {
        if kind != other.kind { return kind.rawValue < other.kind.rawValue }
        if evidence != other.evidence { return evidence > other.evidence }
        if texts.path != other.texts.path { return Self.precedes(texts.path, other.texts.path) }
        return Self.precedes(texts.key, other.texts.key)
    }

    /// Compares paths component by component.
    private static func precedes(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        func weight(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
        return a.lexicographicallyPrecedes(b) { weight($0) < weight($1) }
    }
}
