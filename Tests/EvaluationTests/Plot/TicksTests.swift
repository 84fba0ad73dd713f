import Testing

@testable import Evaluation

@Suite struct TicksTests {
    @Test func niceNumbersAreOneTwoFive() {
        var number = NiceNumber(powerOfTen: -2)
        var labels: [String] = []
        for _ in 0..<20 {
            labels.append(number.label(times: 1))
            number.advance()
        }
        #expect(
            labels == [
                "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500",
                "1000",
                "2000", "5000", "1e4", "2e4",
            ]
        )
    }

    @Test(arguments: [
        (1, ["0", "1"]), (5, ["0", "1", "2", "3", "4", "5"]), (7, ["0", "2", "4", "6", "8"]),
        (23, ["0", "5", "10", "15", "20", "25"]),
    ])
    func axisEndsAtTheStepThatHoldsTheLargest(largest: Double, labels: [String]) {
        let axis = CountAxis(holding: largest, smallestStepPowerOfTen: 0)
        #expect(axis.ticks.map(\.label) == labels)
        #expect(axis.ticks.map(\.fraction) == labels.map { Double($0)! / axis.upper })
        #expect(axis.upper == Double(labels.last!)!)
    }
}
