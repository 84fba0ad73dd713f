import Glibc

/// The evidence of several modalities as one (M. B. Brown, "A method for combining non-independent, one-sided tests of
/// significance", Biometrics 31, 1975).
///
/// The evidence of a legal session in one modality is exponential with mean 1. The sum X of k of them, of which h depend on each
/// other, has mean k and variance V = k + h (h − 1) c; a gamma distribution of scale V / k and shape k² / V has the same, and
/// gives −ln P(X). What the hand does depends on each other; circumstances depend on nothing.
public enum CombinedEvidence {
    /// c: the covariance of two modalities' evidence in one legal session. What sets somebody's sitting apart from others
    /// shows in all that the hand does.
    public static let covariance = 0.25

    /// V: the variance of the sum of so many voices' evidence in a legal session.
    ///
    /// - Parameter dependent: how many of them depend on each other.
    public static func variance(of count: Int, dependent: Int) -> Double {
        Double(count) + Double(dependent * (dependent - 1)) * covariance
    }

    /// The combined evidence, in nats, not below the least that there is.
    ///
    /// - Parameters:
    ///   - dependent: that of each modality that votes.
    ///   - independent: that of the circumstances; `nil` where they do not vote, but then a modality does.
    public static func combine(_ dependent: [Double], independent: Double? = nil) -> Double {
        let evidence = dependent + (independent.map { [$0] } ?? [])
        guard evidence.count > 1 else { return evidence.first ?? 0 }
        let count = Double(evidence.count)
        let variance = variance(of: evidence.count, dependent: dependent.count)
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
