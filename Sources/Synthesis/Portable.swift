/// Elementary functions from IEEE 754 operations alone (+, −, ×, ÷), which every machine rounds alike.
///
/// The functions of a system's mathematics library differ between versions and processors in the last bit, and one bit
/// is enough to move a draw over a threshold. Swift never fuses a multiplication with an addition by itself.
enum Portable {
    private static let ln2 = 0.693_147_180_559_945_3

    /// Natural logarithm of a positive, normal number; relative error below 10⁻¹⁴ away from 1.
    ///
    /// log x = e·ln 2 + 2 artanh((m − 1)/(m + 1)) for x = m·2ᵉ.
    static func log(_ x: Double) -> Double {
        precondition(x.isNormal && x > 0, "the logarithm of \(x) is not defined here")
        var exponent = Double(x.exponent)
        var significand = x.significand
        if significand > 1.414_213_562_373_095_1 {
            significand *= 0.5
            exponent += 1
        }
        let s = (significand - 1) / (significand + 1)
        let square = s * s
        var sum = 0.0
        var odd = 23.0
        while odd > 0 {
            sum = sum * square + 1 / odd
            odd -= 2
        }
        return exponent * ln2 + 2 * s * sum
    }

    /// e to the power of `x`, which is first limited to ±700.
    static func exp(_ x: Double) -> Double {
        let limited = min(max(x, -700), 700)
        let exponent = (limited / ln2).rounded()
        let rest = limited - exponent * ln2
        var sum = 1.0
        var order = 15.0
        while order > 0 {
            sum = 1 + sum * rest / order
            order -= 1
        }
        return Double(sign: .plus, exponent: Int(exponent), significand: sum)
    }
}
