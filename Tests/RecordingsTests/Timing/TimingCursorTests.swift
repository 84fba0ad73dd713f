import Synthesis
import Testing

@testable import Recordings

struct TimingCursorTests {
    /// Eight digits are read at once where there are as many bytes, one by one where there are not.
    @Test(arguments: ["", " ", " 1", " 123456789", "x", "\u{0}\u{FF}9"])
    func fractionsOfAnyLengthAreRead(rest: String) {
        var random = SplitMix64(seed: 1)
        for length in 1...20 {
            for separator in [".", ","] {
                let digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
                let text = Array("31\(separator)\(digits)\(rest)".utf8)
                var cursor = TimingCursor()
                let fraction = digits.padding(toLength: 9)
                #expect(cursor.readDelay(text.span) == 31_000_000_000 + Int64(fraction)!)
                #expect(cursor.position == 3 + length)
            }
        }
    }

    @Test(arguments: ["", ".5", "1.", "1.x1234567", "-1.5", "1000000000.0", "99999999999999999999"])
    func whatIsNoDelayIsNotRead(text: String) {
        var cursor = TimingCursor()
        #expect(cursor.readDelay(Array(text.utf8).span) == nil)
    }
}

extension String {
    /// The first characters, with zeros behind them where there are too few.
    fileprivate func padding(toLength length: Int) -> String {
        String(prefix(length)) + String(repeating: "0", count: max(0, length - count))
    }
}
