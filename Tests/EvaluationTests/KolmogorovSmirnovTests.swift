import Evaluation
import Synthesis
import Testing

@Suite struct KolmogorovSmirnovTests {
    @Test func distanceIsThatOfSciPy() throws {
        let sample = [0.02, 0.9, 0.35, 0.35, 0.61, 0.07, 1, 0.48]
        #expect(try kolmogorovSmirnovDistanceFromUniform(sample) == 0.18)
    }

    @Test(
        arguments: [([0.5], 0.5), ([0], 1), ([1], 1), ([0, 1], 0.5), ([0.25, 0.75], 0.25), ([0.3, 0.3, 0.3], 0.7)]
            as [([Double], Double)]
    )
    func knownDistances(sample: [Double], distance: Double) throws {
        #expect(try kolmogorovSmirnovDistanceFromUniform(sample) == distance)
    }

    @Test func distanceIsTheLargestGapBetweenTheTwoDistributions() throws {
        var generator = SplitMix64(seed: 1)
        for count in 1...40 {
            // Multiples of 1/64 give ties, and make every difference exact but for the division by the count.
            let sample = (0..<count).map { _ in Double(Int.random(in: 0...64, using: &generator)) / 64 }
            var largest = 0.0
            for x in sample {
                let atMost = Double(sample.count { $0 <= x }) / Double(count)
                let below = Double(sample.count { $0 < x }) / Double(count)
                largest = max(largest, abs(atMost - x), abs(below - x))
            }
            #expect(try kolmogorovSmirnovDistanceFromUniform(sample) == largest)
            #expect(try kolmogorovSmirnovDistanceFromUniform(sample.shuffled(using: &generator)) == largest)
        }
    }

    @Test func noSampleHasNoDistance() throws {
        #expect(try kolmogorovSmirnovDistanceFromUniform([]) == nil)
    }

    @Test(arguments: [-0.001, 1.001, .nan, .infinity])
    func valueOutsideZeroToOneIsRefused(value: Double) {
        #expect(throws: EvaluationError.probabilityOutOfRange(index: 2)) {
            try kolmogorovSmirnovDistanceFromUniform([0, 1, value])
        }
    }
}
