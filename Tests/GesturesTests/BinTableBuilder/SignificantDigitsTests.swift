import Foundation
import Synthesis
import Testing

@testable import Gestures

struct SignificantDigitsTests {
    @Test func agreesWithTheCLibrary() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<20_000 {
            let exponent = Double.random(in: -12...18, using: &generator)
            let value = pow(10, exponent) * (Bool.random(using: &generator) ? 1 : -1)
            #expect(value.rounded(toSignificantDigits: 6) == Double(String(format: "%.6g", value)))
        }
    }

    @Test(
        arguments: [
            0, 1, -195, 0.5, 99_999.95, 999_999.5, 1e22, 1e-20, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ] as [Double]
    )
    func isStable(value: Double) {
        let once = value.rounded(toSignificantDigits: 6)
        #expect(once.rounded(toSignificantDigits: 6) == once)
    }
}
