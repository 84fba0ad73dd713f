import Evaluation
import Testing

@Suite struct PerUserAUCTests {
    private static let sessions: [(user: String, score: LabelledScore)] = [
        ("zoe", LabelledScore(score: 2, isIllegal: true)),
        ("ann", LabelledScore(score: 5, isIllegal: true)),
        ("ann", LabelledScore(score: 5, isIllegal: false)),
        ("zoe", LabelledScore(score: 1, isIllegal: false)),
        ("max", LabelledScore(score: 0, isIllegal: false)),
    ]

    @Test func meanIsOverUsersWithBothKinds() throws {
        let result = try PerUserAUC(Self.sessions)
        #expect(result.mean == 0.75)
        #expect(result.users.map(\.name) == ["ann", "max", "zoe"])
        #expect(result.users.map(\.areaUnderCurve) == [0.5, nil, 1])
        #expect(result.users.map(\.legalCount) == [1, 1, 1])
        #expect(result.users.map(\.illegalCount) == [1, 0, 1])
    }

    @Test func orderOfTheSessionsPlaysNoPart() throws {
        #expect(try PerUserAUC(Self.sessions.reversed()) == PerUserAUC(Self.sessions))
    }

    @Test func shiftBetweenUsersPlaysNoPart() throws {
        let shifted = Self.sessions.map { user, score in
            (user, LabelledScore(score: score.score + (user == "zoe" ? 100 : 0), isIllegal: score.isIllegal))
        }
        #expect(try PerUserAUC(shifted).mean == 0.75)
    }

    @Test func withoutAUserOfBothKindsThereIsNoMean() throws {
        #expect(try PerUserAUC([]).mean == nil)
        #expect(try PerUserAUC([Self.sessions[0], Self.sessions[4]]).mean == nil)
    }

    @Test func nonFiniteScoreIsNamedByItsPlaceAmongAllSessions() {
        let sessions = Self.sessions + [("max", LabelledScore(score: .nan, isIllegal: true))]
        #expect(throws: EvaluationError.nonFiniteScore(index: 5)) { try PerUserAUC(sessions) }
    }
}
