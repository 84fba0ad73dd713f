import Gestures
import Profiles

extension Owner {
    /// Which encoding bytes have.
    enum Version: Int, CaseIterable {
        /// Both profiles are of the pointer alone, and do not say what sessions came through.
        case ofPointerWithoutTransports = 2
        /// Both profiles are of the pointer alone.
        case ofPointer
        /// It has no circumstances, and ends with the origins.
        case withoutCircumstances
        /// It has no commands.
        case withoutCommands
        /// Hashes of names are without a secret.
        case withoutKey
        /// Histograms are of pairs, and there are fewer windows.
        case ofPairs
        /// The one that is written.
        case current

        /// The version of profiles that are of the pointer alone; `nil` of others.
        fileprivate var pointerProfiles: Profile.Version? {
            switch self {
            case .ofPointerWithoutTransports: .withoutTransports
            case .ofPointer: .current
            case .withoutCircumstances, .withoutCommands, .withoutKey, .ofPairs, .current: nil
            }
        }

        /// Whether hashes of names are keyed.
        var isKeyed: Bool { rawValue > Self.withoutKey.rawValue }

        /// What its profiles lack.
        fileprivate var lack: OwnerProfile.Lack {
            switch self {
            case .withoutKey, .ofPairs, .current: []
            case .withoutCommands: .commands
            case .withoutCircumstances, .ofPointer, .ofPointerWithoutTransports: [.circumstances, .commands]
            }
        }
    }

    /// The encoding: the length and the bytes of the name, the version and the number of sessions learnt when the model
    /// was fitted, eight bytes each, then both profiles, the fitted one on the base of the other, and eight bytes for
    /// the origin of each of the first one's sessions, and the traces.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt32(name.utf8.count))
        bytes += name.utf8
        bytes.append(littleEndian: version)
        bytes.append(littleEndian: UInt64(learntWhenFitted))
        profile.encode(into: &bytes)
        fittedProfile.encode(into: &bytes, base: profile)
        for origin in origins { bytes.append(littleEndian: origin) }
        traces.encode(into: &bytes)
        return bytes
    }

    /// Reads back an encoding.
    ///
    /// - Throws: `Profile.Corruption` where the bytes are none.
    init(
        encoded bytes: [UInt8],
        spaces: FeatureSpaces,
        version encoding: Version = .current
    ) throws(Profile.Corruption) {
        guard let length = UInt32(littleEndian: bytes[...]).map(Int.init), length <= bytes.count - 20,
            let name = String(validating: bytes[4..<(4 + length)], as: UTF8.self),
            let version = UInt64(littleEndian: bytes[(4 + length)...]),
            let learntWhenFitted = UInt64(littleEndian: bytes[(12 + length)...]), learntWhenFitted < 1 << 48
        else { throw Profile.Corruption(byte: 0) }
        var offset = 20 + length
        let (profile, fittedProfile): (OwnerProfile, OwnerProfile)
        if let version = encoding.pointerProfiles {
            let cellCount = spaces[.pointer].cellCount
            let own = try Profile(encoded: bytes, at: &offset, cellCount: cellCount, version: version)
            let fitted = try Profile(encoded: bytes, at: &offset, cellCount: cellCount, version: version, base: own)
            (profile, fittedProfile) = (OwnerProfile(ofPointer: own), OwnerProfile(ofPointer: fitted))
        } else {
            let lack = encoding.lack
            profile = try OwnerProfile(encoded: bytes, at: &offset, spaces: spaces, lacking: lack)
            fittedProfile = try OwnerProfile(encoded: bytes, at: &offset, spaces: spaces, lacking: lack, base: profile)
        }
        let originCount = profile.sessions.count
        guard bytes.count - offset >= 8 * originCount else { throw Profile.Corruption(byte: offset) }
        let origins = (0..<originCount).compactMap { UInt64(littleEndian: bytes[(offset + 8 * $0)...]) }
        offset += 8 * originCount
        let hasTraces = !encoding.lack.contains(.circumstances)
        let traces =
            hasTraces ? try [TracedSession](encoded: bytes, at: &offset, atMost: Owner.mostTraces) : []
        guard offset == bytes.count else { throw Profile.Corruption(byte: offset) }
        self.init(
            name: name,
            profile: profile,
            origins: origins,
            fittedProfile: fittedProfile,
            version: version,
            learntWhenFitted: Int(learntWhenFitted),
            traces: traces
        )
    }
}
