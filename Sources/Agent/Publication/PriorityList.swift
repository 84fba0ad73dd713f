import Statistics

/// The daemon's priority list: rows that come, change and go, always in order, within bounds.
///
/// Scored rows come first, the one with the most evidence at the top, then rows without a score, then recordings that
/// could not be read; ties are in order of path. Which ended sessions it holds follows from the order in which they
/// ended, which the ledger keeps; how sessions that are open come and go meanwhile changes nothing.
///
/// Of a row that was published memory keeps what ranks, counts and finds it; its JSON stays in the file, from which the
/// next one is made. So publishing one new score of a thousand encodes one row.
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
    /// Rows that have changed or left since the list was published last, as they were then.
    private(set) var formerRows: [PriorityRow] = []
    /// What was published last; `nil` before the first time.
    private(set) var file: PublishedFile?
    private var endedCounts: [PriorityRow.Kind: Int] = [:]

    /// An empty list.
    public init(mode: ScoringMode, limits: Limits = Limits()) {
        self.mode = mode
        self.limits = limits
    }

    /// How many rows there are.
    public var count: Int { rows.count }

    /// How many rows have a score: the first ones.
    public var scoredCount: Int { rows.firstIndex { $0.kind != .scored } ?? rows.count }

    /// Whether a row of this key is on the list.
    public func contains(key: String) -> Bool { index(of: key) != nil }

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
        keepToNumber(row.kind)
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
        if let index = index(of: key) { remove(at: index) }
    }

    /// Takes away what has to prove itself after a restart: recordings that could not be read, and sessions that are being
    /// recorded but for those of `keys`.
    mutating func removeProvisionalRows(but keys: Set<String>) {
        for index in rows.indices.reversed() {
            let row = rows[index]
            if row.kind == .unreadable || row.isOpen && !keys.contains(row.key) { remove(at: index) }
        }
    }

    /// The row of this key.
    func row(of key: String) -> PriorityRow? { index(of: key).map { rows[$0] } }

    private func index(of key: String) -> Int? {
        let hash = PriorityRow.hash(key.utf8)
        return rows.firstIndex { $0.has(key: key.utf8, hash: hash) }
    }

    private mutating func remove(at index: Int) {
        let row = rows.remove(at: index)
        if row.publishedPlace != nil { formerRows.append(row) }
        if !row.isOpen { endedCounts[row.kind, default: 0] -= 1 }
    }

    private mutating func insert(_ row: PriorityRow) {
        rows.insert(row, at: rows.partitioningIndex { !$0.precedes(row) })
        if !row.isOpen { endedCounts[row.kind, default: 0] += 1 }
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
            guard let last = rows.last(where: { !$0.isOpen && kinds.contains($0.kind) }) else { return }
            leave(last)
        }
    }
}

extension PriorityList {
    /// A list of what `file` holds.
    ///
    /// - Parameter rows: in order, each with where it lies in the file.
    init(_ frame: PriorityListDocument, _ rows: [PriorityRow], in file: PublishedFile, limits: Limits) {
        self.init(frame, limits: limits)
        self.rows = rows
        self.file = file
        for row in rows where !row.isOpen { endedCounts[row.kind, default: 0] += 1 }
    }

    /// A list without rows that goes on with what `frame` says of all.
    init(_ frame: PriorityListDocument, limits: Limits) {
        self.init(mode: frame.mode, limits: limits)
        ledgerPosition = frame.ledgerPosition ?? 0
        newestEnd = frame.newestEnd
        leftOut = frame.leftOut ?? 0
    }

    /// The file that says all that the list does; `nil` where it has changed since it was published.
    var publishedFile: PublishedFile? {
        formerRows.isEmpty && rows.allSatisfy { $0.publishedPlace != nil } ? file : nil
    }

    /// Takes it that the list was published as `file`.
    ///
    /// - Parameter places: where each row lies in it, in order.
    mutating func take(_ file: PublishedFile, _ places: [PriorityRow.PublishedPlace]) {
        for (index, place) in places.enumerated() { rows[index].content = .published(place) }
        formerRows = []
        self.file = file
    }
}
