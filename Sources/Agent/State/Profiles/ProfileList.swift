/// The owners of a state directory, and the files among theirs that are none.
public struct ProfileList: Sendable, Equatable, Codable {
    /// The version of the format; grows when a key changes its meaning or goes.
    public var version = 1
    /// Whether owners are missing, who are being learnt anew from the ledger.
    public var isIncomplete = false
    /// A row for each file.
    public var profiles: [Row] = []
    /// What qualifies all of it.
    public var remarks = [ProfileFiles.remark]

    /// A list without rows.
    public init() {}

    /// One file.
    public struct Row: Sendable, Equatable, Codable {
        /// Its name.
        public var file: String
        /// Its size.
        public var bytes: Int64
        /// The owner; absent where the file is none's.
        public var user: String?
        /// The sessions that windows are kept of.
        public var sessions: Int?
        /// These windows.
        public var windows: Int?
        /// Up to which position of the ledger the owner is learnt.
        public var ledgerPosition: UInt64?
        /// The end of the ledger when the model was fitted; 0 before the first time.
        public var modelPosition: UInt64?
        /// Whether the model stands on enough to score sessions.
        public var isEnough: Bool?
        /// Whether scores raise no alarm.
        public var isProvisional: Bool?
        /// Why the file cannot be used; absent where it can.
        public var problem: String?

        mutating func take(_ profile: ProfileDescription) {
            user = profile.user
            sessions = profile.sessions.count
            windows = profile.windows
            ledgerPosition = profile.ledgerPosition
            modelPosition = profile.model.position
            isEnough = profile.model.isEnough
            isProvisional = profile.model.isProvisional
        }
    }
}
