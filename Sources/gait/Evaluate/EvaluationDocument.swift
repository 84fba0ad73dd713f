import Evaluation
import Experiments
import Scoring

/// The figures of an evaluation, as `gait evaluate` prints them.
struct EvaluationDocument: Encodable {
    var auc: Double?
    var aucPerUser: Double?
    var eer: Double?
    var tprAtOnePercent: Double?
    var tprAtFivePercent: Double?
    var ksUniform: Double?
    var falsePositiveRate: Double?
    var aucByGestures: [String: Double]?
    var byBaselineSessions: [String: SmallBaseline]?
    var legalMedian: LegalMedian?
    var takeover: Takeover?
    var sessions: Int
    var notScored: Int
    /// How many labels stand for no recording; `nil` without labels.
    var labelsUnmatched: Int?
    var seconds = 0.0
    var peakResidentBytes: Int64 = 0
    var scores: [Score]

    /// What a small baseline gives.
    struct SmallBaseline: Encodable {
        var auc: Double
        var falsePositiveRate: Double

        enum CodingKeys: String, CodingKey {
            case auc
            case falsePositiveRate = "fpr_at_p_0.05"
        }
    }

    /// The median standardised score T of owners' own sessions, by length in gestures; all should be near 0.
    struct LegalMedian: Encodable {
        var under40: Double?
        var from40To80: Double?
        var over80: Double?
        /// The baseline sessions, each held out in turn.
        var heldOut: Double?
        /// Their median tail probability, which should be 0.5.
        var heldOutTailProbability: Double?

        enum CodingKeys: String, CodingKey {
            case under40 = "under_40"
            case from40To80 = "40_to_80"
            case over80 = "over_80"
            case heldOut = "held_out"
            case heldOutTailProbability = "held_out_p"
        }
    }

    /// How owners' sessions that somebody else takes over in the middle rank among owners' own labelled sessions.
    struct Takeover: Encodable {
        var sessions: Int
        /// The share of owners' own sessions ranked below, on average over owners.
        var meanPercentile: Double
        var percentileByOwner: [String: Double]

        enum CodingKeys: String, CodingKey {
            case sessions
            case meanPercentile = "mean_percentile"
            case percentileByOwner = "percentile_by_owner"
        }
    }

    /// One trial.
    struct Score: Encodable {
        var path: String
        var session: String
        var user: String
        var isIllegal: Bool
        var gestures: Int
        var evidence: Double?
        var s: Double?
        var t: Double?
        var p: Double?
        var score: Double?

        enum CodingKeys: String, CodingKey {
            case path, session, user, gestures, evidence, s, t, p, score
            case isIllegal = "is_illegal"
        }
    }

    enum CodingKeys: String, CodingKey {
        case auc, eer, sessions, seconds, scores
        case aucPerUser = "auc_per_user"
        case tprAtOnePercent = "tpr_at_fpr_0.01"
        case tprAtFivePercent = "tpr_at_fpr_0.05"
        case ksUniform = "ks_uniform"
        case falsePositiveRate = "fpr_at_p_0.05"
        case aucByGestures = "auc_by_gestures"
        case byBaselineSessions = "by_baseline_sessions"
        case legalMedian = "legal_median"
        case takeover
        case notScored = "not_scored"
        case labelsUnmatched = "labels_unmatched"
        case peakResidentBytes = "peak_rss_bytes"
    }

    /// - Throws: `EvaluationError` where a score is not a number.
    init(_ trials: [LabelledTrial]) throws {
        let curve = try ROCCurve(trials.scores)
        auc = curve?.areaUnderCurve
        eer = curve?.equalErrorRate
        tprAtOnePercent = curve?.truePositiveRate(atFalsePositiveRate: 0.01)
        tprAtFivePercent = curve?.truePositiveRate(atFalsePositiveRate: 0.05)
        aucPerUser = try PerUserAUC(
            trials.compactMap { trial in
                trial.assessment.map {
                    (trial.claimedUser, LabelledScore(score: $0.evidence, isIllegal: trial.isIllegal))
                }
            }
        ).mean
        ksUniform = try kolmogorovSmirnovDistanceFromUniform(trials.legalTailProbabilities)
        falsePositiveRate = trials.falsePositiveRate(atTailProbability: 0.05)
        sessions = trials.count
        notScored = trials.count { $0.assessment == nil }
        scores = trials.map { trial in
            Score(
                path: trial.path,
                session: trial.session,
                user: trial.claimedUser,
                isIllegal: trial.isIllegal,
                gestures: trial.gestureCount,
                evidence: trial.assessment?.evidence,
                s: trial.assessment?.strongest?.assessment.whole.sum,
                t: trial.assessment?.strongest?.assessment.whole.standardised,
                p: trial.assessment?.tailProbability,
                score: trial.assessment?.score
            )
        }
    }

    /// The figures for a person.
    var text: String {
        var lines = [
            "sessions                    \(sessions), of which \(notScored) could not be scored",
            "AUC                         \(figure(auc)); mean per user \(figure(aucPerUser))",
            "equal error rate            \(figure(eer))",
            "found at 1 % false alarms   \(figure(tprAtOnePercent)); at 5 % \(figure(tprAtFivePercent))",
            "owners' own at p ≤ .05      \(figure(falsePositiveRate)); KS distance from uniform \(figure(ksUniform))",
        ]
        for (gestures, auc) in (aucByGestures ?? [:]).sorted(by: { Int($0.key) ?? 0 < Int($1.key) ?? 0 }) {
            lines.append("AUC, first \(gestures) gestures       \(figure(auc))")
        }
        for (count, figures) in (byBaselineSessions ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append(
                "AUC, \(count) baseline session(s)  \(figure(figures.auc)); owners' own at p ≤ .05 "
                    + figure(figures.falsePositiveRate)
            )
        }
        if let takeover {
            lines.append("taken over in the middle    above \(figure(takeover.meanPercentile)) of owners' own sessions")
        }
        lines.append(
            "time and peak memory        \(figure(seconds)) s, \(peakResidentBytes / 1_048_576) MiB"
        )
        return lines.joined(separator: "\n") + "\n"
    }

    private func figure(_ value: Double?) -> String {
        value.map { String(fixedPoint: $0, decimals: 4) } ?? "–"
    }
}
