/// How many movements of the pointer are straight or even, and how many clicks no movement leads to.
///
/// Short movements do not count, nor do those along an axis, which are straight of a hand, too.
struct PathRegularity: Sendable, Equatable {
    /// Movements of fewer steps do not count.
    static let fewestSteps = 6
    private static let fewestStepsForSpeed = 8
    /// The square of the least px between both ends.
    private static let leastSquaredDistance = 10_000
    /// Steps of an even movement deviate by less than this part of their mean.
    private static let mostDeviation = 0.35
    /// The square of the px between clicks to which a movement leads.
    private static let farSquaredDistance = 2500
    /// A hand's movement to a click has more steps.
    private static let mostSteps = 2

    private static let fewestMovements = 8
    private static let leastShare = 0.5
    private static let fewestClicks = 10
    private static let leastShareOfClicks = 0.7

    /// Movements that were long enough for their straightness, and straight ones.
    var (long, straight) = (0, 0)
    /// Movements that were long enough for their speed, too, and even ones.
    var (stepped, even) = (0, 0)
    /// Clicks far from the last one, and those that nothing led to.
    var (far, direct) = (0, 0)

    /// Whether a movement of so many steps counts that leads so far, unless it is parallel to an axis.
    static func counts(steps: Int, squaredDistance: Int) -> Bool {
        steps >= fewestSteps && squaredDistance >= leastSquaredDistance
    }

    /// Counts a movement that has ended.
    mutating func add(_ movement: PointerMovement) {
        guard Self.counts(steps: movement.steps, squaredDistance: movement.squaredDistance), !movement.isAxial
        else { return }
        long += 1
        if movement.cone.isStraight { straight += 1 }
        guard movement.steps >= Self.fewestStepsForSpeed else { return }
        stepped += 1
        if movement.lengthDeviation < Self.mostDeviation * movement.meanLength { even += 1 }
    }

    /// Counts a click so far from the last one, with so many steps of the pointer between them.
    mutating func addClick(_ distance: PointerStep, steps: Int) {
        guard distance.squaredLength >= Self.farSquaredDistance else { return }
        far += 1
        if steps <= Self.mostSteps { direct += 1 }
    }

    /// What no hand does.
    var signs: [ScriptedSign] {
        [
            Self.sign(.straightPaths, straight, of: long, atLeast: Self.fewestMovements, Self.leastShare),
            Self.sign(.evenSpeed, even, of: stepped, atLeast: Self.fewestMovements, Self.leastShare),
            Self.sign(.clicksWithoutPath, direct, of: far, atLeast: Self.fewestClicks, Self.leastShareOfClicks),
        ].compactMap(\.self)
    }

    private static func sign(
        _ test: ScriptedTest,
        _ part: Int,
        of count: Int,
        atLeast fewest: Int,
        _ threshold: Double
    ) -> ScriptedSign? {
        let share = Double(part) / Double(max(count, 1))
        guard count >= fewest, share >= threshold else { return nil }
        return ScriptedSign(test, share, threshold: threshold, of: count)
    }
}
