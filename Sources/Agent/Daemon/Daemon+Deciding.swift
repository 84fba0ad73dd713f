extension Daemon {
    /// Goes on looking for the sessions that are over and of a name, for about `time` ns.
    ///
    /// - Returns: the sessions, once all were looked at; `nil` before that.
    func advance(_ search: inout SessionSearch, for time: Int64) throws(StateError) -> [SessionName]? {
        let end = system.monotonicTime() + time
        return try state.advance(&search) { system.monotonicTime() < end }
    }

    /// Learns or unlearns a session that is over. The fact is on the disk when this returns; the changed row is among
    /// what the next `step` returns.
    ///
    /// - Returns: `false` where it was so already.
    /// - Throws: `StateError` as `step` does.
    func decide(_ decision: DecisionRequest.Decision, about name: SessionName) throws(StateError) -> Bool {
        // What was closed before is in the ledger before.
        if !closings.isEmpty { try commit() }
        let position = state.ledgerEnd
        let hasChanged =
            switch decision {
            case .learn: try state.learn(name)
            case .unlearn: try state.unlearn(name)
            }
        guard hasChanged else { return false }
        // A session that has grown again has the row of one that is open until it is over.
        let openRowKeys = openRowKeys
        try state.findings(since: position) { (finding) throws(StateError) in
            let change = Change(finding)
            if !openRowKeys.contains(change.key) { changes.append(change) }
        }
        return true
    }
}
