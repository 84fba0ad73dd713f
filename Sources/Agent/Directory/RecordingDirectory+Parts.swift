import Recordings
import SystemPackage

/// How many parts of a recording come after the first, and how many bytes they have together.
public struct LaterParts: Sendable, Equatable, Codable {
    /// How many there are.
    public var count: Int
    /// The bytes of all of them.
    public var byteCount: Int64

    /// So many parts with so many bytes.
    public init(count: Int, byteCount: Int64) {
        self.count = count
        self.byteCount = byteCount
    }

    /// So much as `parts` are; `nil` of none.
    init?(_ parts: [(path: RecordingPath, status: FileStatus)]) {
        guard !parts.isEmpty else { return nil }
        self.init(count: parts.count, byteCount: parts.reduce(0) { $0 + $1.status.size })
    }
}

/// A file that holds a part of a recording, by its name.
struct PartFile: Comparable {
    let path: RecordingPath
    let number: Int64

    /// In the order of the parts; the plain file of a part comes before its compressed copy.
    static func < (one: PartFile, other: PartFile) -> Bool {
        (one.number, one.path) < (other.number, other.path)
    }
}

extension RecordingDirectory {
    /// The files of the parts of the session of which that at `path` holds one, by their names and in order, each part once;
    /// none where it holds no part.
    ///
    /// - Parameter parts: how parts are called; `nil` for all ways of the formats that are known.
    func partFiles(besides path: RecordingPath, _ parts: RecordingParts? = nil) -> [PartFile] {
        let ways = parts.map { [$0] } ?? RecordingFormat.all.compactMap(\.parts)
        guard let own = path.components.last,
            let (way, session) = ways.lazy.compactMap({ way in way.name(own.bytes).map { (way, $0.session) } }).first
        else { return [] }
        let folder = path.parent
        var files: [PartFile] = []
        for name in names(in: folder, where: { Self.canBePart($0.bytes, of: session) }) {
            guard let part = way.name(name.bytes), part.session == session else { continue }
            files.append(PartFile(path: folder.appending(name), number: part.number))
        }
        return files.inOrder
    }

    /// Whether a file of this name can be a part of `session` at all: a glance that spares taking it apart.
    private static func canBePart(_ name: [UInt8], of session: [UInt8]) -> Bool {
        // What all names have in common is their end, or their beginning but for the ending.
        let ending = session.lastIndex(of: UInt8(ascii: ".")) ?? session.endIndex
        return name.starts(with: session[..<ending]) || name.suffix(session.count).elementsEqual(session)
            || name.dropLast(3).suffix(session.count).elementsEqual(session)
    }

    /// What `part` is if it is a regular file with something in it; `nil` otherwise.
    func status(of part: PartFile) -> FileStatus? {
        guard case .present(let status) = look(at: part.path), status.kind == .file, status.size > 0 else { return nil }
        return status
    }

    /// The parts that come after that at `path` and have something in them.
    ///
    /// - Parameter files: the files of all parts; `nil` to look for them.
    func partsAfter(
        _ path: RecordingPath,
        among files: [PartFile]? = nil
    ) -> [(path: RecordingPath, status: FileStatus)] {
        guard let number = path.part?.number else { return [] }
        // By its number, because it may be gone itself.
        let later = (files ?? partFiles(besides: path)).drop { $0.number <= number }
        return Array(
            later.lazy
                .compactMap { part in status(of: part).map { (path: part.path, status: $0) } }
                .prefix(RecordingParts.most)
        )
    }

    /// How much there is of the parts that come after that at `path`; `nil` where there are none.
    ///
    /// - Parameter files: the files of all parts; `nil` to look for them.
    func laterParts(than path: RecordingPath, among files: [PartFile]? = nil) -> LaterParts? {
        LaterParts(partsAfter(path, among: files))
    }
}

extension [PartFile] {
    /// These in the order of the parts, each part once.
    var inOrder: [PartFile] {
        let files = sorted()
        return files.indices.filter { $0 == 0 || files[$0].number > files[$0 - 1].number }.map { files[$0] }
    }
}

extension RecordingPath {
    /// The files that the part of `number` may have of the session of which a part lies here, where parts are counted.
    func files(ofPart number: Int64, _ way: RecordingParts) -> [PartFile] {
        guard let name = components.last else { return [] }
        return way.names(ofPart: number, besides: name.bytes).map {
            PartFile(path: parent.appending(FileName($0)), number: number)
        }
    }

    /// What stands for all parts of the session of which a part lies here; `nil` where none does.
    var ofAllParts: RecordingPath? {
        part.map { parent.appending(FileName($0.session)) }
    }

    /// Which part of which session lies here, by the file's name; `nil` where none does.
    var part: RecordingParts.Name? { components.last.flatMap { RecordingParts.anyName($0.bytes) } }
}
