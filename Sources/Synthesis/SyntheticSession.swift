public import Recordings

/// The records of one session, made as they are asked for.
///
/// No more than one gesture is in memory, however long the session is. The same person and seed give the same records
/// on every machine: positions and times come from IEEE 754's basic operations alone and are rounded to whole px and ms.
public struct SyntheticSession: Sequence, IteratorProtocol, Sendable {
    private let gestures: Int
    private let ownerHabits: Habits
    private let intruderHabits: Habits?
    private let takenOver: Range<Int>
    private var hand: Hand
    private var transmission: Transmission
    /// How many gestures have been made.
    private var made = 0
    private var isIntruderAtDesk = false
    private var isFinished = false
    private var records: [PointerEvent] = []
    private var position = 0

    init(person: Person, seed: UInt64, gestures: Int, takeover: Takeover?) {
        self.gestures = gestures
        var day = Xoshiro256(seed: SplitMix64.seed(from: seed, for: 0))
        ownerHabits = person.habits.onOneDay(using: &day)
        let desktop = person.desktop.onOneDay(using: &day)
        intruderHabits = takeover?.intruder.habits.onOneDay(using: &day)
        takenOver = takeover?.gestures ?? 0..<0
        hand = Hand(
            habits: ownerHabits,
            desktop: desktop,
            reportInterval: person.line.reportInterval,
            random: Xoshiro256(seed: SplitMix64.seed(from: seed, for: 1))
        )
        transmission = Transmission(
            line: person.line,
            random: Xoshiro256(seed: SplitMix64.seed(from: seed, for: 2))
        )
    }

    /// The next record, in the order in which the recorder wrote them; nil at the end of the session.
    public mutating func next() -> PointerEvent? {
        while position == records.count {
            guard !isFinished else { return nil }
            refill()
        }
        defer { position += 1 }
        return records[position]
    }

    private mutating func refill() {
        records.removeAll(keepingCapacity: true)
        position = 0
        guard made < gestures else {
            transmission.finish(into: &records)
            isFinished = true
            return
        }
        if let intruderHabits, takenOver.contains(made) != isIntruderAtDesk {
            isIntruderAtDesk.toggle()
            hand.handOver(to: isIntruderAtDesk ? intruderHabits : ownerHabits)
        }
        made += hand.gesture()
        transmission.send(hand.reports, into: &records)
    }
}
