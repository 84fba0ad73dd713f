import Glibc
import Testing

@testable import Scoring

struct CombinedEvidenceTests {
    @Test(arguments: [0.001, 0.5, 1, 3, 10, 40, 700])
    func theUpperTailIsThatOfKnownShapes(x: Double) {
        let one = CombinedEvidence.logUpperTail(of: x, shape: 1)
        #expect(abs(one + x) < 1e-9 * max(1, x))
        let two = CombinedEvidence.logUpperTail(of: x, shape: 2)
        #expect(abs(two - (log1p(x) - x)) < 1e-9 * max(1, x))
        guard x < 500 else { return }
        let half = CombinedEvidence.logUpperTail(of: x, shape: 0.5)
        #expect(abs(half - log(erfc(x.squareRoot()))) < 1e-9 * max(1, x))
    }

    /// Of voices that all depend on each other as those of the hand are assumed to.
    private static func combine(_ evidence: [Double]) -> Double {
        let count = Double(evidence.count)
        return CombinedEvidence.combine(evidence, variance: count + 0.25 * count * (count - 1))
    }

    @Test func oneModalityIsItself() {
        #expect(Self.combine([4.25]) == 4.25)
    }

    @Test func moreEvidenceIsMore() {
        let values = stride(from: 0.01, through: 60, by: 0.37).map { Self.combine([1.3, $0, 0.2]) }
        #expect(zip(values, values.dropFirst()).allSatisfy(<))
        #expect(values.allSatisfy { $0.isFinite })
    }

    @Test func thereIsNeverLessThanTheLeast() {
        #expect(Self.combine([0.001, 0.001]) == EvidenceScale.leastEvidence)
    }

    @Test func theOrderDoesNotMatter() {
        #expect(abs(Self.combine([5, 0.3]) - Self.combine([0.3, 5])) < 1e-12)
    }

    /// Two that say the same weigh more than one, and less than if they did not depend on each other.
    @Test func dependenceIsAllowedFor() {
        let both = Self.combine([5, 5])
        let independent = 10 - log1p(10.0)
        #expect(both > 5 && both < independent)
    }

    /// A modality in which a session is as usual as can be takes from what another says, but little.
    @Test func whatIsUsualTakesLittleAway() {
        let one = Self.combine([10, 0.5])
        #expect((5..<10).contains(one))
    }
}
