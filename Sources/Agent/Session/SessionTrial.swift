import Profiles
import Scoring

/// One session beside what it is scored against: takes the session's windows and says in the end what came of it.
///
/// What it is scored against is a value, so that it stays what it was when the session opened.
struct SessionTrial {
    /// What the session can be learnt from.
    private(set) var sketch: SessionSketch
    /// Whether the session stands out too much to be learnt; known once there is an outcome.
    private(set) var isHeldBack = false

    private(set) var scorer: Result<SessionScorer, NotScored>
    /// Decides whether a session is learnt that has no score only because the population lacks its owner.
    private var ownScorer: SessionScorer?
    private let confidence: OwnerBook.Confidence
    private var policy: LearningPolicy?

    /// A trial before the first window.
    ///
    /// - Parameters:
    ///   - name: the session's name, unique among its owner's.
    ///   - standard: what it is scored against.
    ///   - policy: whether it is held back from learning; `nil` where nothing is learnt.
    init(of name: String, against standard: OwnerBook.Standard, policy: LearningPolicy?) {
        sketch = SessionSketch(session: name)
        scorer = standard.scorer
        ownScorer = standard.ownScorer
        confidence = standard.confidence
        self.policy = policy
    }

    /// Takes another policy, unless nothing is learnt.
    mutating func adopt(_ new: LearningPolicy) {
        if policy != nil { policy = new }
    }

    /// Takes the session's next window.
    mutating func add(_ window: SessionWindow) {
        if policy != nil { sketch.add(window) }
        ownScorer?.add(window)
        guard case .success(var scorer) = scorer else { return }
        // So that the scorer is not copied.
        self.scorer = .failure(.namesNobody)
        scorer.add(window)
        self.scorer = .success(scorer)
    }

    /// How unusual the session is up to where it gave `counts`; `nil` while there is no score.
    func assessment(of counts: [UInt32], gestureCount: Int) -> Assessment? {
        guard case .success(let scorer) = scorer else { return nil }
        return scorer.assess(counts, gestureCount: gestureCount)
    }

    /// Puts what a snapshot held in place of what was made of the session so far.
    mutating func restore(_ sketch: SessionSketch, _ scorer: SessionScorer?) {
        self.sketch = sketch
        if let scorer { self.scorer = .success(scorer) }
    }

    /// What a score of the session stands on.
    var standing: SessionReport.Standing {
        SessionReport.Standing(
            baselineSessions: confidence.sessions,
            baselineWindows: confidence.windows,
            isQuarantined: isHeldBack
        )
    }

    /// The outcome at the end of the session, of which `session` has all windows and samples.
    mutating func outcome(of session: SessionSketcher) -> SessionReport.Outcome {
        sketch.gestureCount = session.gestureCount
        // First, because no baseline would make up for it.
        guard session.sampleCount >= SessionReport.fewestSamples else {
            return .notScored(.tooShort(gestures: session.gestureCount, samples: session.sampleCount))
        }
        switch scorer {
        case .failure(let reason):
            if let ownScorer { judge(ownScorer.assess(session.total, gestureCount: session.gestureCount)) }
            return .notScored(reason)
        case .success(let scorer):
            let assessment = scorer.assess(session.total, gestureCount: session.gestureCount)
            judge(assessment)
            return .scored(assessment, standing)
        }
    }

    private mutating func judge(_ assessment: Assessment) {
        guard let policy else { return }
        isHeldBack = policy.holdsBack(
            tailProbability: assessment.tailProbability,
            isProvisional: standing.isProvisional
        )
    }
}
