import Gestures
import Statistics

/// Why a histogram is not the owner's.
struct Explanation {
    /// What stands out most, strongest first.
    var reasons: [Reason]
    /// How much of the moments' squared distance comes from the hand, in 0…1.
    var handShare: Double
}

extension OwnerModel {
    private static let mostReasons = 5

    /// The features that contribute most to S of a histogram, by how that differs from the owner's.
    ///
    /// The squared distance from the owner is the sum over features of z·(Σ⁻¹z) / p, so a feature's part of A is that share of the
    /// distance, less its share of what the background takes off; its part of B is its standardised surprise divided by the number
    /// of features. Both are put on the scale of S.
    func explain(_ deviation: Deviation, typicalityWeight: Double) -> Explanation {
        let own = DistanceShares(of: deviation.moments.own, in: moments.metric)
        let common = deviation.moments.common.map { DistanceShares(of: $0, in: moments.metric) }
        var contributions: [Double] = []
        var handShare = 0.0
        for feature in 0..<embedding.featureCount {
            if embedding.origins[feature] == .hand { handShare += own[feature] }
            let distance = own.part(of: feature) - deviation.moments.weight * (common?.part(of: feature) ?? 0)
            contributions.append(
                distance / momentCalibration.scale
                    + typicalityWeight * deviation.surprises[feature] / Double(embedding.featureCount)
                    / typicalityCalibration.scale
            )
        }
        let strongest = contributions.indices.filter { contributions[$0] > 0 }
            .sorted { (contributions[$1], $0) < (contributions[$0], $1) }
            .prefix(Self.mostReasons)
        return Explanation(
            reasons: strongest.map { feature in
                Reason(
                    feature: feature,
                    direction: Self.direction(of: feature, in: deviation.moments.own.z),
                    contribution: contributions[feature]
                )
            },
            handShare: min(max(handShare, 0), 1)
        )
    }

    private static func direction(of feature: Int, in z: [Double]) -> Reason.Direction {
        let (first, second) = (z[2 * feature], z[2 * feature + 1])
        guard abs(first) >= abs(second) else { return .different }
        return first > 0 ? .higher : .lower
    }
}

/// Which features a distance √(zᵀΣ⁻¹z / p) comes from.
private struct DistanceShares {
    private let distance: Double
    private let weighted: [Double]
    private let squaredNorm: Double

    init(of residual: MomentDeviation.Residual, in metric: CholeskyFactor) {
        distance = residual.whitened.distance
        weighted = zip(residual.z, metric.solve(residual.whitened)).map { $0 * $1 }
        squaredNorm = max(weighted.reduce(0, +), .leastNormalMagnitude)
    }

    /// The share of the squared distance that the moments of `feature` have.
    subscript(feature: Int) -> Double { (weighted[2 * feature] + weighted[2 * feature + 1]) / squaredNorm }

    /// That share of the distance.
    func part(of feature: Int) -> Double { self[feature] * distance }
}
