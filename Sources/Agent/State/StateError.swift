import SystemPackage

/// Why a state directory cannot be used: the file, the byte, what is wrong and what to do.
public struct StateError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Whether the state directory is another process's.
    public let isInUse: Bool

    init(_ path: FilePath, byte: Int? = nil, isInUse: Bool = false, _ what: String) {
        self.isInUse = isInUse
        description = "\(path)\(byte.map { ", byte \($0)," } ?? "") \(what)"
    }
}

/// Does `call`; an error of the system becomes one that says `what` happened to the file at `path`.
func attempt<Result>(
    _ path: FilePath,
    _ what: String,
    _ call: () throws(Errno) -> Result
) throws(StateError) -> Result {
    do throws(Errno) {
        return try call()
    } catch {
        throw StateError(path, "\(what): \(error)")
    }
}
