/// Baselines of a few sessions a user, each session in turn being the first.
public struct BaselineRotation: Sendable {
    private let users: [[CollectedSession]]

    /// Rotates among the sessions of `baseline`, user by user.
    public init(_ baseline: [CollectedSession]) {
        users = Dictionary(grouping: baseline, by: \.user).sorted { $0.key < $1.key }.map(\.value)
    }

    /// The most sessions that a user has.
    public var mostSessions: Int { users.map(\.count).max() ?? 0 }

    /// Baselines of `count` consecutive sessions a user, one for each session that can be the first; a user with fewer
    /// sessions starts anew.
    public func baselines(of count: Int) -> [[CollectedSession]] {
        (0..<mostSessions).map { first in
            users.flatMap { sessions in
                (0..<min(count, sessions.count)).map { sessions[(first + $0) % sessions.count] }
            }
        }
    }
}
