import Agent
import Evaluation
import Gestures
import Recordings
import Scoring

/// Why a session stands where it does on the list: in words, and in numbers with which the score can be recomputed.
struct SessionExplanation {
    /// The whole text.
    let text: String

    /// - Parameter scored: how many sessions on the list have a score.
    init(_ session: PublishedSession, among scored: Int) {
        var lines = Self.heading(session, among: scored)
        if let evidence = session.evidence {
            lines += Self.meaning(session) + Self.reasons(session, evidence)
            if let device = evidence.device { lines += DeviceExplanation(device, beside: evidence).lines }
            lines += Self.arithmetic(evidence)
        } else if let reason = session.reason {
            lines.append("It has no score: \(reason).")
        }
        lines += Self.events(session.events ?? [])
        lines += Self.tags(session.tags ?? [])
        if !session.remarks.isEmpty {
            lines += ["", "The recording itself:"] + session.remarks.map { "  \($0)" }
        }
        text = lines.map { printable($0) + "\n" }.joined()
    }

    private static func heading(_ session: PublishedSession, among scored: Int) -> [String] {
        var lines = ["\(session.path): session \(session.session ?? "–") of \(session.user ?? "nobody who is named")"]
        var facts = [session.state.rawValue]
        if let rank = session.rank { facts.append("rank \(rank) of \(scored)") }
        if let start = session.start { facts.append("from \(start)") }
        if let end = session.end { facts.append("to \(end)" + (session.dating == .file ? " by its file's date" : "")) }
        if let length = session.durationMs { facts.append("\(MinutesAndSeconds.text(length)) long") }
        if let gestures = session.gestures { facts.append("\(gestures) gestures") }
        lines.append(facts.joined(separator: ", "))
        if let circumstances = session.circumstances, !circumstances.isEmpty {
            lines.append(circumstances.map(\.words).joined(separator: ", "))
        }
        return lines + [""]
    }

    private static func meaning(_ session: PublishedSession) -> [String] {
        guard let score = session.score, let oneIn = session.oneIn, let band = session.band else { return [] }
        let rarity = String(fixedPoint: oneIn, decimals: oneIn < 10 ? 1 : 0)
        var lines = [
            "Score \(String(fixedPoint: score, decimals: 1)), band \(band): of the owner's own sessions one in \(rarity) looks "
                + "as unusual."
        ]
        if let first = session.firstScore, first != score {
            lines.append("After the first window the score was \(String(fixedPoint: first, decimals: 1)).")
        }
        if let baseline = session.baseline {
            let windows = baseline.windows > 0 ? " with \(baseline.windows) windows" : ""
            lines.append(
                "It stands on \(baseline.sessions) sessions of the owner's\(windows)."
                    + (session.isProvisional == true ? " That is little: raise no alarm on it." : "")
            )
        }
        if session.isQuarantined == true { lines.append("It is held back from learning, because it stands out.") }
        if let missing = session.reason { lines.append("Of what the hand did nothing can be said: \(missing).") }
        if let period = session.evidence?.mostUnusualPeriod {
            lines.append(
                "Begin to watch at \(MinutesAndSeconds.text(period.lowerBound)): the most unusual stretch goes on to "
                    + "\(MinutesAndSeconds.text(period.upperBound))."
            )
        }
        return lines
    }

    private static func reasons(_ session: PublishedSession, _ evidence: PublishedSession.Evidence) -> [String] {
        guard let reasons = session.reasons, !reasons.isEmpty else { return [] }
        var lines: [String] = []
        let ofModalities = reasons.filter { $0.modality.modality != nil }
        if !ofModalities.isEmpty { lines += ["", "What differs from the owner, and its part of s:"] }
        for found in evidence.modalities {
            if evidence.modalities.count > 1 { lines.append("  in \(found.modality.words):") }
            lines += ofModalities.filter { $0.modality == .modality(found.modality) }.map(line)
        }
        if let pointer = evidence.modalities.first(where: { $0.modality == .pointer }) {
            let share = String(fixedPoint: 100 * pointer.handShare, decimals: 0)
            lines.append(
                "Of the pointer's distance in averages \(share) % come from the hand, the rest from the line and the recorder."
            )
        }
        let ofCommands = reasons.filter { $0.modality == .commands }
        if !ofCommands.isEmpty {
            lines += ["", "What differs in what was entered, and its part of s:"] + ofCommands.map(line)
        }
        let ofCircumstances = reasons.filter { $0.modality == .circumstances }
        if !ofCircumstances.isEmpty {
            lines +=
                ["", "What is rare of when and where it was, and its part of the surprise:"] + ofCircumstances.map(line)
        }
        return lines
    }

    private static func line(_ reason: PublishedSession.Reason) -> String {
        "  \(signed(reason.contribution))  \(reason.words) (\(reason.feature))"
    }

    private static func arithmetic(_ evidence: PublishedSession.Evidence) -> [String] {
        let steps = ScoreArithmetic(evidence)
        let isOne = evidence.voices.count == 1
        var lines = ["", "How the score comes about:"]
        for (found, steps) in zip(evidence.modalities, steps.modalities) {
            if !isOne { lines.append("  in \(found.modality.words):") }
            lines += arithmetic(found, steps)
        }
        if let commands = evidence.commands {
            if !isOne { lines.append("  in what was entered:") }
            lines += arithmetic(commands)
        }
        if let circumstances = evidence.circumstances {
            if !isOne { lines.append("  in when and where it was:") }
            lines += arithmetic(circumstances)
        }
        if !isOne { lines += combination(evidence, steps) }
        lines.append("  p        = exp(-\(number(evidence.combined))) = \(String(fixedPoint: steps.p, decimals: 9))")
        lines.append("  score    = 100 (1 - 2^(ln p / ln 1000)) = \(String(fixedPoint: steps.score, decimals: 2))")
        return lines
    }

    private static func arithmetic(_ evidence: PublishedSession.CircumstanceEvidence) -> [String] {
        let parts = evidence.parts.map { "\($0.kind.identifier) \(signed($0.surprise))" }.joined(separator: ", ")
        return [
            "  surprise = \(number(evidence.surprise)): \(parts)",
            "  e        = \(number(evidence.evidence)) = -ln((1 + \(evidence.moreUnusual) + \(evidence.asUnusual) / 2) / "
                + "(1 + \(evidence.sessions))): of \(evidence.sessions) sessions of the owner's \(evidence.moreUnusual) are more "
                + "surprising among the others, and \(evidence.asUnusual) as much",
        ]
    }

    private static func arithmetic(_ evidence: PublishedSession.CommandEvidence) -> [String] {
        let parts = evidence.parts.map { "\($0.part.rawValue) \(signed($0.contribution))" }.joined(separator: ", ")
        var lines = [
            "  s        = \(parts), and \(signed(evidence.usual)), which makes that of the owner's median 0",
            "  the whole session: " + stretch(evidence.whole),
        ]
        guard let segment = evidence.segment else {
            return lines + ["  e        = \(number(evidence.evidence)) = -ln p"]
        }
        let last = segment.firstCommand + segment.stretch.commands
        lines += [
            "  commands \(segment.firstCommand + 1) to \(last): " + stretch(segment.stretch),
            "  e        = \(number(evidence.evidence)) = -ln(1 - (1 - q)^2), where q is the less of the whole's p and of "
                + "1 - (1 - p)^\(evidence.windows), for the most unusual of \(evidence.windows) windows",
        ]
        return lines
    }

    private static func stretch(_ stretch: PublishedSession.CommandStretch) -> String {
        "s = \(number(stretch.s))  p = \(String(fixedPoint: stretch.p, decimals: 9)) = (\(stretch.asUnusual) + 16 / (1 + e^s)) / "
            + "(\(stretch.compared) + 16), with \(stretch.compared) of the owner's windows"
    }

    private static func arithmetic(
        _ evidence: PublishedSession.ModalityEvidence,
        _ steps: ModalityArithmetic
    ) -> [String] {
        var lines = ["  the whole session                " + stretch(evidence.whole)]
        if let segment = evidence.segment {
            let windows = "windows \(segment.firstWindow + 1) and \(segment.firstWindow + 2)"
            let padding = String(repeating: " ", count: max(33 - windows.count, 1))
            lines.append("  \(windows)\(padding)" + stretch(segment.stretch))
        }
        lines.append("  with s = a + \(steps.weightOfB) b + c")
        if let segment = evidence.segment, let ofSegments = steps.ofSegments, let allowance = evidence.allowance {
            lines.append(
                "  t        = \(number(segment.stretch.t)) - \(number(allowance)) = \(number(ofSegments)) for the most unusual "
                    + "of \(evidence.segments) segments, less what chance gives it"
            )
            lines.append("  t        = \(number(steps.t)), the larger of that and of the whole's")
        } else {
            lines.append("  t        = \(number(steps.t)), the whole's: the session has too few segments to count")
        }
        lines.append(
            "  e        = \(number(evidence.evidence)) = -ln of the share of the owners' own stretches with such a t"
        )
        return lines
    }

    private static func combination(_ evidence: PublishedSession.Evidence, _ steps: ScoreArithmetic) -> [String] {
        var lines = ["  together:"]
        switch steps.rule {
        case .evidence:
            let sum = evidence.voices.map { number($0.evidence) }.joined(separator: " + ")
            lines += [
                "  x        = \(sum), of k = \(evidence.voices.count)",
                "  v        = \(number(steps.variance)), the variance of x in legal sessions, from how the \(evidence.voices.count) "
                    + "depend on each other",
                "  e        = -ln Q(k^2 / v, k x / v) = \(number(steps.together)), with Q the incomplete gamma function",
            ]
        case .trimmedMean:
            lines += [
                "  m        = \(number(steps.meanScore)), the average of the scores, without the highest and the "
                    + "lowest of three or more",
                "  e        = -(ln 1000) log2(1 - m / 100) = \(number(steps.together))",
            ]
        }
        if let trusted = steps.trusted {
            lines.append(
                "  e        = \(number(steps.combined)), the larger of that and of what is trusted, \(number(trusted))"
            )
        }
        return lines
    }

    private static func events(_ events: [InterestingEvent]) -> [String] {
        guard !events.isEmpty else { return [] }
        let lines = events.map { event in
            let times = event.count == 1 ? "once" : "\(event.count) times"
            let place = event.subject == .command ? "entered" : "in a window's title"
            return "  \(event.name): \(place) \(times), first at \(MinutesAndSeconds.text(event.firstMs))"
        }
        return ["", "Of the events that the configuration names, which change neither the score nor what is learnt:"]
            + lines
    }

    private static func tags(_ tags: [SessionTag]) -> [String] {
        guard !tags.isEmpty else { return [] }
        let lines = tags.map { tag in
            let figures = "\(decimal(tag.statistic)), threshold \(decimal(tag.threshold)), n = \(tag.count)"
            return "  \(tag.words) (\(tag.test.rawValue): \(figures))"
        }
        return ["", "Is a human there? Perhaps a program, which changes neither the score nor what is learnt:"] + lines
    }

    private static func decimal(_ value: Double) -> String {
        String(fixedPoint: value, decimals: value == value.rounded() ? 0 : 3)
    }

    private static func stretch(_ stretch: PublishedSession.Stretch) -> String {
        var figures = [("a", stretch.a), ("b", stretch.b)]
        if let c = stretch.c { figures.append(("c", c)) }
        figures += [("s", stretch.s), ("t", stretch.t), ("e", stretch.e)]
        return figures.map { "\($0) = \(number($1))" }.joined(separator: "  ")
    }

    private static func number(_ value: Double) -> String { String(fixedPoint: value, decimals: 5) }

    private static func signed(_ value: Double) -> String {
        let text = String(fixedPoint: value, decimals: 2)
        return value < 0 ? text : "+" + text
    }
}

extension Circumstance {
    /// What is known, and from where.
    fileprivate var words: String {
        switch origin {
        case .recording: "\(kind.rawValue) \(value), says the recording"
        case .sideFile: "\(kind.rawValue) \(value), says the file beside it"
        case .fileName: "\(kind.rawValue) \(value), says its file's name"
        case .path: "\(kind.rawValue) \(value), says its path"
        }
    }
}
