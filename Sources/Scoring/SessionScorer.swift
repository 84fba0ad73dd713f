import Glibc
public import Profiles
import Statistics

/// Scores one session as it goes: each window of 30 gestures as it closes, and the session as a whole at any time.
///
/// Holds a few numbers, whatever the length of the session.
public struct SessionScorer: Sendable {
    /// The size of the windows that are scored.
    public static let windowSize = 30
    /// The remainder after the last full window is scored from this many gestures on.
    public static let fewestRemainingGestures = 15

    private let owner: OwnerModel
    private let population: OwnerInPopulation?
    private let scale: EvidenceScale
    private var windowCount = 0
    /// ln Σ exp(E) over the windows so far.
    private var logSum = -Double.infinity
    private var mostUnusual: Assessment.MostUnusualWindow?
    private var mostUnusualCounts: SparseHistogram?

    /// A scorer at the beginning of a session.
    ///
    /// - Parameter population: where the owner stands among others on the box; `nil` to use the owner's data alone.
    public init(owner: OwnerModel, population: OwnerInPopulation? = nil) {
        self.owner = owner
        self.population = population
        scale = population == nil ? .own : .population
    }

    /// Takes the next window of the session; one of another size is passed over.
    public mutating func add(_ window: SessionWindow) {
        guard window.size == Self.windowSize, window.gestureCount >= Self.fewestRemainingGestures else { return }
        let stretch = stretch(window.histogram.cells, gestureCount: window.gestureCount)
        windowCount += 1
        logSum = logSumOfExponentials(logSum, stretch.evidence)
        if let mostUnusual, mostUnusual.stretch.standardised >= stretch.standardised { return }
        mostUnusual = Assessment.MostUnusualWindow(
            index: window.index,
            start: window.start,
            end: window.end,
            stretch: stretch
        )
        mostUnusualCounts = window.histogram
    }

    /// The assessment of the session so far.
    ///
    /// - Parameters:
    ///   - counts: all the session's samples in their bins.
    ///   - gestureCount: how many gestures they are of.
    public func assess(_ counts: [UInt32], gestureCount: Int) -> Assessment {
        let cells = [CellCount](occurringIn: counts)
        let whole = stretch(cells, gestureCount: gestureCount)
        let evidence = combined(whole.evidence)
        let windowStandsOut = mostUnusual.map { $0.stretch.evidence > whole.evidence } ?? false
        let explained = windowStandsOut ? mostUnusualCounts?.cells ?? cells : cells
        let explanation = owner.explain(explained)
        return Assessment(
            whole: whole,
            window: mostUnusual,
            windowCount: windowCount,
            evidence: evidence,
            tailProbability: max(exp(-scale.combinedTail(evidence)), .leastNormalMagnitude),
            reasons: explanation.reasons,
            handShare: explanation.handShare
        )
    }

    private func stretch(_ cells: [CellCount], gestureCount: Int) -> StretchEvidence {
        let own = owner.evidence(in: cells)
        var stretch = StretchEvidence(
            moments: own.moments,
            typicality: own.typicality,
            population: population?.evidence(in: cells) ?? 0,
            standardised: 0,
            evidence: 0
        )
        stretch.standardised = scale.standardise(stretch.sum, gestureCount: gestureCount)
        stretch.evidence = scale.tail(stretch.standardised)
        return stretch
    }

    /// ln of the weighted mean of 1/P: somebody else made all of the session, or one of its windows.
    private func combined(_ whole: Double) -> Double {
        guard windowCount > 0 else { return whole }
        let windows = logSum - log(Double(windowCount))
        return logSumOfExponentials(log(scale.wholeShare) + whole, log(1 - scale.wholeShare) + windows)
    }
}

/// ln(exp(a) + exp(b)) without overflow.
private func logSumOfExponentials(_ a: Double, _ b: Double) -> Double {
    let larger = max(a, b)
    let smaller = min(a, b)
    return smaller == -.infinity ? larger : larger + log1p(exp(smaller - larger))
}
