import Statistics

/// How far a histogram's moments lie from the owner's mean, and from what is common where that counts.
struct MomentDeviation: Sendable {
    /// Standardised residuals z of the moments, and y = L⁻¹z.
    struct Residual: Sendable {
        let z: [Double]
        let whitened: CholeskyFactor.Whitened

        init(_ z: [Double], in metric: CholeskyFactor) {
            self.z = z
            whitened = metric.whiten(z)
        }
    }

    /// From the owner.
    let own: Residual
    /// From anybody; `nil` where that does not count.
    let common: Residual?
    /// w: how much of the distance from anybody is taken off.
    let weight: Double

    /// The distance a = √(zᵀΣ⁻¹z / p), less w·a₀ where there is a background of weight w.
    var distance: Double { own.whitened.distance - weight * (common?.whitened.distance ?? 0) }
}
