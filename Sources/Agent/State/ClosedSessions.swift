import Profiles

/// The sessions that were closed and what was decided about them.
///
/// Scans and the replay of a ledger change them, and the owners that follow from them, through the same functions, so
/// that going on is the same as never having stopped.
struct ClosedSessions {
    /// What is known of each session, by the recording's path; `isLearnt` is what is in force.
    private(set) var findings: [String: SessionRecord.Finding] = [:]
    /// Each owner's sessions, in the order of the ledger.
    private var owners: [String: [Closed]] = [:]

    private struct Closed {
        var name: SessionName
        var path: String
        var sketch: SessionSketch
        var isLearnt: Bool
        /// Whether somebody decided whether it is learnt.
        var isDecided = false
    }

    /// What somebody decided about the session `name`; `nil` where nobody did.
    func decision(about name: SessionName) -> Bool? {
        closed(name).flatMap { $0.isDecided ? $0.isLearnt : nil }
    }

    /// Whether the session `name` is learnt; `nil` where it is not known.
    func isLearnt(_ name: SessionName) -> Bool? { closed(name)?.isLearnt }

    /// Lets `book` forget what was learnt of `name` before its recording changed.
    func withdraw(_ name: SessionName, from book: inout OwnerBook) throws(StateError) {
        guard closed(name)?.isLearnt == true else { return }
        let others = owners[name.user, default: []].filter { $0.isLearnt && $0.name != name }
        try book.relearn(others.map(\.sketch), of: name.user)
    }

    /// Closes a session, and learns it in `book` unless it is held back. Of a session that was closed before, nothing
    /// stays but what somebody decided about it.
    mutating func close(_ record: SessionRecord, in book: inout OwnerBook) throws(StateError) {
        var finding = record.finding
        let name = finding.name
        try withdraw(name, from: &book)
        let decision = decision(about: name)
        finding.isLearnt = decision ?? finding.isLearnt
        if let earlier = closed(name) {
            findings[earlier.path] = nil
            owners[name.user]?.removeAll { $0.name == name }
        }
        try book.poolIfDue(for: name.user)
        // Under another layout the recording may have been somebody else's.
        if let former = findings[finding.path]?.name {
            try withdraw(former, from: &book)
            owners[former.user]?.removeAll { $0.name == former }
        }
        if finding.isLearnt { try book.close(record.sketch, of: name.user) }
        findings[finding.path] = finding
        owners[name.user, default: []].append(
            Closed(
                name: name,
                path: finding.path,
                sketch: record.sketch,
                isLearnt: finding.isLearnt,
                isDecided: decision != nil
            )
        )
    }

    /// Puts somebody's decision about a session into force.
    mutating func decide(toLearn: Bool, about name: SessionName, in book: inout OwnerBook) throws(StateError) {
        guard let index = owners[name.user]?.firstIndex(where: { $0.name == name }),
            var closed = owners[name.user]?[index]
        else { return }
        if toLearn && !closed.isLearnt { try book.learn(closed.sketch, of: name.user) }
        if !toLearn { try withdraw(name, from: &book) }
        closed.isLearnt = toLearn
        closed.isDecided = true
        owners[name.user]?[index] = closed
        findings[closed.path]?.isLearnt = toLearn
    }

    private func closed(_ name: SessionName) -> Closed? {
        owners[name.user]?.first { $0.name == name }
    }
}
