/// The daemon's priority list: rows that come, change and go, always in order, within bounds.
///
/// Scored rows come first, the one with the most evidence at the top, then rows without a score, then recordings that
/// could not be read; ties are in order of path. Which ended sessions it holds follows from the order in which they
/// ended, which the ledger keeps; how sessions that are open come and go meanwhile changes nothing.
///
/// Rows are kept as the JSON that is published, without their rank, so that publishing one new score of a thousand
/// encodes one row.
public struct PriorityList: Sendable {
    /// How much a list holds. Sessions that are still being recorded are always on it.
    public struct Limits: Sendable, Equatable {
        /// At most so many ended sessions with a score: those with the most evidence.
        public var scored: Int
        /// At most so many ended sessions without one: the first in order.
        public var unscored: Int
        /// How long before the newest end on record an ended session may have ended, in ms by the recorder's clock.
        /// Sessions whose recording says no time do not age.
        public var age: Int64

        /// Limits; unless given 1,000 rows of each kind and 90 days.
        public init(scored: Int = 1000, unscored: Int = 1000, age: Int64 = 90 * 24 * 3_600_000) {
            self.scored = scored
            self.unscored = unscored
            self.age = age
        }
    }

    /// Whose data the scores stand on.
    public let mode: ScoringMode
    /// How much the list holds.
    public private(set) var limits: Limits
    /// Up to which position of the ledger the list has taken what was closed; whoever puts the rows says so.
    public var ledgerPosition: UInt64 = 0
    /// The latest end of an ended session that was ever put.
    public private(set) var newestEnd: UTCTime?
    /// How many ended sessions had to leave by number or by age. They are still in the ledger.
    public private(set) var leftOut = 0

    private(set) var rows: [PriorityRow] = []
    private var places: [String: PriorityRow.Place] = [:]
    private var endedCounts: [PriorityRow.Kind: Int] = [:]

    /// An empty list.
    public init(mode: ScoringMode, limits: Limits = Limits()) {
        self.mode = mode
        self.limits = limits
    }

    /// How many rows there are.
    public var count: Int { rows.count }

    /// How many rows have a score: the first ones.
    public var scoredCount: Int { rows.firstIndex { $0.place.kind != .scored } ?? rows.count }

    /// Whether a row of this key is on the list.
    public func contains(key: String) -> Bool { places[key] != nil }

    /// Takes a row in, instead of the one of the same key if there is one. It may at once have to leave by the limits.
    ///
    /// The newest end is what all ages count from: whoever reads recordings must not let one through that ended in the
    /// future.
    ///
    /// - Parameter key: what the session is known by as long as it lives, whatever its recording is called.
    /// - Throws: `PublicationError` where the row holds a number that JSON cannot write. The list is as before.
    public mutating func put(_ session: PublishedSession, key: String) throws(PublicationError) {
        let row: PriorityRow
        do throws(PublicationError) {
            row = try PriorityRow(session, key: key)
        } catch {
            throw PublicationError("\(session.path): the row \(error)")
        }
        remove(key: key)
        insert(row)
        if !row.isOpen, let end = row.end, newestEnd.map({ $0 < end }) ?? true {
            newestEnd = end
            removeAged()
        } else if isTooOld(row) {
            leave(row)
        }
        keepToNumber(row.place.kind)
    }

    /// Holds so much from now on: what is beyond leaves, and what left before does not come back.
    public mutating func keep(within limits: Limits) {
        self.limits = limits
        removeAged()
        keepToNumber(.scored)
        keepToNumber(.notScored)
    }

    /// Takes the row of this key away; nothing where there is none.
    public mutating func remove(key: String) {
        guard let place = places.removeValue(forKey: key) else { return }
        let row = rows.remove(at: index(of: place))
        if !row.isOpen { endedCounts[place.kind, default: 0] -= 1 }
    }

    /// Takes away what has to prove itself after a restart: recordings that could not be read, and sessions that are being
    /// recorded but for those of `keys`.
    mutating func removeProvisionalRows(but keys: Set<String>) {
        for row in rows where row.place.kind == .unreadable || row.isOpen && !keys.contains(row.key) {
            remove(key: row.key)
        }
    }

    private mutating func insert(_ row: PriorityRow) {
        rows.insert(row, at: index(of: row.place))
        places[row.key] = row.place
        if !row.isOpen { endedCounts[row.place.kind, default: 0] += 1 }
    }

    /// Where the row of `place` is, or belongs.
    private func index(of place: PriorityRow.Place) -> Int {
        var range = 0..<rows.count
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = rows[middle].place < place ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    private mutating func leave(_ row: PriorityRow) {
        remove(key: row.key)
        leftOut += 1
    }

    private func isTooOld(_ row: PriorityRow) -> Bool {
        guard !row.isOpen, let end = row.end, let newestEnd else { return false }
        return newestEnd.milliseconds - end.milliseconds > limits.age
    }

    private mutating func removeAged() {
        for row in rows.filter(isTooOld) { leave(row) }
    }

    private mutating func keepToNumber(_ kind: PriorityRow.Kind) {
        let kinds: Set<PriorityRow.Kind> = kind == .scored ? [.scored] : [.notScored, .unreadable]
        let limit = kind == .scored ? limits.scored : limits.unscored
        while kinds.reduce(0, { $0 + endedCounts[$1, default: 0] }) > limit {
            guard let last = rows.last(where: { !$0.isOpen && kinds.contains($0.place.kind) }) else { return }
            leave(last)
        }
    }
}

extension PriorityList {
    /// Goes on with a list that was published, within `limits`.
    ///
    /// - Throws: `PublicationError` where a row has no key or a key is there twice.
    public init(_ document: PriorityListDocument, limits: Limits = Limits()) throws(PublicationError) {
        self.init(mode: document.mode, limits: limits)
        ledgerPosition = document.ledgerPosition ?? 0
        newestEnd = document.newestEnd
        leftOut = document.leftOut ?? 0
        for session in document.sessions {
            guard let key = session.key, !contains(key: key) else {
                throw PublicationError("has a row without a key of its own: \(session.path)")
            }
            try put(session, key: key)
        }
    }
}
