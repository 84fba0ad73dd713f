import Statistics
import Testing

struct PiecewiseLinearTests {
    private let function = PiecewiseLinear(arguments: [-1, 1, 4], values: [2, 6, 0])

    @Test(arguments: [(-1, 2), (1, 6), (4, 0)] as [(Double, Double)])
    func passesThroughItsKnots(argument: Double, value: Double) {
        #expect(function(argument) == value)
    }

    @Test(arguments: [(0, 4), (2.5, 3)] as [(Double, Double)])
    func isLinearBetweenKnots(argument: Double, value: Double) {
        #expect(function(argument) == value)
    }

    @Test(arguments: [(-3, -2), (6, -4)] as [(Double, Double)])
    func itsSlopesGoOnBeyondTheKnots(argument: Double, value: Double) {
        #expect(function(argument) == value)
    }

    @Test(arguments: [(-3, 2), (0, 4), (6, 0)] as [(Double, Double)])
    func clampedStaysAtTheOuterKnots(argument: Double, value: Double) {
        #expect(function.clamped(argument) == value)
    }
}
