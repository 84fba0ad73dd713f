/// Messages for the log, of which those that repeat are counted instead of said each time.
///
/// A message is said when it comes for the first time. From then on it is only counted; the count is said once an hour
/// while it goes on, and when it has stopped, after which it is new again. A value: time is given, in ms of any clock
/// that does not go back.
public struct RepeatingMessages: Sendable {
    /// A message that did not come for so long has stopped, in ms.
    public static let quiet: Int64 = 60_000
    /// While a message goes on its count is said this often, in ms.
    public static let interval: Int64 = 3_600_000
    /// So many different messages are counted; beyond, the one that has not come for longest gives way.
    public static let mostCounted = 256

    private struct Counted {
        var message: String
        var repeats = 0
        /// When it came last.
        var latest: Int64
        /// When it was said last, alone or with its count.
        var said: Int64
    }

    /// In the order in which messages came for the first time.
    private var counted: [Counted] = []

    /// Without any message.
    public init() {}

    /// Takes a message.
    ///
    /// - Returns: what is to be said now, in this order.
    public mutating func say(_ message: String, at time: Int64) -> [String] {
        var lines = due(at: time)
        if let index = counted.firstIndex(where: { $0.message == message }) {
            counted[index].repeats += 1
            counted[index].latest = time
            return lines
        }
        if counted.count == Self.mostCounted,
            let oldest = counted.indices.min(by: { counted[$0].latest < counted[$1].latest })
        {
            lines += Self.count(counted.remove(at: oldest), at: time)
        }
        counted.append(Counted(message: message, latest: time, said: time))
        return lines + [message]
    }

    /// The counts that are to be said now: of messages that have stopped, and of those that have gone on for an hour.
    public mutating func due(at time: Int64) -> [String] {
        var lines: [String] = []
        for index in counted.indices {
            let hasStopped = time - counted[index].latest >= Self.quiet
            guard hasStopped || time - counted[index].said >= Self.interval else { continue }
            lines += Self.count(counted[index], at: time)
            counted[index].repeats = 0
            counted[index].said = time
        }
        counted.removeAll { time - $0.latest >= Self.quiet }
        return lines
    }

    /// When `due` has something to do next if no message comes; `nil` where it has not.
    public var deadline: Int64? {
        counted.map { min($0.latest + Self.quiet, $0.said + Self.interval) }.min()
    }

    /// What is left to say at the end.
    public mutating func finish(at time: Int64) -> [String] {
        defer { counted = [] }
        return counted.flatMap { Self.count($0, at: time) }
    }

    private static func count(_ counted: Counted, at time: Int64) -> [String] {
        guard counted.repeats > 0 else { return [] }
        let times = counted.repeats == 1 ? "once more" : "\(counted.repeats) times more"
        return ["\(counted.message) (\(times) in the last \(max((time - counted.said) / 1000, 1)) s)"]
    }
}
