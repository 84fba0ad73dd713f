import SystemPackage

/// The version of a file's format, which is the digit that its magic ends in.
enum FormatVersion {
    /// The version of the file that begins with `bytes`, if it is a later one than that of `magic`; `nil` where it is not,
    /// or the file is another kind of file.
    static func newer(than magic: [UInt8], _ bytes: some Collection<UInt8>) -> Int? {
        guard let known = magic.last, bytes.starts(with: magic.dropLast()),
            let version = bytes.dropFirst(magic.count - 1).first, version > known, version <= UInt8(ascii: "9")
        else { return nil }
        return Int(version - UInt8(ascii: "0"))
    }

    /// That a file is of version `version` of its format, and this program knows none later than `known`; follows the
    /// name of the file.
    static func refusal(of version: Int, known: Int) -> String {
        "is of version \(version) of its format, and this version of Gait knows \(known): a newer version of Gait wrote "
            + "it; install that one again"
    }

    /// The same, of a later version than that of `magic`.
    static func refusal(of version: Int, magic: [UInt8]) -> String {
        refusal(of: version, known: Int(magic.last ?? 0) - Int(UInt8(ascii: "0")))
    }
}
