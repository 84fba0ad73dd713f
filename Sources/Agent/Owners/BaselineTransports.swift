/// What the sessions came through that an owner's model stands on.
///
/// Each recorder samples, delays and rounds in its own way, so that sessions through different ones differ in more than the
/// hand: a score of one that stands on few like it is marked.
struct BaselineTransports: Sendable, Equatable {
    /// How many sessions came through what, by the names of the recordings' formats, as far as they are known.
    var counts: [String: Int] = [:]

    /// What qualifies the score of a session that came through `transport`; `nil` where half of the owner's sessions did, too,
    /// or nothing is known of that.
    func remark(on transport: String?) -> String? {
        let total = counts.values.reduce(0, +)
        guard let transport, total > 0, case let own = counts[transport, default: 0], own * 2 < total else {
            return nil
        }
        let others = counts.keys.filter { $0 != transport }.sorted().joined(separator: ", ")
        return "recorded as \(transport), but \(total - own) of \(total) sessions that are known of the owner as "
            + "\(others): the recorder may be part of what stands out"
    }
}
