import Glibc
import Profiles
import Statistics

/// What an owner's pointing device is like, trait by trait: the engine of the hand, on features that tell devices apart.
///
/// It stands beside the hand's evidence and has no part in it. No device is known by name: a session's is compared with those
/// of the owner's own sessions, however many these came from.
struct DeviceModel: Sendable {
    /// An owner with fewer sessions has no model: from one or two nobody knows how much the same device changes.
    static let fewestSessions = 3
    /// A session with fewer gestures is not compared.
    static let fewestGestures = 15

    private let traits: [Trait]
    private let sessionCount: Int

    private struct Trait {
        let space: DeviceTraitSpace
        let usual: Double?
        let model: OwnerModel
    }

    /// Bytes of memory that it takes beside itself, but for what all owners share.
    var byteCount: Int {
        traits.reduce(0) { $0 + MemoryLayout<Trait>.stride + $1.model.byteCount }
    }

    /// Fits a model to an owner's windows; `nil` where there are too few sessions, or no traits.
    ///
    /// - Parameter spaces: the traits that devices are told apart by.
    init?(_ windows: [BaselineWindow], sessionCount: Int, traits spaces: [DeviceTraitSpace]) {
        guard sessionCount >= Self.fewestSessions, !spaces.isEmpty else { return nil }
        var selected = [[BaselineWindow]](repeating: [], count: spaces.count)
        var totals = spaces.map { [UInt32](repeating: 0, count: $0.selection.cellCount) }
        for window in windows {
            let histogram = window.histogram.counts()
            for (number, space) in spaces.enumerated() {
                let counts = space.selection.counts(histogram)
                totals[number].addSaturating(counts)
                selected[number].append(
                    BaselineWindow(histogram: SparseHistogram(counts), group: window.group, fold: window.fold)
                )
            }
        }
        traits = zip(spaces, zip(selected, totals)).compactMap { space, windows in
            OwnerFit(windows.0, sessionCount: sessionCount, space: ScoringSpace(space), parameters: .device)
                .map { Trait(space: space, usual: space.measure(windows.1), model: $0.model) }
        }
        self.sessionCount = sessionCount
        if traits.isEmpty { return nil }
    }

    /// How unusual the device of a session is; `nil` where there is too little of the session.
    ///
    /// - Parameter histogram: the samples of the session in the pointer's bins.
    func assess(_ histogram: [UInt32], gestureCount: Int) -> DeviceAssessment? {
        guard gestureCount >= Self.fewestGestures else { return nil }
        // A span, which lends a trait where the array would copy it.
        let traits = traits.span
        let found = traits.indices.compactMap { assess(traits[$0], histogram, gestureCount) }
            .sorted(descendingBy: \.evidence)
        guard let strongest = found.first else { return nil }
        return DeviceAssessment(
            evidence: max(strongest.evidence - log(Double(found.count)), EvidenceScale.leastEvidence),
            baselineSessions: sessionCount,
            traits: found
        )
    }

    private func assess(_ trait: Trait, _ histogram: [UInt32], _ gestureCount: Int) -> DeviceAssessment.Trait? {
        let counts = trait.space.selection.counts(histogram)
        guard counts.reduce(0.0, { $0 + Double($1) }) >= HistogramEmbedding.fewestSamples else { return nil }
        let evidence = trait.model.evidence(in: counts)
        let standardised = EvidenceScale.device.standardise(
            evidence.unweightedSum,
            gestureCount: gestureCount,
            baselineSessions: sessionCount
        )
        return DeviceAssessment.Trait(
            trait: trait.space.trait,
            evidence: EvidenceScale.device.evidence(standardised: standardised),
            usual: trait.usual,
            found: trait.space.measure(counts)
        )
    }
}
