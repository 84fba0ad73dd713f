/// How the evidence of voices goes together in legal sessions: its covariance for each two of them.
///
/// What is assumed counts for as much as `priorSessions`; the rest is learnt from the box's own sessions.
public struct Dependence: Sendable, Equatable {
    /// What was seen of two voices.
    public struct Sum: Sendable, Equatable {
        /// The most sessions: then the sum is halved, so that what was long ago counts for less.
        public static let mostSessions = 4_096

        /// In how many sessions both said something.
        public private(set) var sessions: Int
        /// The sum of the products of their deviations from the mean, in thousandths of nats².
        public private(set) var products: Int64

        /// A sum that was kept; `nil` where it can be none.
        public init?(sessions: Int, products: Int64) {
            let most = Int64(Self.mostSessions) * 9_000
            guard (0..<Self.mostSessions).contains(sessions), (-most...most).contains(products) else { return nil }
            self.sessions = sessions
            self.products = products
        }

        fileprivate init() {
            sessions = 0
            products = 0
        }

        fileprivate mutating func add(_ product: Double) {
            sessions += 1
            products += Int64((product * 1_000).rounded())
            guard sessions == Self.mostSessions else { return }
            sessions /= 2
            products /= 2
        }
    }

    /// So many sessions what is assumed counts for.
    public static let priorSessions = 50.0
    /// Evidence counts for at most so many nats, so that no session decides alone.
    private static let mostEvidence = 4.0

    /// What was seen of each two voices that ever said something of the same session.
    public var sums: [VoicePair: Sum] = [:]

    /// What is assumed, and nothing learnt.
    public init() {}

    /// The covariance that is assumed of two voices. What sets somebody's sitting apart from others shows in all that the hand
    /// does; when and where it was, and what was entered, depends on neither.
    static func assumed(_ pair: VoicePair) -> Double {
        pair.first.modality != nil && pair.second.modality != nil ? 0.25 : 0
    }

    /// The covariance of the evidence of two voices in a legal session, in nats², from 0 to 1.
    public subscript(one: Voice, other: Voice) -> Double {
        let pair = VoicePair(one, other)
        let assumed = Self.assumed(pair) * Self.priorSessions
        guard let sum = sums[pair] else { return assumed / Self.priorSessions }
        let mean = (assumed + Double(sum.products) / 1_000) / (Self.priorSessions + Double(sum.sessions))
        return min(max(mean, 0), 1)
    }

    /// V: the variance of the sum of the evidence of `voices` in a legal session.
    public func variance(of voices: [Voice]) -> Double {
        var variance = Double(voices.count)
        for (index, one) in voices.enumerated() {
            for other in voices[..<index] { variance += 2 * self[one, other] }
        }
        return variance
    }

    /// Learns from what voices said of a session that is taken for its owner's.
    ///
    /// - Parameter isNew: whether two voices are among those for which the session was not learnt before.
    public mutating func learn(_ voices: [VoiceEvidence], where isNew: (VoicePair) -> Bool = { _ in true }) {
        for (index, one) in voices.enumerated() {
            for other in voices[..<index] where isNew(VoicePair(one.voice, other.voice)) {
                let product = Self.deviation(one.evidence) * Self.deviation(other.evidence)
                sums[VoicePair(one.voice, other.voice), default: Sum()].add(product)
            }
        }
    }

    /// By how much evidence lies above the mean that it has in legal sessions.
    private static func deviation(_ evidence: Double) -> Double { min(max(evidence, 0), mostEvidence) - 1 }
}

/// Two voices, in the order of `Voice.all`.
public struct VoicePair: Sendable, Hashable {
    /// The one that comes first.
    public let first: Voice
    /// The other.
    public let second: Voice

    /// Two voices in either order.
    public init(_ one: Voice, _ other: Voice) {
        (first, second) = one.order <= other.order ? (one, other) : (other, one)
    }

    /// All that there are.
    public static let all = Voice.all.enumerated().flatMap { index, one in
        Voice.all[..<index].map { VoicePair(one, $0) }
    }
}

extension Voice {
    fileprivate var order: Int { Self.all.firstIndex(of: self) ?? 0 }
}
