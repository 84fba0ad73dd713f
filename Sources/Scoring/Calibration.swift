import Statistics

/// Puts raw distances on the scale of the owner's own: 0 for the median session, 1 for the spread within and between
/// the owner's sessions.
///
/// The scale is shrunk towards a prior that weighs a few sessions: the windows of one or two sittings hide how much a
/// person changes from week to week.
public struct Calibration: Sendable, Equatable {
    /// The median over sessions of the median of a session's own left-out windows.
    public var center: Double
    /// √(within² + between²) of the same, each a scaled median absolute deviation, shrunk to the prior.
    public var scale: Double

    /// A scale that other scales are shrunk towards.
    struct Prior {
        /// The scale.
        var scale: Double
        /// How many sessions it weighs.
        var sessions: Double
    }

    private static let smallestScale = 1e-6

    /// Calibrates on the left-out `values` of an owner's windows; `nil` of nothing.
    ///
    /// - Parameters:
    ///   - groups: which session, or stretch of a session, each value belongs to.
    ///   - sessions: how many sessions there are.
    init?(_ values: [Double], groups: [Int], sessions: Int, prior: Prior) {
        let groupCount = (groups.max() ?? -1) + 1
        var members = [[Double]](repeating: [], count: groupCount)
        for (value, group) in zip(values, groups) { members[group].append(value) }
        let medians = members.map { $0.median() }
        let present = medians.compactMap(\.self)
        guard let center = present.median() else { return nil }
        let deviations = zip(values, groups).map { $0 - (medians[$1] ?? center) }
        let within = deviations.scaledMedianAbsoluteDeviation(around: 0) ?? 0
        let between = present.scaledMedianAbsoluteDeviation(around: center) ?? 0
        let weight = Double(sessions)
        let variance =
            (weight * (within * within + between * between) + prior.sessions * prior.scale * prior.scale)
            / (weight + prior.sessions)
        self.center = center
        scale = max(variance.squareRoot(), Self.smallestScale)
    }

    /// `value` on the owner's scale.
    func callAsFunction(_ value: Double) -> Double {
        (value - center) / scale
    }
}
