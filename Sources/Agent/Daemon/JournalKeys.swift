/// The keys under which the journal has what belongs to an open session: 32 for each, the first of them for the session
/// itself and the others for parts of its sketch.
enum JournalKeys {
    /// How many parts of its sketch a session has at most.
    static let mostSketchParts = 31

    private static let keysPerSession: UInt64 = 32

    /// The key of the session of `key`.
    static func session(_ key: UInt64) -> UInt64 { key * keysPerSession }

    /// The key of a part of the sketch of the session of `key`, numbered from 1.
    static func sketchPart(_ part: Int, of key: UInt64) -> UInt64 { key * keysPerSession + UInt64(part) }

    /// The session's key if `key` is that of a session itself; `nil` if it is that of a part of a sketch.
    static func sessionKey(_ key: UInt64) -> UInt64? {
        key.isMultiple(of: keysPerSession) ? key / keysPerSession : nil
    }

    /// The key of a session that is new where `largest` is the largest that the journal ever had.
    static func next(after largest: UInt64) -> UInt64 { largest / keysPerSession + 1 }
}
