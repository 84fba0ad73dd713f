/// Which sessions are known to be their owners' and which are not.
///
/// A label's name stands for a recording when it is its path relative to the directory evaluated, its file name, or its
/// session id. A leading `./` and a trailing `.gz` count for nothing on either side, so `a/b.csv` names `a/b.csv.gz`.
public struct SessionLabels: Sendable, Equatable {
    /// A label that stands for a recording.
    public struct Match: Sendable, Equatable {
        /// The label's name as it stands in `SessionLabels.names`.
        public let name: String
        /// Whether somebody other than the owner sat at the session.
        public let isIllegal: Bool
    }

    private let isIllegalByName: [String: Bool]

    /// The labels of `isIllegalByName`, whose keys come from `canonicalName`.
    init(isIllegalByName: [String: Bool]) {
        self.isIllegalByName = isIllegalByName
    }

    /// All names, without a leading `./` and a trailing `.gz`, sorted.
    public var names: [String] { isIllegalByName.keys.sorted() }

    /// The number of names.
    public var count: Int { isIllegalByName.count }

    /// The label of the recording at `relativePath` (parts separated by `/`) that holds session `sessionID`, or `nil`
    /// where there is none.
    ///
    /// Where several names fit, the most exact decides: the path, then the file name, then the session id.
    public func match(relativePath: String, sessionID: String?) -> Match? {
        matches(relativePath: relativePath, sessionID: sessionID).first
    }

    /// All labels that stand for the recording, the most exact first.
    public func matches(relativePath: String, sessionID: String?) -> [Match] {
        let path = Self.canonicalName(relativePath[...])
        let fileName = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) }
        let session = sessionID.map { Self.canonicalName($0[...]) }
        return [path, fileName, session].compactMap { name in
            guard let name, let isIllegal = isIllegalByName[name] else { return nil }
            return Match(name: name, isIllegal: isIllegal)
        }
    }

    /// `name` without what does not tell recordings apart: a leading `./` and a trailing `.gz`.
    static func canonicalName(_ name: Substring) -> String {
        var name = name
        while name.hasPrefix("./") { name.removeFirst(2) }
        if name.hasSuffix(".gz") { name.removeLast(3) }
        return String(name)
    }
}
