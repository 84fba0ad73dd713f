import Testing

@testable import Scoring

struct CalibrationTests {
    /// Medians 2 and 7 of two sessions: center 4.5, within 1.4826 · 1, between 1.4826 · 2.5.
    private let values = [1.0, 2, 3, 5, 7, 9]
    private let groups = [0, 0, 0, 1, 1, 1]

    @Test func centerIsTheMedianOfTheSessionsMedians() throws {
        let calibration = try #require(
            Calibration(values, groups: groups, sessions: 2, prior: Calibration.Prior(scale: 3, sessions: 4))
        )
        #expect(calibration.center == 4.5)
        #expect(calibration(4.5) == 0)
    }

    @Test func scaleIsShrunkTowardsThePrior() throws {
        let calibration = try #require(
            Calibration(values, groups: groups, sessions: 2, prior: Calibration.Prior(scale: 3, sessions: 4))
        )
        let own = 1.4826 * 1.4826 * (1 + 2.5 * 2.5)
        #expect(abs(calibration.scale - ((2 * own + 4 * 9) / 6).squareRoot()) < 1e-12)
        #expect(abs(calibration(4.5 + calibration.scale) - 1) < 1e-12)
    }

    @Test func aPriorWithoutWeightLeavesTheOwnersScale() throws {
        let calibration = try #require(
            Calibration(values, groups: groups, sessions: 2, prior: Calibration.Prior(scale: 3, sessions: 0))
        )
        #expect(abs(calibration.scale - 1.4826 * 7.25.squareRoot()) < 1e-12)
    }

    @Test func scaleIsNeverZero() throws {
        let calibration = try #require(
            Calibration([5, 5, 5], groups: [0, 1, 2], sessions: 3, prior: Calibration.Prior(scale: 0, sessions: 4))
        )
        #expect(calibration.scale == 1e-6)
    }

    @Test func aSessionWithoutValuesDoesNotCount() throws {
        let calibration = try #require(
            Calibration([1, 3], groups: [0, 2], sessions: 3, prior: Calibration.Prior(scale: 1, sessions: 4))
        )
        #expect(calibration.center == 2)
    }

    @Test func nothingCannotBeCalibratedOn() {
        #expect(Calibration([], groups: [], sessions: 0, prior: Calibration.Prior(scale: 1, sessions: 4)) == nil)
    }
}
