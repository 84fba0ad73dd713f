import Profiles
import Recordings
import SystemPackage

/// The file of the key that hashes of names in a state directory are under: `GAITKEY` and the version, 1; the key, 16 bytes;
/// CRC-32 of all that, four.
///
/// It is a file of its own so that the rest can be copied elsewhere without it.
enum NameKeyFile {
    /// Its name in the state directory.
    static let name = FileName("name-key")

    private static let magic = Array("GAITKEY1".utf8)
    private static let byteCount = 28

    /// The key of the state in `folder`; a new one, once it is on the disk, where there is none and nothing is under any.
    ///
    /// - Parameter isNeeded: whether there is something under a key.
    /// - Throws: `StateError` where the key cannot be read or made, is damaged, or is missing although something is under it.
    static func key(
        in folder: StateFolder,
        isNeeded: () throws(StateError) -> Bool
    ) throws(StateError) -> NameKey {
        if let bytes = try folder.read(name, atMost: byteCount, orElse: whatToDo) {
            return try decoded(bytes, at: folder.path(of: name))
        }
        guard try !isNeeded() else {
            throw StateError(
                folder.path(of: name),
                "is missing, and hashes of names are under the key in it: \(whatToDo)"
            )
        }
        let random = try attempt(folder.path(of: name), "cannot be made") { () throws(Errno) in
            try folder.system.randomBytes(16)
        }
        let key = try decoded(encoded(random), at: folder.path(of: name))
        try folder.replace(name, with: encoded(random))
        try folder.synchronise()
        return key
    }

    /// The bytes of the file of a key of 16 bytes.
    static func encoded(_ key: [UInt8]) -> [UInt8] {
        var bytes = magic + key
        bytes.append(littleEndian: crc32(of: bytes))
        return bytes
    }

    private static func decoded(_ bytes: [UInt8], at path: FilePath) throws(StateError) -> NameKey {
        if let version = FormatVersion.newer(than: magic, bytes) {
            throw StateError(path, FormatVersion.refusal(of: version, magic: magic))
        }
        guard bytes.count == byteCount, bytes.starts(with: magic),
            UInt32(littleEndian: bytes[24...]) == crc32(of: Array(bytes[..<24])),
            let low = UInt64(littleEndian: bytes[8...]), let high = UInt64(littleEndian: bytes[16...])
        else { throw StateError(path, "is damaged: \(whatToDo)") }
        return NameKey(low: low, high: high)
    }

    private static let whatToDo =
        "restore it from a copy; without one, move the state directory away, and Gait learns anew from the recordings"
}
