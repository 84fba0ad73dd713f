package import SystemPackage

/// A file of a state directory that cannot be used: where it was put, and why. What it held is made anew from the ledger
/// or the recordings.
package struct StateDamage: Sendable, Equatable, CustomStringConvertible {
    /// The file, where it was.
    package let path: FilePath
    /// The name in the same directory under which it was set aside; `nil` where even that failed.
    package let setAsideAs: String?
    /// What is wrong with it, with the byte.
    package let reason: String

    /// The sentence.
    package var description: String {
        "\(path): \(reason); \(setAsideAs.map { "set aside as \($0)" } ?? "left as it is")"
    }
}
