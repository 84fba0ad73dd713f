public import Recordings
import SystemPackage

extension RecordingDirectory {
    /// All entries but those that hold companions of other recordings, ordered by path.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func recordings(format: RecordingFormat?) throws(UnreadableRecording) -> [Entry] {
        let entries = try entries()
        let files = Set(entries.lazy.filter { $0.refusal == nil }.map(\.path))
        return entries.filter { entry in
            !entry.path.mains(format: format).contains { $0 != entry.path && files.contains($0) }
        }
    }

    /// The file with the main stream of the recording of which that at `path` holds a companion; `nil` where it holds none.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    func main(ofCompanion path: RecordingPath, format: RecordingFormat?) -> RecordingPath? {
        let mains = path.mains(format: format)
        guard !mains.isEmpty, let folder = try? openDescriptor(path.parent, asDirectory: true) else { return nil }
        defer { system.close(folder) }
        return mains.first { main in
            guard main != path, let name = main.components.last else { return false }
            return (try? system.status(of: name, in: folder))?.kind == .file
        }
    }
}

extension RecordingPath {
    /// Where the main stream can lie if a companion of it lies here.
    fileprivate func mains(format: RecordingFormat?) -> [RecordingPath] {
        guard let name = components.last else { return [] }
        let formats = format.map { [$0] } ?? RecordingFormat.all
        return formats.flatMap { $0.companions.mainNames(name.bytes) }.map { parent.appending(FileName($0)) }
    }
}
