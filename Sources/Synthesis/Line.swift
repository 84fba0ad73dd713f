/// The way of a report from the device to the recorder: what is sampled, what is left out, and what is stamped when.
struct Line: Sendable {
    /// Time between two reports of the device, in µs.
    let reportInterval: Int64
    /// Resolution of the client's clock, in µs: its stamps are whole ticks, rounded down to ms.
    let clientTick: Int64
    /// Shortest time between two movements sent, in µs; 0 where every one is sent.
    let coalescing: Int64
    /// Time that the client gathers events before it sends them in one packet, in µs; 0 where it does not.
    let gathering: Int64
    /// Probability that the first of the movements coalesced is sent too.
    let doubling: Double
    /// How much faster the recorder's clock runs, in µs for each s.
    let drift: Int64
    /// Median delay between the client and the recorder, in µs.
    let latency: Double

    /// The kinds of line there are.
    enum Kind: CaseIterable {
        /// A remote desktop that sends about nine movements a second.
        case coalescing
        /// A remote desktop that sends a movement with each tick of the client's clock, in packets.
        case everyTick
        /// A remote desktop that sends every report of the device, in packets.
        case everyReport
        /// A recorder on the computer itself.
        case local

        /// How common they are.
        var share: Double {
            switch self {
            case .coalescing: 0.76
            case .everyTick: 0.12
            case .everyReport: 0.06
            case .local: 0.06
            }
        }
    }

    /// Somebody's line.
    init(using random: inout Xoshiro256) {
        let kind = Kind.allCases[random.index(weights: Kind.allCases.map(\.share))]
        self.init(kind: kind, using: &random)
    }

    /// A line of a given kind.
    init(kind: Kind, using random: inout Xoshiro256) {
        switch kind {
        case .coalescing:
            reportInterval = 8_000
            coalescing = Int64(random.uniform(103_000, 108_000))
            gathering = 0
            doubling = random.uniform(0.03, 0.15)
        case .everyTick:
            reportInterval = 15_625
            coalescing = 0
            gathering = Int64(random.uniform(95_000, 110_000))
            doubling = 0
        case .everyReport:
            reportInterval = 8_000
            coalescing = 0
            gathering = Int64(random.uniform(95_000, 110_000))
            doubling = 0
        case .local:
            reportInterval = 10_000 + 1_000 * Int64(random.index(below: 6))
            coalescing = 0
            gathering = 0
            doubling = 0
        }
        if kind == .local {
            clientTick = 1_000
            drift = 0
            latency = 0
        } else {
            clientTick = 15_625
            drift = Int64(25 * random.normal())
            latency = random.logNormal(median: 5_000, spread: 0.6)
        }
    }
}
