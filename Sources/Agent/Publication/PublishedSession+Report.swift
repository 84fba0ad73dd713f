import Gestures
import Scoring
import Statistics

extension PublishedSession {
    /// The row of a session without its rank.
    ///
    /// - Parameters:
    ///   - report: what is known of the session, all of it or so far.
    ///   - isOpen: whether it is still being recorded.
    ///   - firstScore: the score that it had first, where scores are renewed while it is recorded.
    public init(_ report: SessionReport, isOpen: Bool = false, firstScore: Double? = nil) {
        path = report.path.description
        user = report.user
        session = report.session
        circumstances = report.circumstances.worthTelling
        start = report.start
        end = report.end
        dating = report.dating
        remarks = report.remarks
        switch report.outcome {
        case .unreadable(let error):
            state = .unreadable
            reason = error.description
            return
        case .notScored(let cause):
            state = isOpen ? .open : .notScored
            reason = cause.description
        case .scored(let assessment, let standing):
            state = isOpen ? .open : standing.isQuarantined ? .quarantined : .closed
            self.firstScore = firstScore
            isProvisional = standing.isProvisional
            isQuarantined = standing.isQuarantined
            baseline = Baseline(sessions: standing.baselineSessions, windows: standing.baselineWindows)
            reasons = Self.reasons(assessment)
            reason = report.handMissing?.description
            take(assessment)
        }
        tags = report.tags.isEmpty ? nil : report.tags
        events = report.events.isEmpty ? nil : report.events
        durationMs = report.duration
        gestures = report.gestureCount
    }

    /// What stands out, of the voice with the most evidence first.
    private static func reasons(_ assessment: SessionAssessment) -> [Reason] {
        var found = assessment.modalities.map { found in
            (
                evidence: found.assessment.evidence,
                reasons: found.assessment.reasons.map { Reason($0, in: found.modality) }
            )
        }
        if let commands = assessment.commands { found.append((commands.evidence, commands.reasons)) }
        if let circumstances = assessment.circumstances {
            found.append((circumstances.evidence, circumstances.reasons))
        }
        return found.sorted(descendingBy: \.evidence).flatMap(\.reasons)
    }

    private mutating func take(_ assessment: SessionAssessment) {
        score = assessment.score
        band = assessment.band.rawValue
        s = assessment.strongest?.assessment.whole.sum
        p = assessment.tailProbability
        oneIn = 1 / assessment.tailProbability
        evidence = Evidence(assessment)
    }
}

extension PublishedSession.Reason {
    fileprivate init(_ reason: Scoring.Reason, in modality: Modality) {
        self.modality = .modality(modality)
        feature = modality.space.features[reason.feature].identifier
        words = reason.words(in: modality.space)
        contribution = reason.contribution
    }
}

extension PublishedSession.Evidence {
    fileprivate init(_ assessment: SessionAssessment) {
        combined = assessment.evidence
        circumstances = assessment.circumstances.map(PublishedSession.CircumstanceEvidence.init)
        commands = assessment.commands.map(PublishedSession.CommandEvidence.init)
        variance = assessment.voices.count > 1 ? assessment.variance : nil
        modalities = assessment.modalities.map { PublishedSession.ModalityEvidence($0) }
        rule = assessment.rule == .evidence ? nil : assessment.rule
    }
}

extension PublishedSession.CircumstanceEvidence {
    fileprivate init(_ assessment: CircumstanceAssessment) {
        evidence = assessment.evidence
        isTrusted = assessment.isTrusted ? true : nil
        sessions = assessment.sessions
        moreUnusual = assessment.moreUnusual
        asUnusual = assessment.asUnusual
        surprise = assessment.surprise
        parts = assessment.parts
    }
}

extension PublishedSession.CommandEvidence {
    fileprivate init(_ assessment: CommandAssessment) {
        evidence = assessment.evidence
        isTrusted = assessment.isTrusted
        sessions = assessment.sessions
        baselineCommands = assessment.baselineCommands
        whole = PublishedSession.CommandStretch(assessment.whole)
        segment = assessment.segment.map { segment in
            PublishedSession.CommandSegment(
                firstCommand: segment.firstCommand,
                startMs: segment.start,
                endMs: segment.end,
                stretch: PublishedSession.CommandStretch(segment.stretch)
            )
        }
        windows = assessment.windowCount
        different = assessment.different
        new = assessment.new
        newToBox = assessment.newToBox
        parts = assessment.parts
        usual = assessment.usual
    }
}

extension PublishedSession.CommandStretch {
    fileprivate init(_ stretch: CommandAssessment.Stretch) {
        commands = stretch.commands
        s = stretch.sum
        asUnusual = stretch.asUnusual
        compared = stretch.compared
        p = stretch.tailProbability
    }
}

extension PublishedSession.ModalityEvidence {
    fileprivate init(_ found: SessionAssessment.ModalityAssessment) {
        let assessment = found.assessment
        modality = found.modality
        isTrusted = found.isTrusted ? true : nil
        evidence = assessment.evidence
        whole = PublishedSession.Stretch(assessment.whole)
        segment = assessment.segment.map { segment in
            PublishedSession.Segment(
                firstWindow: segment.firstWindow,
                gestures: segment.gestureCount,
                startMs: segment.start,
                endMs: segment.end,
                stretch: PublishedSession.Stretch(segment.stretch)
            )
        }
        segments = assessment.segmentCount
        allowance = assessment.allowance
        baselineSessions = assessment.baselineSessions
        handShare = assessment.handShare
        device = assessment.device.map { PublishedSession.DeviceEvidence($0) }
    }
}

extension PublishedSession.Stretch {
    fileprivate init(_ stretch: StretchEvidence) {
        a = stretch.moments
        b = stretch.typicality
        c = stretch.population
        s = stretch.sum
        t = stretch.standardised
        e = stretch.evidence
    }
}
