import Gestures
import Profiles

extension Owner {
    /// Which encoding bytes have.
    enum EncodingVersion {
        /// The one of the pointer alone, with such profiles.
        case ofPointer(Profile.Version)
        /// The one without circumstances.
        case withoutCircumstances
        /// The one that is written.
        case current
    }

    /// The encoding: the length and the bytes of the name, the version and the number of sessions learnt when the model
    /// was fitted, eight bytes each, then both profiles, the fitted one on the base of the other, and eight bytes for
    /// the origin of each of the first one's sessions.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt32(name.utf8.count))
        bytes += name.utf8
        bytes.append(littleEndian: version)
        bytes.append(littleEndian: UInt64(learntWhenFitted))
        profile.encode(into: &bytes)
        fittedProfile.encode(into: &bytes, base: profile)
        for origin in origins { bytes.append(littleEndian: origin) }
        return bytes
    }

    /// Reads back an encoding.
    ///
    /// - Throws: `Profile.Corruption` where the bytes are none.
    init(
        encoded bytes: [UInt8],
        spaces: FeatureSpaces,
        version encoding: EncodingVersion = .current
    ) throws(Profile.Corruption) {
        guard let length = UInt32(littleEndian: bytes[...]).map(Int.init), length <= bytes.count - 20,
            let name = String(validating: bytes[4..<(4 + length)], as: UTF8.self),
            let version = UInt64(littleEndian: bytes[(4 + length)...]),
            let learntWhenFitted = UInt64(littleEndian: bytes[(12 + length)...]), learntWhenFitted < 1 << 48
        else { throw Profile.Corruption(byte: 0) }
        var offset = 20 + length
        let (profile, fittedProfile): (OwnerProfile, OwnerProfile)
        switch encoding {
        case .ofPointer(let version):
            let cellCount = spaces[.pointer].cellCount
            let own = try Profile(encoded: bytes, at: &offset, cellCount: cellCount, version: version)
            let fitted = try Profile(encoded: bytes, at: &offset, cellCount: cellCount, version: version, base: own)
            (profile, fittedProfile) = (OwnerProfile(ofPointer: own), OwnerProfile(ofPointer: fitted))
        case .withoutCircumstances, .current:
            var hasCircumstances = true
            if case .withoutCircumstances = encoding { hasCircumstances = false }
            profile = try OwnerProfile(
                encoded: bytes,
                at: &offset,
                spaces: spaces,
                hasCircumstances: hasCircumstances
            )
            fittedProfile = try OwnerProfile(
                encoded: bytes,
                at: &offset,
                spaces: spaces,
                hasCircumstances: hasCircumstances,
                base: profile
            )
        }
        guard bytes.count - offset == 8 * profile.sessions.count else { throw Profile.Corruption(byte: offset) }
        let origins = profile.sessions.indices.compactMap { UInt64(littleEndian: bytes[(offset + 8 * $0)...]) }
        self.init(
            name: name,
            profile: profile,
            origins: origins,
            fittedProfile: fittedProfile,
            version: version,
            learntWhenFitted: Int(learntWhenFitted)
        )
    }
}
