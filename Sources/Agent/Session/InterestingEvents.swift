public import Recordings
import Snapshots

/// Something that somebody wants to be told of, and how often it was in a session.
public struct InterestingEvent: Sendable, Equatable, Codable {
    /// What the configuration calls it.
    public var name: String
    /// What it was found in.
    public var subject: EventRule.Subject
    /// How many times.
    public var count: Int
    /// When it was first, in ms since the recording's first event.
    public var firstMs: Int64
}

extension InterestingEvent {
    /// What it is and how often, in a few words.
    public var mark: String { count == 1 ? name : "\(name) (\(count) times)" }
}

/// Counts in a session what somebody wants to be told of.
struct InterestingEvents {
    private var rules: [EventRule]
    private var found: [Finding?]

    /// How many were found.
    var count: Int { found.reduce(0) { $0 + ($1?.count ?? 0) } }

    /// What was found by one rule.
    private struct Finding {
        var count: Int
        /// ms on the recorder's clock.
        var first: Int64
    }

    init(_ rules: [EventRule] = []) {
        self.rules = Array(rules.prefix(EventRule.most))
        found = self.rules.map { _ in nil }
    }

    /// Goes on with other rules; what was found by one that stays is kept.
    mutating func watch(for rules: [EventRule]) {
        var other = InterestingEvents(rules)
        for (rule, finding) in zip(self.rules, found) {
            if let index = other.rules.firstIndex(where: { $0.name == rule.name }) { other.found[index] = finding }
        }
        self = other
    }

    mutating func add(_ events: Span<CommandEvent>) {
        for index in events.indices { note(at: events[index].time) { $0.matches(events[index]) } }
    }

    mutating func add(_ events: Span<TitleEvent>) {
        for index in events.indices { note(at: events[index].time) { $0.matches(events[index]) } }
    }

    private mutating func note(at time: Timestamp, where matches: (EventRule) -> Bool) {
        guard !time.isMissing else { return }
        for index in rules.indices where matches(rules[index]) {
            found[index] = Finding(
                count: (found[index]?.count ?? 0) + 1,
                first: found[index]?.first ?? time.milliseconds
            )
        }
    }

    /// What was found, in the order of the rules, with times from `start` on, in ms on the recorder's clock.
    func events(since start: Int64) -> [InterestingEvent] {
        zip(rules, found).compactMap { rule, finding in
            finding.map {
                InterestingEvent(
                    name: rule.name,
                    subject: rule.subject,
                    count: $0.count,
                    firstMs: max($0.first - start, 0)
                )
            }
        }
    }

    /// Appends what was found.
    func snapshot(into writer: inout SnapshotWriter) {
        let known = zip(rules, found).compactMap { rule, finding in finding.map { (rule.name, $0) } }
        writer.append(count: known.count)
        for (name, finding) in known {
            writer.append(text: name)
            writer.append(count: finding.count)
            writer.append(signed: finding.first)
        }
    }

    /// Goes on with what was found before, as far as it is looked for by `rules`.
    init(_ rules: [EventRule], from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(rules)
        for _ in 0..<(try reader.count(atMost: EventRule.most)) {
            let name = try reader.text()
            let finding = Finding(
                count: try reader.tally(),
                first: try reader.signed(in: -Timestamp.limit...Timestamp.limit)
            )
            if let index = self.rules.firstIndex(where: { $0.name == name }) { found[index] = finding }
        }
    }
}
