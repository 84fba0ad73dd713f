/// What the sessions came through that an owner's model stands on.
///
/// Each recorder samples, delays and rounds in its own way, so that sessions through different ones differ in more than the
/// hand: a score of one against the others is marked.
struct BaselineTransports: Sendable, Equatable {
    /// The names of the recordings' formats, as far as they are known.
    var names: Set<String> = []

    /// What qualifies the score of a session that came through `transport`; `nil` where sessions of the owner did too, or
    /// nothing is known of that.
    func remark(on transport: String?) -> String? {
        guard let transport, !names.isEmpty, !names.contains(transport) else { return nil }
        return "recorded as \(transport), but what is known of the owner as \(names.sorted().joined(separator: ", ")): "
            + "the recorder may be part of what stands out"
    }
}
