import FoundationEssentials

/// The priority list as JSON: what `gait scan` prints in a pipe, and what `priority.json` holds.
/// `Packaging/priority.schema.json` describes it.
public struct PriorityListDocument: Sendable, Equatable, Codable {
    /// The version of the schema; grows when a key changes its meaning or goes.
    public static let currentVersion = 3
    /// The version before, which is read too: its scores are of the pointer alone.
    static let pointerVersion = 2

    /// The version of the schema that the document follows.
    public var version = Self.currentVersion
    /// Whose data the scores stand on.
    public var mode: ScoringMode
    /// Up to which position of the ledger the list has taken what was closed; absent in a scan.
    public var ledgerPosition: UInt64?
    /// The latest end of a session that the list has ever taken, which ages count from; absent without one.
    public var newestEnd: UTCTime?
    /// How many ended sessions had to leave the list, by number or by age; absent in a scan.
    public var leftOut: Int?
    /// How many there are of each kind.
    public var summary: Summary
    /// The rows in order of rank; where they are written one at a time, only their place.
    public var sessions: [PublishedSession] = []

    /// How many rows there are of each kind.
    public struct Summary: Sendable, Equatable, Codable {
        /// All rows.
        public var recordings = 0
        /// Rows with a score.
        public var scored = 0
        /// Of these, with a score to raise no alarm on.
        public var provisional = 0
        /// Of these, held back from learning.
        public var quarantined = 0
        /// Rows without a score.
        public var notScored = 0
        /// Rows of recordings that could not be read.
        public var unreadable = 0
        /// Rows with remarks on the recording itself.
        public var withRemarks = 0
        /// Rows of sessions that are still being recorded; absent in a scan.
        public var open: Int?
        /// Bytes read from all recordings; in a scan only.
        public var bytes: Int64?
        /// Events of all recordings; in a scan only.
        public var events: Int64?

        /// Of no rows.
        public init() {}
    }

    /// A list without rows.
    public init(mode: ScoringMode, summary: Summary) {
        self.mode = mode
        self.summary = summary
    }
}

extension PriorityListDocument {
    /// Reads a list.
    ///
    /// - Throws: `PublicationError` where `bytes` are none, or one of another version.
    public init(json bytes: [UInt8]) throws(PublicationError) {
        let document: PriorityListDocument
        do {
            let version = try JSONDecoder().decode(Version.self, from: Data(bytes)).version
            guard version == Self.currentVersion || version == Self.pointerVersion else {
                throw PublicationError(
                    "is of version \(version), and this Gait reads version \(Self.currentVersion): use the same for both"
                )
            }
            document = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch let error as PublicationError {
            throw error
        } catch {
            throw PublicationError("is no priority list: \(describe(error))")
        }
        self = document
    }

    private struct Version: Decodable {
        var version: Int
    }
}

extension PriorityListDocument.Summary {
    /// Of a scan that has found nothing yet.
    static var ofScan: Self {
        var summary = Self()
        summary.bytes = 0
        summary.events = 0
        return summary
    }

    /// Counts a report of a scan in.
    mutating func add(_ report: SessionReport) {
        bytes = (bytes ?? 0) + report.bytesRead
        events = (events ?? 0) + report.eventCount
        recordings += 1
        if !report.remarks.isEmpty { withRemarks += 1 }
        switch report.outcome {
        case .scored(_, let standing):
            scored += 1
            if standing.isProvisional { provisional += 1 }
            if standing.isQuarantined { quarantined += 1 }
        case .notScored: notScored += 1
        case .unreadable: unreadable += 1
        }
    }
}

extension PriorityListDocument {
    /// The rows called `text`: by key or by path, by `user/session`, or by the session's name alone.
    public func sessions(called text: String) -> [PublishedSession] {
        let forms: [(PublishedSession) -> Bool] = [
            { $0.key == text },
            { $0.path == text },
            { row in row.session.map { "\(row.user ?? "")/\($0)" == text } ?? false },
            { $0.session == text },
        ]
        return forms.lazy.map { sessions.filter($0) }.first { !$0.isEmpty } ?? []
    }
}
