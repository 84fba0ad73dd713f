import Glibc
public import Profiles

/// Scores one session as it goes: segments of two windows as they close, and the session as a whole at any time.
///
/// Holds two windows and a few numbers, whatever the length of the session.
public struct SessionScorer: Sendable {
    /// The size of the windows that segments are made of.
    public static let windowSize = 30
    /// The remainder after the last full window counts as a window from this many gestures on.
    public static let fewestRemainingGestures = 15
    /// Segments count once a session has this many windows: before, a segment is most of the session.
    public static let fewestWindows = 4

    let owner: OwnerModel
    private let population: OwnerInPopulation?
    private let scale: EvidenceScale
    /// How many windows there were.
    public internal(set) var windowCount = 0
    var segmentCount = 0
    var lastWindow: SessionWindow?
    var mostUnusual: Assessment.Segment?
    var mostUnusualCells: [CellCount]?

    /// A scorer at the beginning of a session.
    ///
    /// - Parameter population: where the owner stands among others on the box; `nil` to use the owner's data alone.
    public init(owner: OwnerModel, population: OwnerInPopulation? = nil) {
        self.owner = owner
        self.population = population
        scale = population == nil ? owner.scales.own : owner.scales.population
    }

    /// Takes the next window of the session; one of another size is passed over.
    public mutating func add(_ window: SessionWindow) {
        guard window.size == Self.windowSize, window.gestureCount >= Self.fewestRemainingGestures else { return }
        defer { lastWindow = window }
        windowCount += 1
        guard let lastWindow, lastWindow.index == window.index - 1 else { return }
        let cells = lastWindow.cells.merged(with: window.cells)
        let stretch = stretch(deviation(of: cells), gestureCount: lastWindow.gestureCount + window.gestureCount)
        segmentCount += 1
        if let mostUnusual, mostUnusual.stretch.standardised >= stretch.standardised { return }
        mostUnusual = Assessment.Segment(
            firstWindow: lastWindow.index,
            gestureCount: lastWindow.gestureCount + window.gestureCount,
            start: lastWindow.start,
            end: window.end,
            stretch: stretch
        )
        mostUnusualCells = cells
    }

    /// The assessment of the session so far.
    ///
    /// - Parameters:
    ///   - counts: all the session's samples in their bins.
    ///   - gestureCount: how many gestures they are of.
    public func assess(_ counts: [UInt32], gestureCount: Int) -> Assessment {
        let cells = [CellCount](occurringIn: counts)
        let deviation = deviation(of: cells)
        let whole = stretch(deviation, gestureCount: gestureCount)
        let allowance = allowance
        let standardised = standardised(whole, allowance)
        let ofSegment = standardised > whole.standardised ? mostUnusualCells.map(self.deviation) : nil
        let explanation = owner.explain(ofSegment ?? deviation, typicalityWeight: scale.typicalityWeight)
        return Assessment(
            whole: whole,
            segment: segmentCount > 1 ? mostUnusual : nil,
            segmentCount: countedSegments,
            allowance: allowance,
            baselineSessions: owner.sessionCount,
            evidence: scale.evidence(standardised: standardised),
            reasons: explanation.reasons,
            handShare: explanation.handShare,
            device: owner.device?.assess(counts, gestureCount: gestureCount)
        )
    }

    /// The score of the session so far, that of `assess`, without what explains it.
    ///
    /// - Parameters:
    ///   - cells: all the session's samples in their bins, which ascend.
    ///   - gestureCount: how many gestures they are of.
    public func score(_ cells: [CellCount], gestureCount: Int) -> Double {
        let whole = stretch(deviation(of: cells), gestureCount: gestureCount)
        let standardised = standardised(whole, allowance)
        return BareEvidence(evidence: scale.evidence(standardised: standardised)).score
    }

    private var countedSegments: Int { windowCount >= Self.fewestWindows ? segmentCount : 0 }

    private var allowance: Double? { scale.allowance(forSegments: countedSegments) }

    private func standardised(_ whole: StretchEvidence, _ allowance: Double?) -> Double {
        guard let allowance, let mostUnusual else { return whole.standardised }
        return max(whole.standardised, mostUnusual.stretch.standardised - allowance)
    }

    private func deviation(of cells: [CellCount]) -> OwnerModel.Deviation {
        owner.deviation(of: cells, amongOthers: population != nil)
    }

    private func stretch(_ deviation: OwnerModel.Deviation, gestureCount: Int) -> StretchEvidence {
        let own = owner.evidence(in: deviation)
        let contrast = population?.evidence(in: deviation.histogram)
        let sum = own.moments + scale.typicalityWeight * own.typicality + (contrast ?? 0)
        let standardised = scale.standardise(
            sum,
            gestureCount: gestureCount,
            baselineSessions: owner.sessionCount
        )
        return StretchEvidence(
            moments: own.moments,
            typicality: own.typicality,
            population: contrast,
            sum: sum,
            standardised: standardised,
            evidence: scale.evidence(standardised: standardised)
        )
    }
}
