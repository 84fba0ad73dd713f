import Glibc

/// How a raw quantity is spread before it is binned.
///
/// The bins of a feature are defined on the transformed value, rounded to single precision: bin = number of edges
/// ≤ Float32(transform(raw)). Many samples lie exactly on an edge, so that the rounding decides. Every transform is monotone, so an edge
/// can be moved to the raw quantity once, and no logarithm is taken for a sample.
public enum SampleTransform: String, Sendable, CaseIterable {
    /// The raw quantity itself.
    case identity
    /// ln(raw); raw > 0.
    case log
    /// ln(1 + raw); raw ≥ 0.
    case log1p
    /// sign(raw) · ln(1 + |raw|).
    case signedLog1p

    /// The transformed value of `raw`.
    public func callAsFunction(_ raw: Double) -> Double {
        switch self {
        case .identity: raw
        case .log: Glibc.log(raw)
        case .log1p: Glibc.log1p(raw)
        case .signedLog1p: raw < 0 ? -Glibc.log1p(-raw) : Glibc.log1p(raw)
        }
    }

    /// The least raw quantity whose transformed value, rounded to single precision, reaches `edge`.
    ///
    /// Found by bisection between neighbouring doubles, so that a raw quantity falls into the very bin that its
    /// rounded logarithm would. Rounding to single precision also makes the result the same whichever variant of the
    /// logarithm the processor selects.
    public func threshold(forEdge edge: Double) -> Double {
        let guess = inverse(edge)
        let slack = max(abs(guess) * 1e-6, 1e-9)
        var below = lowest(guess - slack)
        var above = guess + slack
        precondition(reaches(edge, at: above), "a transform must be monotone around its edge")
        if reaches(edge, at: below) { return below }
        while true {
            let middle = below + (above - below) / 2
            guard middle > below, middle < above else { return above }
            if reaches(edge, at: middle) { above = middle } else { below = middle }
        }
    }

    private func reaches(_ edge: Double, at raw: Double) -> Bool {
        Double(Float(self(raw))) >= edge
    }

    private func inverse(_ value: Double) -> Double {
        switch self {
        case .identity: value
        case .log: exp(value)
        case .log1p: expm1(value)
        case .signedLog1p: value < 0 ? -expm1(-value) : expm1(value)
        }
    }

    /// `raw`, kept inside the transform's domain.
    private func lowest(_ raw: Double) -> Double {
        switch self {
        case .identity, .signedLog1p: raw
        case .log: max(raw, .leastNormalMagnitude)
        case .log1p: max(raw, 0)
        }
    }
}
