import FoundationEssentials

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
    /// What is different from the list that was published last, in the order of this one, and then what left it in the
    /// order of the published one.
    ///
    /// - Parameter sequence: the number of the commit that this list is published with.
    public func changes(sequence: UInt64) -> [PriorityChange] {
        var changes: [PriorityChange] = []
        var left = formerRows
        for (index, row) in rows.enumerated() where row.publishedPlace == nil {
            let former = left.firstIndex { $0.hasKey(of: row) }.map { left.remove(at: $0) }
            if let former, former.isSame(as: row) { continue }
            let rank = row.kind == .scored ? index + 1 : nil
            changes.append(PriorityChange(row, sequence, old: former?.publishedRank, new: rank))
        }
        let order = left.sorted { ($0.publishedPlace?.number ?? 0) < ($1.publishedPlace?.number ?? 0) }
        for row in order {
            var change = PriorityChange(row, sequence, old: row.publishedRank, new: nil)
            change.state = nil
            changes.append(change)
        }
        return changes
    }

    /// Whether the list is as the last of its changes left it.
    func agrees(with change: PriorityChange) -> Bool {
        guard let row = row(of: change.key) else { return change.state == nil }
        return row.state == change.state && row.score == change.score && row.path == change.path
    }
}

extension PriorityRow {
    /// The rank that it was published with; `nil` where it had none.
    fileprivate var publishedRank: Int? {
        kind == .scored ? publishedPlace.map { Int($0.number) } : nil
    }
}

extension PriorityChange {
    fileprivate init(_ row: PriorityRow, _ sequence: UInt64, old: Int?, new: Int?) {
        self.init(
            sequence: sequence,
            key: row.key,
            session: row.session,
            path: row.path,
            oldRank: old,
            newRank: new,
            score: row.score,
            state: row.state
        )
    }

    /// The change that `line` of `priority.jsonl` tells; `nil` where it tells none.
    init?(json line: [UInt8]) {
        guard let change = try? JSONDecoder().decode(Self.self, from: Data(line)) else { return nil }
        self = change
    }
}
