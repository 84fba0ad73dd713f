public import Gestures
import Profiles
import Scoring

/// What is known of an owner: the sessions, and what the model stands on.
public struct ProfileDescription: Sendable, Equatable, Codable {
    /// The version of the format; grows when a key changes its meaning or goes.
    public var version = 1
    /// The owner.
    public var user: String
    /// The size of the owner's file.
    public var bytes: Int
    /// Up to which position of the ledger the owner is learnt.
    public var ledgerPosition: UInt64
    /// How many sessions were ever learnt; the oldest give way.
    public var sessionsEverLearnt: Int
    /// How many windows are kept.
    public var windows: Int
    /// The model that sessions are scored with.
    public var model: Model
    /// The sessions that windows or circumstances are kept of, the one learnt first at the top.
    public var sessions: [Session]
    /// What qualifies all of it.
    public var remarks = [ProfileFiles.remark]

    /// What a model stands on.
    public struct Model: Sendable, Equatable, Codable {
        /// The end of the ledger when it was fitted; 0 before the first time.
        public var position: UInt64
        /// So many sessions, some of which may have circumstances alone.
        public var sessions: Int
        /// So many windows of them.
        public var windows: Int
        /// With fewer windows nothing is scored.
        public var fewestWindows = OwnerModel.fewestWindows
        /// With fewer sessions scores are provisional.
        public var fewestSessions = SessionReport.Standing.fewestSessions
        /// Whether the windows are enough in any modality.
        public var isEnough: Bool
        /// Whether scores are provisional in every modality: they raise no alarm.
        public var isProvisional: Bool
        /// What there is in each modality.
        public var modalities: [ModalityModel]
        /// Of how many sessions it is known when and where they were.
        public var circumstances: Int
        /// How many commands are known.
        public var commands: Int
        /// Of how many sessions.
        public var commandSessions: Int
        /// With fewer commands these are not scored.
        public var fewestCommands = CommandModel.fewestCommands
    }

    /// What a model stands on in one modality.
    public struct ModalityModel: Sendable, Equatable, Codable {
        /// Which one.
        public var modality: Modality
        /// So many sessions.
        public var sessions: Int
        /// So many windows of them.
        public var windows: Int
        /// Whether the windows are enough.
        public var isEnough: Bool
        /// Whether scores are provisional: they raise no alarm.
        public var isProvisional: Bool

        init(_ profile: Profile, of modality: Modality) {
            self.modality = modality
            sessions = profile.sessions.count
            windows = profile.windowCount
            isEnough = windows >= OwnerModel.fewestWindows
            isProvisional = sessions < SessionReport.Standing.fewestSessions
        }
    }

    /// A session of the profile.
    public struct Session: Sendable, Equatable, Codable {
        /// The path of its recording when it was learnt, without `.gz`.
        public var session: String
        /// The position of its record in the ledger.
        public var ledgerPosition: UInt64
        /// How many windows are kept of it: an entry for each size, in gestures.
        public var windows: [Windows]
        /// Whether the model knows it; otherwise it will with the next fit.
        public var isInModel: Bool
    }

    /// Windows of one size.
    public struct Windows: Sendable, Equatable, Codable {
        /// The size in gestures.
        public var size: Int
        /// How many there are.
        public var count: Int
    }

    init(_ owner: Owner, position: UInt64, bytes: Int) {
        user = owner.name
        self.bytes = bytes
        ledgerPosition = position
        sessionsEverLearnt = owner.profile.learntCount
        windows = owner.profile.windowCount
        let fitted = owner.fittedProfile
        let models = fitted.profiles.compactMap { ModalityModel($1, of: $0) }.values
        model = Model(
            position: owner.version,
            sessions: fitted.sessions.count,
            windows: fitted.windowCount,
            isEnough: models.contains(where: \.isEnough),
            isProvisional: !models.contains { $0.isEnough && !$0.isProvisional },
            modalities: models,
            circumstances: fitted.circumstances.count,
            commands: fitted.commands.joined().reduce(0) { $0 + $1.commands.count },
            commandSessions: fitted.commands.count
        )
        var counts: [String: [Int: Int]] = [:]
        for window in owner.profile.profiles.values.flatMap(\.windows) {
            counts[window.session, default: [:]][window.size, default: 0] += 1
        }
        sessions = zip(owner.profile.sessions, owner.origins).map { session, origin in
            Session(
                session: session,
                ledgerPosition: origin,
                windows: SessionWindow.sizes.map { Windows(size: $0, count: counts[session]?[$0] ?? 0) },
                isInModel: fitted.sessions.contains(session)
            )
        }
    }
}
