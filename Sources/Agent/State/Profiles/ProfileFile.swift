import Gestures
import Profiles
import Recordings
import Statistics

/// How an owner lies in a file of its own: `GAITPRF` and the version, 8; four bytes of CRC-32 of what follows; the
/// position of the ledger up to which it is learnt, as eight bytes; the owner. Versions from 2 on are read, too: `Owner.Version`
/// says what they lack.
enum ProfileFile {
    /// A larger file is not read. An owner with full profiles takes about 0.5 MiB.
    static let mostBytes = 16 << 20

    private static let magic = magic(.current)
    private static let separator = UInt8(ascii: "@")

    /// What begins a file of a version.
    private static func magic(_ version: Owner.Version) -> [UInt8] { Array("GAITPRF\(version.rawValue)".utf8) }

    /// The name of the file of the owner called `name`: 16 hexadecimal digits of its hash.
    static func name(of owner: String) -> FileName {
        let digits = String(SipHash(key: 0, 0)(owner), radix: 16)
        return FileName(String(repeating: "0", count: 16 - digits.count) + digits)
    }

    /// The name of the file of a fitted profile that was pinned.
    static func name(of profile: PinnedProfile) -> FileName {
        FileName(name(of: profile.name).bytes + [separator] + String(profile.version).utf8)
    }

    /// Whether `name` is that of an owner's file.
    static func isOwner(_ name: FileName) -> Bool {
        name.bytes.count == 16 && name.bytes.allSatisfy(isDigit)
    }

    /// Whether `name` is that of a file of a fitted profile that was pinned.
    static func isPinned(_ name: FileName) -> Bool {
        name.bytes.prefix(16).allSatisfy(isDigit) && name.bytes.dropFirst(16).first == separator
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The bytes of the file of `owner`, learnt up to `position`.
    static func encoded(_ owner: Owner, position: UInt64) -> [UInt8] {
        var content: [UInt8] = []
        content.append(littleEndian: position)
        content += owner.encoded
        var bytes = magic
        bytes.append(littleEndian: crc32(of: content))
        return bytes + content
    }

    /// What a file holds.
    struct Content {
        var owner: Owner
        /// The position of the ledger up to which the owner is learnt.
        var position: UInt64
        /// Whether hashes of names in the file are keyed, as those of `owner` are.
        var isKeyed: Bool
    }

    /// Reads back the bytes of a file.
    ///
    /// - Parameter key: what hashes of names are keyed with that have no secret.
    /// - Throws: `Damage` where they are none.
    static func decoded(_ bytes: [UInt8], spaces: FeatureSpaces, key: NameKey) throws(Damage) -> Content {
        if let version = FormatVersion.newer(than: magic, bytes) {
            throw Damage(reason: FormatVersion.refusal(of: version, magic: magic), isNewer: true)
        }
        guard let version = Owner.Version.allCases.first(where: { bytes.starts(with: magic($0)) }) else {
            throw Damage(reason: "byte 0 begins no profile of this version")
        }
        let content = Array(bytes.dropFirst(magic.count + 4))
        guard UInt32(littleEndian: bytes[magic.count...]) == crc32(of: content),
            let position = UInt64(littleEndian: content[...])
        else { throw Damage(reason: "byte \(magic.count) is not the checksum of what follows") }
        do throws(Profile.Corruption) {
            var owner = try Owner(encoded: Array(content.dropFirst(8)), spaces: spaces, version: version)
            if !version.isKeyed { owner.apply(key) }
            return Content(owner: owner, position: position, isKeyed: version.isKeyed)
        } catch {
            throw Damage(reason: "byte \(magic.count + 12 + error.byte) cannot be")
        }
    }

    /// Why bytes are no profile.
    struct Damage: Error {
        var reason: String
        /// Whether there is no damage, but a newer version of Gait that wrote them.
        var isNewer = false
    }
}
