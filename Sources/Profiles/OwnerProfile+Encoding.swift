public import Gestures
import Snapshots

extension OwnerProfile {
    /// Appends the encoding: sessions ever learnt; how many sessions there are, and the name of each with its length, its
    /// circumstances, its commands, and what voices said of it; how many profiles there are, and for each the name of its
    /// modality with its length, and its encoding. All integers are of variable length.
    ///
    /// - Parameter base: a profile that is at hand when this one is read back.
    public func encode(into bytes: inout [UInt8], base: OwnerProfile? = nil) {
        bytes.append(variableLength: UInt64(learntCount))
        bytes.append(variableLength: UInt64(known.count))
        for session in known {
            bytes.append(text: session.name)
            bytes.append(circumstances: session.circumstances)
            let isInBase = !session.commands.isEmpty && base?.commands(of: session.name) == session.commands
            bytes.append(isInBase ? 1 : 0)
            if !isInBase { bytes.append(commands: session.commands) }
            bytes.append(evidence: session.evidence)
        }
        bytes.append(variableLength: UInt64(profiles.modalities.count))
        profiles.forEach { modality, profile in
            bytes.append(text: modality.rawValue)
            profile.encode(into: &bytes, base: base?.profiles[modality])
        }
    }

    /// Reads back an encoding, whose histograms range over the cells of `spaces`, from `bytes` at `offset` on, and moves
    /// `offset` behind it.
    ///
    /// - Parameters:
    ///   - lacking: what the version of the encoding did not know yet.
    ///   - base: the profile that it was encoded with.
    /// - Throws: `Profile.Corruption` where the bytes are no such encoding.
    public init(
        encoded bytes: [UInt8],
        at offset: inout Int,
        spaces: FeatureSpaces,
        lacking: Lack = [],
        base: OwnerProfile? = nil
    ) throws(Profile.Corruption) {
        self.init()
        var reader = ProfileReader(bytes, at: offset)
        learntCount = try reader.integer(atMost: 1 << 48)
        let most =
            Profile.mostSessions * Modality.allCases.count + Self.mostCircumstances + Self.mostCommandBlocks
        for _ in 0..<(try reader.integer(atMost: most)) {
            var session = KnownSession(name: try reader.text())
            if !lacking.contains(.circumstances) { session.circumstances = try reader.circumstances() }
            if !lacking.contains(.commands) {
                session.commands = try reader.commands(of: session.name, base)
                session.evidence = try reader.evidence()
            }
            known.append(session)
        }
        for _ in 0..<(try reader.integer(atMost: Modality.allCases.count)) {
            let modality = try reader.modality(notIn: profiles)
            let cellCount = spaces[modality].cellCount
            profiles[modality] = try Profile(from: &reader, cellCount: cellCount, base: base?.profiles[modality])
        }
        offset = reader.offset
    }

    /// What former versions did not know.
    public struct Lack: OptionSet, Sendable {
        /// A bit for each.
        public let rawValue: Int

        /// What the bits say.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// When, where and how long sessions were.
        public static let circumstances = Lack(rawValue: 1)
        /// What was entered, and what voices said.
        public static let commands = Lack(rawValue: 2)
    }

    fileprivate func commands(of session: String) -> [CommandBlock]? {
        index(of: session).map { known[$0].commands }
    }

    /// What was learnt before there were other modalities than the pointer.
    public init(ofPointer profile: Profile) {
        self.init()
        profiles[.pointer] = profile
        known = profile.sessions.map { KnownSession(name: $0) }
        learntCount = profile.learntCount
    }
}

extension [UInt8] {
    /// Appends 0 where there are none; else 1, start and duration, each one more than it is and 0 where it is not known, and
    /// the names' hashes.
    fileprivate mutating func append(circumstances: SessionCircumstances?) {
        guard let circumstances else { return append(0) }
        append(1)
        append(time: circumstances.start)
        append(time: circumstances.duration)
        for name in SessionCircumstances.Name.allCases { append(variableLength: UInt64(circumstances[name] ?? 0)) }
    }
}

extension [UInt8] {
    /// Appends how many voices there are, and for each the length of its name, the name, and its evidence.
    fileprivate mutating func append(evidence: [SketchedEvidence]) {
        append(variableLength: UInt64(evidence.count))
        for said in evidence {
            append(text: said.voice)
            append(variableLength: UInt64(said.thousandths))
        }
    }
}

extension ProfileReader {
    private static let mostVoices = 16

    fileprivate mutating func evidence() throws(Profile.Corruption) -> [SketchedEvidence] {
        var evidence: [SketchedEvidence] = []
        for _ in 0..<(try integer(atMost: Self.mostVoices)) {
            let voice = try text()
            evidence.append(SketchedEvidence(voice: voice, thousandths: try integer(atMost: SketchedEvidence.most)))
        }
        return evidence
    }

    fileprivate mutating func commands(
        of session: String,
        _ base: OwnerProfile?
    ) throws(Profile.Corruption) -> [CommandBlock] {
        let byte = offset
        guard try integer(atMost: 1) == 1 else { return try commandBlocks() }
        guard let commands = base?.commands(of: session) else { throw Profile.Corruption(byte: byte) }
        return commands
    }

    fileprivate mutating func circumstances() throws(Profile.Corruption) -> SessionCircumstances? {
        guard try integer(atMost: 1) == 1 else { return nil }
        var circumstances = SessionCircumstances()
        circumstances.start = try time()
        circumstances.duration = try time()
        for name in SessionCircumstances.Name.allCases {
            circumstances[name] = UInt32(try integer(atMost: Int(UInt32.max)))
        }
        return circumstances
    }
}
