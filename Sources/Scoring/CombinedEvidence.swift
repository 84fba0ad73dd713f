import Glibc

/// The evidence of several voices as one (M. B. Brown, "A method for combining non-independent, one-sided tests of
/// significance", Biometrics 31, 1975).
///
/// The evidence of a legal session in one voice is exponential with mean 1. The sum X of k of them has mean k and the variance V
/// that follows from how they depend on each other (`Dependence`); a gamma distribution of scale V / k and shape k² / V has the
/// same, and gives −ln P(X).
public enum CombinedEvidence {
    /// The combined evidence, in nats, not below the least that there is.
    ///
    /// - Parameters:
    ///   - evidence: that of each voice.
    ///   - variance: V.
    public static func combine(_ evidence: [Double], variance: Double) -> Double {
        guard evidence.count > 1 else { return evidence.first ?? 0 }
        let count = Double(evidence.count)
        let sum = evidence.reduce(0, +)
        let combined = -logUpperTail(of: sum * count / variance, shape: count * count / variance)
        return max(combined, EvidenceScale.leastEvidence)
    }

    /// ln Q(a, x), the logarithm of the regularised upper incomplete gamma function, for x ≥ 0 and a > 0.
    ///
    /// By the series of P(a, x) below a + 1, and by Lentz's continued fraction of Q(a, x) above (W. H. Press et al.,
    /// "Numerical Recipes", 3rd edition, section 6.2), which is accurate as far out as the logarithm can be told.
    static func logUpperTail(of x: Double, shape a: Double) -> Double {
        guard x > 0 else { return 0 }
        var sign: Int32 = 0
        // Not `lgamma`, which keeps the sign for all threads.
        let logFactor = unsafe a * log(x) - x - lgamma_r(a, &sign)
        guard x < a + 1 else { return logFactor + log(continuedFraction(x, a)) }
        var term = 1 / a
        var sum = term
        var n = a
        while term > sum * .ulpOfOne {
            n += 1
            term *= x / n
            sum += term
        }
        return log1p(-exp(logFactor) * sum)
    }

    private static func continuedFraction(_ x: Double, _ a: Double) -> Double {
        let tiny = Double.leastNormalMagnitude
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var fraction = d
        for i in 1...1_000 {
            let an = -Double(i) * (Double(i) - a)
            b += 2
            d = an * d + b
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = b + an / c
            c = abs(c) < tiny ? tiny : c
            fraction *= d * c
            if abs(d * c - 1) < .ulpOfOne { break }
        }
        return fraction
    }
}
