public import Gestures
import Snapshots

extension OwnerProfile {
    /// Appends the encoding: sessions ever learnt; how many sessions there are, and the name of each with its length; how many
    /// profiles there are, and for each the name of its modality with its length, and its encoding. All integers are of
    /// variable length.
    ///
    /// - Parameter base: a profile that is at hand when this one is read back.
    public func encode(into bytes: inout [UInt8], base: OwnerProfile? = nil) {
        bytes.append(variableLength: UInt64(learntCount))
        bytes.append(variableLength: UInt64(sessions.count))
        for session in sessions { bytes.append(text: session) }
        bytes.append(variableLength: UInt64(profiles.modalities.count))
        profiles.forEach { modality, profile in
            bytes.append(text: modality.rawValue)
            profile.encode(into: &bytes, base: base?.profiles[modality])
        }
    }

    /// Reads back an encoding, whose histograms range over the cells of `spaces`, from `bytes` at `offset` on, and moves
    /// `offset` behind it.
    ///
    /// - Throws: `Profile.Corruption` where the bytes are no such encoding.
    public init(
        encoded bytes: [UInt8],
        at offset: inout Int,
        spaces: FeatureSpaces,
        base: OwnerProfile? = nil
    ) throws(Profile.Corruption) {
        self.init()
        learntCount = Int(try Self.integer(bytes, &offset, atMost: 1 << 48))
        let most = Profile.mostSessions * Modality.allCases.count
        for _ in 0..<(try Self.integer(bytes, &offset, atMost: UInt64(most))) {
            sessions.append(try Self.text(bytes, &offset))
        }
        for _ in 0..<(try Self.integer(bytes, &offset, atMost: UInt64(Modality.allCases.count))) {
            let start = offset
            guard let modality = Modality(rawValue: try Self.text(bytes, &offset)), profiles[modality] == nil else {
                throw Profile.Corruption(byte: start)
            }
            profiles[modality] = try Profile(
                encoded: bytes,
                at: &offset,
                cellCount: spaces[modality].cellCount,
                base: base?.profiles[modality]
            )
        }
    }

    /// What was learnt before there were other modalities than the pointer.
    public init(ofPointer profile: Profile) {
        self.init()
        profiles[.pointer] = profile
        sessions = profile.sessions
        learntCount = profile.learntCount
    }

    private static func integer(
        _ bytes: [UInt8],
        _ offset: inout Int,
        atMost limit: UInt64
    ) throws(Profile.Corruption) -> UInt64 {
        let start = offset
        guard let value = bytes.span.variableLengthInteger(at: &offset), value <= limit else {
            throw Profile.Corruption(byte: start)
        }
        return value
    }

    private static func text(_ bytes: [UInt8], _ offset: inout Int) throws(Profile.Corruption) -> String {
        let start = offset
        let length = Int(try integer(bytes, &offset, atMost: UInt64(bytes.count)))
        guard length <= bytes.count - offset,
            let text = String(validating: bytes[offset..<offset + length], as: UTF8.self)
        else { throw Profile.Corruption(byte: start) }
        offset += length
        return text
    }
}

extension [UInt8] {
    /// Appends the length of a text, and the text.
    fileprivate mutating func append(text: String) {
        append(variableLength: UInt64(text.utf8.count))
        self += text.utf8
    }
}
