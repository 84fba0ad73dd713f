import Statistics

/// Puts raw distances on the scale of the owner's own: 0 for the median session, 1 for the spread within and between
/// the owner's sessions (`detection.md`, "Calibration").
public struct Calibration: Sendable, Equatable {
    /// The median over sessions of the median of a session's own left-out windows.
    public var center: Double
    /// √(within² + between²) of the same, each a scaled median absolute deviation.
    public var scale: Double

    /// A scale smaller than this is taken to be this.
    public static let smallestScale = 1e-6

    /// Calibrates on the left-out `values` of an owner's windows, grouped by `folds`; `nil` of nothing.
    init?(_ values: [Double], folds: [Int]) {
        let groups = Dictionary(grouping: values.indices, by: { folds[$0] })
        let medians = groups.keys.sorted().map { fold in
            (fold, groups[fold, default: []].map { values[$0] }.median() ?? 0)
        }
        guard let center = medians.map(\.1).median() else { return nil }
        let medianOfFold = Dictionary(uniqueKeysWithValues: medians)
        let within = values.indices.map { values[$0] - medianOfFold[folds[$0], default: 0] }
        let withinScale = within.scaledMedianAbsoluteDeviation(around: 0) ?? 0
        let betweenScale = medians.map(\.1).scaledMedianAbsoluteDeviation(around: center) ?? 0
        self.center = center
        scale = max((withinScale * withinScale + betweenScale * betweenScale).squareRoot(), Self.smallestScale)
    }

    /// `value` on the owner's scale.
    func callAsFunction(_ value: Double) -> Double {
        (value - center) / scale
    }
}
