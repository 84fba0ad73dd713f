/// One line of `priority.jsonl`: a session that came to the list, left it, or has another score or state.
///
/// Sessions that only moved because of such a one have no line of their own: their ranks follow.
public struct PriorityChange: Sendable, Equatable, Codable {
    /// The commit that the change was published with.
    public var sequence: UInt64
    /// The row's key.
    public var key: String
    /// What the layout calls the session.
    public var session: String?
    /// Where the recording lies.
    public var path: String
    /// The rank before; absent where it had none.
    public var oldRank: Int?
    /// The rank now; absent where it has none.
    public var newRank: Int?
    /// The score now; the last one where the session left the list.
    public var score: Double?
    /// The state now; absent where the session left the list.
    public var state: PublishedSession.State?
}

extension PriorityList {
    /// What is different from `earlier`, in the order of this list, and then what left it in the order of the earlier one.
    ///
    /// - Parameter sequence: the number of the commit that this list is published with.
    public func changes(since earlier: PriorityList, sequence: UInt64) -> [PriorityChange] {
        let before = earlier.ranks
        let now = ranks
        var changes: [PriorityChange] = []
        for (index, row) in rows.enumerated() {
            let old = before[row.key].map { earlier.rows[$0] }
            if let old, old.state == row.state, old.score == row.score, old.place.path == row.place.path { continue }
            changes.append(
                PriorityChange(row, sequence, old: before[row.key].flatMap(earlier.rank), new: rank(at: index))
            )
        }
        for (index, row) in earlier.rows.enumerated() where now[row.key] == nil {
            var change = PriorityChange(row, sequence, old: earlier.rank(at: index), new: nil)
            change.state = nil
            changes.append(change)
        }
        return changes
    }

    /// The number of each row.
    private var ranks: [String: Int] {
        Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.key, $0) })
    }

    private func rank(at index: Int) -> Int? {
        rows[index].place.kind == .scored ? index + 1 : nil
    }
}

extension PriorityChange {
    fileprivate init(_ row: PriorityRow, _ sequence: UInt64, old: Int?, new: Int?) {
        self.init(
            sequence: sequence,
            key: row.key,
            session: row.session,
            path: row.place.path,
            oldRank: old,
            newRank: new,
            score: row.score,
            state: row.state
        )
    }
}
