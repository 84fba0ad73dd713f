import Profiles
import Scoring

extension CircumstanceAssessment {
    /// A circumstance that is less surprising than one in three is not worth telling, in nats.
    private static let leastSurprise = 1.1

    /// What is surprising, the most surprising first.
    var reasons: [PublishedSession.Reason] {
        parts.prefix { $0.surprise >= Self.leastSurprise }.map { part in
            PublishedSession.Reason(
                modality: .circumstances,
                feature: part.kind.identifier,
                words: part.words,
                contribution: part.surprise
            )
        }
    }
}

extension CircumstanceAssessment.Part {
    /// What is surprising, in a few words.
    fileprivate var words: String {
        let seen = alike == 0 ? "never before in \(sessions) sessions" : "in \(alike) of \(sessions) sessions"
        return switch kind {
        case .name(.host): "on this host \(seen)"
        case .name(.account): "with this account \(seen)"
        case .name(.address): "from this address \(seen)"
        case .name(.transport): "through this recorder \(seen)"
        case .set(let first, let second): "this \(first.identifier) with this \(second.identifier) \(seen)"
        case .hour: "begins at an hour within two of which \(alike) of \(sessions) sessions began"
        case .hourOnHost: "begins at an hour within two of which \(alike) of \(sessions) sessions on this host began"
        case .weekday: "on a day of the week on which \(alike) of \(sessions) sessions were"
        case .longDuration: "much longer than sessions are: \(alike) of \(sessions) were about as long"
        case .shortDuration: "much shorter than sessions are: \(alike) of \(sessions) were about as long"
        }
    }
}
