import FoundationEssentials
import Gestures
public import Profiles
public import Scoring

/// One fact in the ledger.
public enum LedgerRecord: Sendable {
    /// What the ledger rests on: the first record of each file, and only that.
    case header(LedgerHeader)
    /// A session was closed.
    case session(SessionRecord)
    /// Somebody decided that a session is its owner's and is to be learnt.
    case learn(Decision)
    /// Somebody decided that a session is not to be learnt after all.
    case unlearn(Decision)

    /// A decision about a session.
    public struct Decision: Sendable, Codable {
        /// Which session.
        public var name: SessionName
        /// The position of the session's record in the ledger; `nil` in decisions that were written without.
        public var origin: UInt64?

        /// A decision about the session of the record at `origin`.
        package init(_ name: SessionName, origin: UInt64?) {
            self.name = name
            self.origin = origin
        }

        private enum Key: CodingKey {
            case origin
        }

        /// Reads the keys of the name, and the origin beside them.
        public init(from decoder: any Decoder) throws {
            name = try SessionName(from: decoder)
            origin = try decoder.container(keyedBy: Key.self).decodeIfPresent(UInt64.self, forKey: .origin)
        }

        /// Writes the keys of the name, and the origin beside them.
        public func encode(to encoder: any Encoder) throws {
            try name.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeIfPresent(origin, forKey: .origin)
        }
    }
}

/// Which session: unique in a state directory.
public struct SessionName: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The owner.
    public var user: String
    /// The recording's path below the directory that was scanned, as printed, without the suffix `.gz`: a recording
    /// that is compressed later is the same session. Of one in parts, with what the parts' names have in common instead
    /// of a part's name, so that it does not matter which part is found first.
    public var session: String

    /// A name of its parts.
    package init(user: String, session: String) {
        self.user = user
        self.session = session
    }

    /// The name of the session recorded at `path`.
    init(user: String, path: RecordingPath) {
        self.user = user
        session = Self.session(at: path)
    }

    /// The part of a name that `path` gives.
    static func session(at path: RecordingPath) -> String {
        let printed = (path.ofAllParts ?? path).description
        return printed.hasSuffix(".gz") ? String(printed.dropLast(3)) : printed
    }

    /// The session.
    public var description: String { session }
}

/// A closed session: what was found out about it, and the sketches that it can be learnt from again.
public struct SessionRecord: Sendable {
    /// What was found out.
    public var finding: Finding
    /// The sketches.
    public var sketches: SessionSketches

    /// A record of its parts.
    ///
    /// - Parameter key: what hashes of names are keyed with.
    package init(finding: Finding, sketches: SessionSketches, key: NameKey) {
        self.finding = finding
        self.sketches = sketches
        self.sketches.transport = finding.format
        self.sketches.circumstances = SessionCircumstances(finding, key)
        self.sketches.evidence = finding.evidence
    }

    /// What is written of a session besides its sketches.
    public struct Finding: Sendable, Codable {
        /// Which session.
        public var name: SessionName
        /// What the layout calls the session; other sessions may be called the same.
        public var session: String
        /// The recording's path below the directory that was scanned, as printed.
        public var path: String
        /// The size of the recording's file when it was read, in bytes.
        public var fileSize: Int64
        /// A hash of the file's beginning and end; 0 where the file was gone when the session ended.
        public var fingerprint: UInt64
        /// What the file is known by should it come back; `nil` where it was still there.
        public var mark: Mark?
        /// How much was read of the parts that came after the first; `nil` where there were none.
        public var laterParts: LaterParts?
        /// How many gestures the session has.
        public var gestureCount: Int
        /// ms from the first event to the last.
        public var duration: Int64
        /// When the first event was; `nil` where that is not known.
        public var start: UTCTime?
        /// When the last event was; `nil` where that is not known.
        public var end: UTCTime?
        /// Where both are known from; `nil` where they are not, and formerly where the recording said it.
        public var dating: SessionReport.Dating?
        /// What else is known of the session; `nil` where that is no more than its user's name from the path.
        public var circumstances: [Circumstance]?
        /// Bytes read from the file.
        public var bytesRead: Int64
        /// How many events it has.
        public var eventCount: Int64
        /// What there was to say about the recording.
        public var remarks: [String]
        /// What is said of the session beside its score; `nil` where that is nothing.
        public var tags: [SessionTag]?
        /// What was found that somebody wants to be told of; `nil` where that is nothing.
        public var events: [InterestingEvent]?
        /// The assessment and what it stands on; `nil` where it was not scored.
        public var scored: Scored?
        /// Why it was not scored, or not by what the hand did.
        public var notScored: NotScored?
        /// Whether it was learnt when it was closed.
        public var isLearnt: Bool
        /// Whether it was because somebody had decided so before the recording changed; `nil` for no.
        public var isDecided: Bool?
        /// The recording's format; `nil` where it was not recognised.
        public var format: String?
        /// Whose session the same recording was before, under another layout; `nil` where it was nobody else's.
        public var former: SessionName?
        /// How it was opened and why it ended; `nil` in records of version 1, which scans at rest wrote.
        public var closing: Closing?

        /// A finding of its parts.
        package init(
            name: SessionName,
            session: String,
            path: String,
            fileSize: Int64,
            fingerprint: UInt64,
            gestureCount: Int,
            duration: Int64,
            bytesRead: Int64,
            eventCount: Int64,
            remarks: [String],
            scored: Scored? = nil,
            notScored: NotScored? = nil,
            isLearnt: Bool,
            closing: Closing? = nil
        ) {
            self.name = name
            self.session = session
            self.path = path
            self.fileSize = fileSize
            self.fingerprint = fingerprint
            self.gestureCount = gestureCount
            self.duration = duration
            self.bytesRead = bytesRead
            self.eventCount = eventCount
            self.remarks = remarks
            self.scored = scored
            self.notScored = notScored
            self.isLearnt = isLearnt
            self.closing = closing
        }
    }

    /// The hashes of a `ContentMark` at the end of what was read of a file.
    public struct Mark: Sendable, Equatable, Codable {
        /// The hash of the file's beginning.
        public var head: UInt64
        /// The hash of the last bytes that were read.
        public var tail: UInt64
    }

    /// An assessment and what it stands on.
    public struct Scored: Sendable, Codable {
        /// The assessment.
        public var assessment: SessionAssessment
        /// What it stands on.
        public var standing: SessionReport.Standing
    }
}

extension LedgerRecord {
    private enum Kind: UInt8 {
        /// A session with a sketch of the pointer alone.
        case pointerSession = 1
        case session = 5
        case learn = 2
        case unlearn = 3
        case header = 4
    }

    /// The payload of the record in a ledger file: its kind, the length of a JSON text as four bytes, the text, and for
    /// a session its sketches.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let kind: Kind
        let text: [UInt8]
        var sketches: [UInt8] = []
        switch self {
        case .header(let header):
            kind = .header
            text = [UInt8](try encoder.encode(header))
        case .session(let record):
            kind = .session
            text = [UInt8](try encoder.encode(record.finding))
            sketches = record.sketches.encoded
        case .learn(let decision):
            kind = .learn
            text = [UInt8](try encoder.encode(decision))
        case .unlearn(let decision):
            kind = .unlearn
            text = [UInt8](try encoder.encode(decision))
        }
        var bytes = [kind.rawValue]
        bytes.append(littleEndian: UInt32(text.count))
        return bytes + text + sketches
    }

    /// The header that a payload is; `nil` where it is another record.
    static func header(in payload: ArraySlice<UInt8>) throws -> LedgerHeader? {
        guard payload.first == Kind.header.rawValue, let length = UInt32(littleEndian: payload.dropFirst()) else {
            return nil
        }
        return try JSONDecoder().decode(LedgerHeader.self, from: Data(payload.dropFirst(5).prefix(Int(length))))
    }

    /// Whether `bytes`, the beginning of a payload, can begin one of `length` bytes.
    static func isPlausible(_ bytes: ArraySlice<UInt8>, length: Int) -> Bool {
        guard bytes.first.flatMap(Kind.init) != nil, let text = UInt32(littleEndian: bytes.dropFirst()) else {
            return false
        }
        return Int(text) + 5 <= length
    }

    /// Reads back a payload.
    ///
    /// - Parameters:
    ///   - key: what hashes of names are keyed with.
    ///   - isKeyed: whether those in the payload are; otherwise they are without a secret.
    /// - Throws: `LedgerCorruption` where it is none.
    init(
        encoded bytes: ArraySlice<UInt8>,
        spaces: FeatureSpaces,
        key: NameKey,
        isKeyed: Bool = true
    ) throws(LedgerCorruption) {
        guard let kind = bytes.first.flatMap(Kind.init), let length = UInt32(littleEndian: bytes.dropFirst()) else {
            throw LedgerCorruption("it begins with no known kind of record")
        }
        let rest = bytes.dropFirst(5)
        guard rest.count >= length else { throw LedgerCorruption("its text is longer than the record") }
        let text = rest.prefix(Int(length))
        let sketches = Array(rest.dropFirst(Int(length)))
        do {
            let decoder = JSONDecoder()
            switch kind {
            case .header: self = .header(try decoder.decode(LedgerHeader.self, from: Data(text)))
            case .learn: self = .learn(try decoder.decode(Decision.self, from: Data(text)))
            case .unlearn: self = .unlearn(try decoder.decode(Decision.self, from: Data(text)))
            case .session, .pointerSession:
                let finding = try decoder.decode(SessionRecord.Finding.self, from: Data(text))
                let session = finding.name.session
                var read =
                    kind == .session
                    ? try SessionSketches(encoded: sketches, session: session, spaces: spaces)
                    : try SessionSketches(encodedOfPointer: sketches, session: session, spaces: spaces)
                if !isKeyed { read.commands = read.commands.map { $0.keyed(with: key) } }
                self = .session(SessionRecord(finding: finding, sketches: read, key: key))
            }
        } catch {
            throw LedgerCorruption("its content cannot be read: \(error)")
        }
    }
}

/// Why a record of a ledger cannot be read.
struct LedgerCorruption: Error {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
