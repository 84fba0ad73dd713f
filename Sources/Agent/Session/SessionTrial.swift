import Gestures
import Profiles
import Scoring

/// One session beside what it is scored against: takes the session's windows and says in the end what came of it.
///
/// What it is scored against is a value, so that it stays what it was when the session opened.
struct SessionTrial {
    /// What the session can be learnt from.
    private(set) var sketches: SessionSketches
    /// Whether the session stands out too much to be learnt; known once there is an outcome.
    private(set) var isHeldBack = false
    /// Why the session has a score for its context alone; `nil` where that is not so.
    private(set) var handMissing: NotScored?

    private let standard: OwnerBook.Standard
    private var scorers = ModalityMap<ModalityScorers>()
    private let policy: LearningPolicy?

    /// What scores a session in one modality.
    private struct ModalityScorers {
        var scorer: Result<SessionScorer, NotScored>
        /// Decides whether a session is learnt that has no score only because the population lacks its owner.
        var ownScorer: SessionScorer?

        init(_ standard: OwnerBook.ModalityStandard) {
            scorer = standard.scorer
            ownScorer = standard.ownScorer
        }

        mutating func add(_ window: SessionWindow) {
            ownScorer?.add(window)
            guard case .success(var scorer) = scorer else { return }
            // So that the scorer is not copied.
            self.scorer = .failure(.namesNobody)
            scorer.add(window)
            self.scorer = .success(scorer)
        }
    }

    /// A trial before the first window.
    ///
    /// - Parameters:
    ///   - name: the session's name, unique among its owner's.
    ///   - standard: what it is scored against.
    ///   - policy: whether it is held back from learning; `nil` where nothing is learnt.
    init(of name: String, against standard: OwnerBook.Standard, policy: LearningPolicy?) {
        self.init(of: SessionSketches(session: name), against: standard, policy: policy)
    }

    /// A trial of a session of which `sketches` has all windows, but for those that `standard` has scored.
    init(of sketches: SessionSketches, against standard: OwnerBook.Standard, policy: LearningPolicy?) {
        self.sketches = sketches
        self.standard = standard
        self.policy = policy
    }

    /// Takes the session's next window in a modality.
    mutating func add(_ window: SessionWindow, of modality: Modality) {
        if policy != nil { sketches.add(window, of: modality) }
        score(window, of: modality)
    }

    /// Takes the session's next window in a modality, which is in the sketch already.
    mutating func score(_ window: SessionWindow, of modality: Modality) {
        scorers[modality, default: ModalityScorers(standard[modality])].add(window)
    }

    /// The outcome at the end of the session.
    ///
    /// - Parameters:
    ///   - session: all its windows and samples in the modalities that have a say.
    ///   - circumstances: what is known of its circumstances.
    ///   - summary: what is known of its recording.
    mutating func outcome(
        of session: ModalityMap<SessionSketcher>,
        _ circumstances: SessionCircumstances?,
        _ summary: RecordingSummary
    ) -> SessionReport.Outcome {
        sketches.keep(only: summary.tellingModalities)
        var scored = ModalityMap<Assessment>()
        var scoredOnOwn = ModalityMap<Assessment>()
        var reason: NotScored?
        session.forEach { modality, session in
            sketches.setGestureCount(session.gestureCount, of: modality)
            // First, because no baseline would make up for it.
            guard session.sampleCount >= SessionReport.fewestSamples else { return }
            let scorers = scorers[modality] ?? ModalityScorers(standard[modality])
            switch scorers.scorer {
            case .failure(let failure):
                reason = reason ?? failure
                scoredOnOwn[modality] = scorers.ownScorer?.assess(session.total, gestureCount: session.gestureCount)
            case .success(let scorer):
                scored[modality] = scorer.assess(session.total, gestureCount: session.gestureCount)
            }
        }
        scored.begin(after: { summary.leads[$0] ?? 0 })
        if standard.combination[.commands] != .off { sketches.commands = summary.commands.learnable }
        let context = SessionContext(circumstances, commands: summary.commands)
        var verdict = standard.verdict(on: scored, context)
        verdict?.assessment.beginCommands(at: summary.start)
        let judged = scored.isEmpty ? standard.verdict(on: scoredOnOwn, context) : verdict
        isHeldBack = judged.map(holdsBack) ?? false
        guard let verdict else { return .notScored(reason ?? .tooShort(session)) }
        if verdict.assessment.modalities.isEmpty { handMissing = reason ?? .tooShort(session) }
        return .scored(verdict.assessment, verdict.standing(isQuarantined: isHeldBack))
    }

    /// By what the hand did, where there is anything of that. Somebody is on a new host or takes up a new program now and then,
    /// and always would were it not learnt: what was entered holds back what is far out, and so does everything together with
    /// what the hand did; circumstances alone hold back nothing.
    private func holdsBack(_ verdict: OwnerBook.Verdict) -> Bool {
        guard let policy else { return false }
        let ofHand = verdict.assessment.ofHand(by: standard.combination)
        let isProvisional = verdict.standing(isQuarantined: false).isProvisional
        guard let ofHand else {
            let ofCommands = verdict.assessment.commands?.tailProbability ?? 1
            return policy.holdsBack(tailProbability: ofCommands, isProvisional: true)
        }
        return policy.holdsBack(tailProbability: ofHand.tailProbability, isProvisional: isProvisional)
            || policy.holdsBack(tailProbability: verdict.assessment.tailProbability, isProvisional: true)
    }
}

extension OwnerBook {
    /// What the modalities of a session come to together, and what that stands on.
    struct Verdict {
        var assessment: SessionAssessment
        /// How much is known of the owner in the modality with the most evidence.
        var confidence: Confidence

        func standing(isQuarantined: Bool) -> SessionReport.Standing {
            SessionReport.Standing(
                baselineSessions: confidence.sessions,
                baselineWindows: confidence.windows,
                isQuarantined: isQuarantined
            )
        }
    }
}

extension OwnerBook.Standard {
    /// What the modalities and the context of a session come to together; `nil` where none says anything.
    ///
    /// One in which so little is known of the owner that no alarm may be raised on it has no say beside one in which enough
    /// is known.
    func verdict(on assessments: ModalityMap<Assessment>, _ context: SessionContext) -> OwnerBook.Verdict? {
        let fewest = SessionReport.Standing.fewestSessions
        let firm = assessments.compactMap { self[$0].confidence.sessions >= fewest ? $1 : nil }
        let assessment = SessionAssessment(
            firm.isEmpty ? assessments : firm,
            self.context.assess(context),
            by: combination
        )
        guard let assessment else { return nil }
        let confidence =
            assessment.strongest.map { self[$0.modality].confidence }
            ?? OwnerBook.Confidence(
                sessions: assessment.commands?.sessions ?? assessment.circumstances?.sessions ?? 0,
                windows: 0
            )
        return OwnerBook.Verdict(assessment: assessment, confidence: confidence)
    }
}

extension ModalityMap<Assessment> {
    /// Lets times count from the recording's first event, so many ms before the first that counts in a modality.
    mutating func begin(after lead: (Modality) -> Int64) {
        update { modality, assessment in
            assessment.segment?.start += lead(modality)
            assessment.segment?.end += lead(modality)
        }
    }
}

extension NotScored {
    /// The same, but where a session is too short what kept it from being longer, if that is known.
    func explained(by reason: NotScored?) -> NotScored {
        if let reason, case .tooShort = self { reason } else { self }
    }

    /// That there is too little of a session in any modality, with what there is in the one that has most.
    static func tooShort(_ session: ModalityMap<SessionSketcher>) -> NotScored {
        let most = session.values.max { $0.sampleCount < $1.sampleCount }
        return .tooShort(gestures: most?.gestureCount ?? 0, samples: most?.sampleCount ?? 0)
    }
}
