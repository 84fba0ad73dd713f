/// What of a row ranks it, counts it and finds it.
struct PriorityRowFacts: Equatable {
    var key: String
    var path: String
    var session: String?
    var state: PublishedSession.State
    /// What it is ranked by; `nil` without a score.
    var evidence: Double?
    var score: Double?
    var end: UTCTime?
    var isProvisional: Bool
    var isQuarantined: Bool
    var hasRemarks: Bool
}

extension PriorityRowFacts {
    /// Of a row to be published as that of `key`.
    init(_ row: PublishedSession, key: String) {
        self.init(
            key: key,
            path: row.path,
            session: row.session,
            state: row.state,
            evidence: row.evidence?.combined,
            score: row.score,
            end: row.end,
            isProvisional: row.isProvisional ?? false,
            isQuarantined: row.isQuarantined ?? false,
            hasRemarks: !row.remarks.isEmpty
        )
    }
}
