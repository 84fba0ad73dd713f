import Agent

/// Every user's later sessions, in pieces, scored against the user and against every other user.
public struct CrossStudy: Sendable {
    private let baseline: [CollectedSession]
    private let pieces: [CollectedSession]
    private let users: [String]

    /// A study of a directory of recordings.
    ///
    /// - Parameters:
    ///   - whole: all sessions.
    ///   - pieces: the same, in pieces.
    public init(whole: [CollectedSession], pieces: [CollectedSession]) {
        var baseline: [CollectedSession] = []
        var later: Set<RecordingPath> = []
        let sessions = Dictionary(grouping: whole, by: \.user)
        users = sessions.keys.sorted()
        for user in users {
            let own = sessions[user, default: []]
            let split = own.count * 2 / 3
            baseline += own[..<split]
            later.formUnion(own[split...].map(\.path))
        }
        self.baseline = baseline
        self.pieces = pieces.filter { later.contains($0.path) }
    }

    /// One trial for each piece and user.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        let pairs = pieces.flatMap { piece in users.map { (piece: piece, claimedUser: $0) } }
        let trials = pairs.map { Experiment.Trial(claimedUser: $0.claimedUser, stretch: $0.piece.whole) }
        return zip(pairs, experiment.assess(trials, baseline: baseline)).map { pair, assessment in
            LabelledTrial(
                path: pair.piece.path.description,
                session: pair.piece.session,
                claimedUser: pair.claimedUser,
                isIllegal: pair.claimedUser != pair.piece.user,
                gestureCount: pair.piece.whole.gestureCount,
                assessment: assessment
            )
        }
    }
}
