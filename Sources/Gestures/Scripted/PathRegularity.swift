import Snapshots

/// How many gestures' paths are straight or even, as those of a program are.
///
/// Short ones do not count, nor do those along an axis, which are straight of a hand, too.
public struct PathRegularity: Sendable, Equatable {
    /// Paths of fewer steps do not count.
    private static let fewestSteps = 6
    private static let fewestStepsForSpeed = 8
    /// The square of the least px between both ends.
    private static let leastSquaredDistance = 10_000.0
    /// Points of a straight path are nearer than so many px to the line through its ends: a program's are off by rounding, and
    /// by what it adds to look like a hand.
    private static let mostDeviation = 2.5
    /// Steps of an even path deviate by less than this part of their mean.
    private static let mostVariation = 0.35

    private static let fewestPaths = 8
    private static let leastShare = 0.5

    /// Paths that were long enough for their straightness, and straight ones.
    private var (long, straight) = (0, 0)
    /// Paths that were long enough for their speed, too, and even ones.
    private var (stepped, even) = (0, 0)

    /// No gesture yet.
    init() {}

    /// Counts a gesture.
    mutating func add(_ path: PathShape) {
        guard path.steps >= Self.fewestSteps, path.squaredDistance >= Self.leastSquaredDistance,
            let deviation = path.deviation, !path.isAxial
        else { return }
        long += 1
        if deviation <= Self.mostDeviation, !path.goesBack { straight += 1 }
        guard path.steps >= Self.fewestStepsForSpeed else { return }
        stepped += 1
        if path.squaredStepVariation < Self.mostVariation * Self.mostVariation { even += 1 }
    }

    /// What no hand does.
    var signs: [ScriptedSign] {
        [
            ScriptedSign(.straightPaths, straight, of: long, atLeast: Self.fewestPaths, Self.leastShare),
            ScriptedSign(.evenSpeed, even, of: stepped, atLeast: Self.fewestPaths, Self.leastShare),
        ].compactMap(\.self)
    }

    func snapshot(into writer: inout SnapshotWriter) {
        for count in [long, straight, stepped, even] { writer.append(count: count) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        long = try reader.tally()
        straight = try reader.count(atMost: long)
        stepped = try reader.count(atMost: long)
        even = try reader.count(atMost: stepped)
    }
}
