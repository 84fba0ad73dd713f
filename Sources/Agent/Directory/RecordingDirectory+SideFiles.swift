import Recordings
import SystemPackage

extension RecordingDirectory {
    /// What the file beside that at `path` says, in which the recorder of `format` says whose a recording is; nothing where
    /// there is none that can be read.
    func sideDescription(of path: RecordingPath, _ format: RecordingFormat?) -> RecordingDescription {
        guard let name = path.components.last, let side = format?.sideFile else { return RecordingDescription() }
        for candidate in side.names(name.bytes) where candidate.count <= 255 {
            let bytes = try? withRecording(at: path.parent.appending(FileName(candidate))) {
                file throws(UnreadableRecording) in
                do throws(Errno) {
                    return try system.read(file.descriptor, at: 0, count: RecordingSideFile.longest + 1)
                } catch {
                    throw UnreadableRecording(opening: error)
                }
            }
            guard let bytes, bytes.count <= RecordingSideFile.longest else { continue }
            if let description = side.describe(bytes.span) { return description }
        }
        return RecordingDescription()
    }
}
