import Gestures
import Profiles
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

    /// The features that contribute most to S of a histogram's `cells`.
    ///
    /// A squared is the sum over features of z·(Σ⁻¹z) / p, so a feature's part of A is that share of it; its part of B
    /// is its standardised surprise divided by the number of features. Both are put on the scale of S.
    func explain(_ cells: [CellCount], typicalityWeight: Double) -> Explanation {
        let z = moments.standardise(embedding.embed(cells))
        let weighted = zip(z, moments.metric.solve(z)).map { $0 * $1 }
        let squaredNorm = max(weighted.reduce(0, +), .leastNormalMagnitude)
        let distance = (squaredNorm / Double(z.count)).squareRoot()
        let surprises = typicality.standardise(cells, in: embedding)
        var contributions: [Double] = []
        var handShare = 0.0
        for feature in 0..<embedding.featureCount {
            let share = (weighted[2 * feature] + weighted[2 * feature + 1]) / squaredNorm
            if embedding.origins[feature] == .hand { handShare += share }
            contributions.append(
                share * distance / momentCalibration.scale
                    + typicalityWeight * surprises[feature] / Double(embedding.featureCount)
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
                    direction: Self.direction(first: z[2 * feature], second: z[2 * feature + 1]),
                    contribution: contributions[feature]
                )
            },
            handShare: min(max(handShare, 0), 1)
        )
    }

    private static func direction(first: Double, second: Double) -> Reason.Direction {
        guard abs(first) >= abs(second) else { return .different }
        return first > 0 ? .higher : .lower
    }
}
