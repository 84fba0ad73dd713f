import SystemPackage

/// Why a state directory cannot be used: the file, the byte, what is wrong and what to do.
public struct StateError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String

    init(_ path: FilePath, byte: Int? = nil, _ what: String) {
        description = "\(path)\(byte.map { ", byte \($0)," } ?? "") \(what)"
    }
}
