import Glibc
public import Profiles

/// How the evidence of voices goes together in an owner's own sessions: its covariance for each two of them.
///
/// What is assumed counts for as much as `priorSessions`; the rest is learnt from the sessions that the owner's profile knows, so that
/// it depends on nobody else's.
public struct Dependence: Sendable, Equatable {
    /// So many sessions what is assumed counts for.
    public static let priorSessions = 50.0
    /// Evidence counts for at most so many nats: no session decides alone, and little is missing because those that stand out are
    /// not learnt.
    private static let mostEvidence = 2.0

    /// What was seen of two voices.
    private struct Sum: Sendable, Equatable {
        /// In how many sessions both said something.
        var sessions = 0.0
        /// The sum of the products of their deviations from the mean, in nats².
        var products = 0.0
    }

    private var sums: [VoicePair: Sum] = [:]

    /// What is assumed, and nothing learnt.
    public init() {}

    /// Learns from what voices said of each of the owner's sessions.
    public init(in sessions: [[SketchedEvidence]]) {
        for session in sessions {
            let known = session.compactMap { said in
                Voice(named: said.voice).map { (voice: $0, deviation: Self.deviation(said.thousandths)) }
            }
            for (index, one) in known.enumerated() {
                for other in known[..<index] where other.voice != one.voice {
                    sums[VoicePair(one.voice, other.voice), default: Sum()].sessions += 1
                    sums[VoicePair(one.voice, other.voice), default: Sum()].products += one.deviation * other.deviation
                }
            }
        }
    }

    /// The covariance that is assumed of two voices. What sets somebody's sitting apart from others shows in all that the hand
    /// does; when and where it was, and what was entered, depends on neither.
    private static func assumed(_ pair: VoicePair) -> Double {
        pair.first.modality != nil && pair.second.modality != nil ? 0.25 : 0
    }

    /// The covariance of the evidence of two voices in a legal session, in nats², from 0 to 1.
    public subscript(one: Voice, other: Voice) -> Double {
        let pair = VoicePair(one, other)
        let sum = sums[pair] ?? Sum()
        let mean = (Self.assumed(pair) * Self.priorSessions + sum.products) / (Self.priorSessions + sum.sessions)
        // So that no processor's mathematics library decides an order.
        return (min(max(mean, 0), 1) * 1_000).rounded() / 1_000
    }

    /// V: the variance of the sum of the evidence of `voices` in a legal session.
    public func variance(of voices: [Voice]) -> Double {
        var variance = Double(voices.count)
        for (index, one) in voices.enumerated() {
            for other in voices[..<index] { variance += 2 * self[one, other] }
        }
        return variance
    }

    /// By how many standard deviations evidence lies above the mean that it has in legal sessions, both of what counts of it:
    /// min(X, m) of an exponential X has the mean 1 − e^−m and the second moment 2 − 2 (1 + m) e^−m.
    private static func deviation(_ thousandths: Int) -> Double {
        let rest = exp(-mostEvidence)
        let mean = 1 - rest
        let deviation = (2 - 2 * (1 + mostEvidence) * rest - mean * mean).squareRoot()
        return (min(Double(thousandths) / 1_000, mostEvidence) - mean) / deviation
    }
}

extension SketchedEvidence {
    /// What a voice said.
    public init(_ said: VoiceEvidence) { self.init(voice: said.voice.name, evidence: said.evidence) }
}

/// Two voices, in the order of `Voice.all`.
private struct VoicePair: Sendable, Hashable {
    let first: Voice
    let second: Voice

    init(_ one: Voice, _ other: Voice) {
        (first, second) = one.order <= other.order ? (one, other) : (other, one)
    }
}

extension Voice {
    fileprivate var order: Int { Self.all.firstIndex(of: self) ?? 0 }
}
