import Evaluation
import Glibc
import Synthesis
import Testing

@Suite struct FixedPointTests {
    @Test(
        arguments: [
            (0, 2, "0.00"), (-0.0, 0, "0"), (-0.001, 2, "0.00"), (-0.006, 2, "-0.01"), (1.5, 0, "2"), (2.5, 0, "2"),
            (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.675, 2, "2.67"), (0.999, 2, "1.00"), (-12.0625, 3, "-12.062"),
            (1234567, 1, "1234567.0"), (0.05, 9, "0.050000000"), (.leastNonzeroMagnitude, 9, "0.000000000"),
            (0x1p62, 0, "4611686018427387904"), (1e20, 2, "1e+20"), (.infinity, 1, "inf"), (-.infinity, 1, "-inf"),
            (.nan, 1, "nan"),
        ] as [(Double, Int, String)]
    )
    func knownNumbers(value: Double, decimals: Int, expected: String) {
        #expect(String(fixedPoint: value, decimals: decimals) == expected)
    }

    @Test(arguments: 0...9)
    func digitsAreThoseOfTheCLibrary(decimals: Int) {
        var generator = SplitMix64(seed: UInt64(decimals))
        for _ in 0..<2000 {
            let exponent = Int.random(in: -60...61, using: &generator)
            let value =
                Double.random(in: 1..<2, using: &generator) * Double(sign: .plus, exponent: exponent, significand: 1)
            #expect(String(fixedPoint: value, decimals: decimals) == printed(value, decimals: decimals))
            // A multiple of 1/1024 has exact ties.
            let tie = Double(Int.random(in: 0..<1 << 30, using: &generator)) / 1024
            #expect(String(fixedPoint: tie, decimals: decimals) == printed(tie, decimals: decimals))
        }
    }

    private func printed(_ value: Double, decimals: Int) -> String {
        var buffer = [CChar](repeating: 0, count: 400)
        // SAFETY: vsnprintf writes at most `buffer.count` bytes and reads the two arguments that the format names.
        let length = unsafe withVaList([decimals, value]) { arguments in
            unsafe vsnprintf(&buffer, buffer.count, "%.*f", arguments)
        }
        return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
