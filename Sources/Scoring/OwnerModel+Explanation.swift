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
    /// The squared distance from the owner is the sum over features of z·(Σ⁻¹z) / p, so a feature's part of A is that share of the
    /// distance, less its share of what the background takes off; its part of B is its standardised surprise divided by the number
    /// of features. Both are put on the scale of S.
    ///
    /// - Parameter amongOthers: whether S has C, which compares with others on the box.
    func explain(_ cells: [CellCount], typicalityWeight: Double, amongOthers: Bool) -> Explanation {
        let embedded = embedding.embed(cells)
        let z = moments.standardise(embedded)
        let own = DistanceShares(of: z, in: moments.metric)
        let background = amongOthers ? nil : moments.background
        let common = background.map { background in
            let shares = DistanceShares(of: moments.standardise(embedded, from: background), in: moments.metric)
            return (shares: shares, weight: background.weight)
        }
        let surprises = typicality.standardise(cells, in: embedding)
        var contributions: [Double] = []
        var handShare = 0.0
        for feature in 0..<embedding.featureCount {
            let share = own[feature]
            if embedding.origins[feature] == .hand { handShare += share }
            let takenOff = common.map { $0.weight * $0.shares[feature] * $0.shares.distance } ?? 0
            contributions.append(
                (share * own.distance - takenOff) / momentCalibration.scale
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

/// Which features a distance √(zᵀΣ⁻¹z / p) comes from.
private struct DistanceShares {
    /// The distance.
    let distance: Double
    private let weighted: [Double]
    private let squaredNorm: Double

    init(of z: [Double], in metric: CholeskyFactor) {
        weighted = zip(z, metric.solve(z)).map { $0 * $1 }
        squaredNorm = max(weighted.reduce(0, +), .leastNormalMagnitude)
        distance = (squaredNorm / Double(z.count)).squareRoot()
    }

    /// The share of the squared distance that the moments of `feature` have.
    subscript(feature: Int) -> Double { (weighted[2 * feature] + weighted[2 * feature + 1]) / squaredNorm }
}
