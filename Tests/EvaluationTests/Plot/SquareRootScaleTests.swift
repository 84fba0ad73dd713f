import Testing

@testable import Evaluation

@Suite struct SquareRootScaleTests {
    @Test(arguments: [(0, 0.0), (3, 1), (8, 2), (-15, -3), (1e12 - 1, 999_999)] as [(Double, Double)])
    func knownPositions(value: Double, position: Double) {
        #expect(SquareRootScale.position(of: value) == position)
    }
}
