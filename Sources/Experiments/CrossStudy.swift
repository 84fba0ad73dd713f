import Agent
import Profiles
import Scoring

/// Every user's later sessions, in pieces, scored against the user and against every other user.
public struct CrossStudy: Sendable {
    private struct Piece {
        var path: String
        var user: String
        var session: String
        var context: SessionContext
        var stretch: CollectedStretch
    }

    private let baseline: [CollectedSession]
    private let pieces: [Piece]
    private let users: [String]

    /// What of a later session is scored.
    public enum Unit: Sendable {
        /// Each of its pieces.
        case pieces
        /// All of it at once.
        case whole
    }

    /// A study of sessions: the first two thirds of every user's, and of few as many as a score wants that is not provisional,
    /// are the baseline; `nil` where there is nothing of the later ones.
    ///
    /// - Parameter unit: what of the later ones is scored.
    public init?(_ sessions: [CollectedSession], scoring unit: Unit = .pieces) {
        var baseline: [CollectedSession] = []
        var pieces: [Piece] = []
        let sessionsOfUser = Dictionary(grouping: sessions, by: \.user)
        users = sessionsOfUser.keys.sorted()
        for user in users {
            let own = sessionsOfUser[user, default: []]
            let split = min(max(own.count * 2 / 3, SessionReport.Standing.fewestSessions), own.count - 1)
            for var session in own[..<split] {
                session.pieces = []
                baseline.append(session)
            }
            for session in own[split...] {
                let stretches = unit == .whole ? [session.whole] : session.pieces
                pieces += stretches.map {
                    Piece(
                        path: session.path.description,
                        user: user,
                        session: session.session,
                        context: session.context,
                        stretch: $0
                    )
                }
            }
        }
        if pieces.isEmpty { return nil }
        self.baseline = baseline
        self.pieces = pieces
    }

    /// How unusual the context of each trial's session is for the user whose it is said to be, in the order of `trials`.
    func contexts() -> [ContextAssessment] {
        let models = Dictionary(grouping: baseline, by: \.user).mapValues { sessions in
            var profile = OwnerProfile()
            for session in sessions { profile.learn(session.commands) }
            let circumstances = CircumstanceModel(sessions.compactMap(\.context.circumstances))
            return ContextModel(circumstances, CommandModel(profile.commands))
        }
        return pieces.flatMap { piece in users.map { (models[$0] ?? .nobody).assess(piece.context) } }
    }

    /// One trial for each piece and user.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        let pairs = pieces.flatMap { piece in users.map { (piece: piece, claimedUser: $0) } }
        let trials = pairs.map { Experiment.Trial(claimedUser: $0.claimedUser, stretch: $0.piece.stretch) }
        return zip(pairs, experiment.assess(trials, baseline: baseline)).map { pair, assessment in
            LabelledTrial(
                path: pair.piece.path,
                session: pair.piece.session,
                claimedUser: pair.claimedUser,
                isIllegal: pair.claimedUser != pair.piece.user,
                gestureCount: pair.piece.stretch.gestureCount,
                assessment: assessment.map { SessionAssessment($0, of: experiment.modality) }
            )
        }
    }
}
