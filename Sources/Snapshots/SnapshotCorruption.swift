/// Bytes that are no snapshot of what they are read as.
public struct SnapshotCorruption: Error, Sendable, Equatable, CustomStringConvertible {
    /// The offset in the snapshot, counted from 0, of the first value that cannot be.
    public let byte: Int

    /// Describes a corruption at `byte`.
    public init(byte: Int) {
        self.byte = byte
    }

    /// One sentence: where, what is wrong, what to do.
    public var description: String {
        "byte \(byte): the snapshot is corrupt here; begin again without it"
    }
}
