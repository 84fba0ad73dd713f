/// How well sessions are ranked within each user's own: whether an auditor who looks at one account sees its illegal
/// sessions first, however the scores of different accounts compare.
public struct PerUserAUC: Sendable, Equatable {
    /// The result for one user.
    public struct User: Sendable, Equatable {
        /// The user's name.
        public let name: String
        /// The number of the user's legal sessions.
        public let legalCount: Int
        /// The number of the user's illegal sessions.
        public let illegalCount: Int
        /// The area under the user's own curve, 0 to 1; `nil` where the user lacks one kind of session.
        public let areaUnderCurve: Double?
    }

    /// Every user that has a session, in the order of their names.
    public let users: [User]

    /// The mean area over the users that have both kinds of session, each counting once; `nil` where nobody has.
    public let mean: Double?

    /// The areas of `sessions`, each with the user in whose name it was opened.
    ///
    /// - Throws: `EvaluationError.nonFiniteScore` with an index into `sessions`.
    /// - Complexity: O(*n* log *n*).
    public init(_ sessions: [(user: String, score: LabelledScore)]) throws(EvaluationError) {
        if let index = sessions.firstIndex(where: { !$0.score.score.isFinite }) {
            throw .nonFiniteScore(index: index)
        }
        var scoresByUser: [String: [LabelledScore]] = [:]
        for session in sessions {
            scoresByUser[session.user, default: []].append(session.score)
        }
        var users: [User] = []
        for (name, scores) in scoresByUser.sorted(by: { $0.key < $1.key }) {
            let illegalCount = scores.count { $0.isIllegal }
            users.append(
                User(
                    name: name,
                    legalCount: scores.count - illegalCount,
                    illegalCount: illegalCount,
                    areaUnderCurve: try ROCCurve(scores)?.areaUnderCurve
                )
            )
        }
        let areas = users.compactMap(\.areaUnderCurve)
        self.users = users
        mean = areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }
}
