import Recordings
import SystemPackage

extension RecordingDirectory {
    /// What is known of the session of a recording of `format` at `path`, which says `description` of itself.
    func names(
        of path: RecordingPath,
        layout: LayoutPattern,
        format: RecordingFormat?,
        description: RecordingDescription
    ) -> RecordingNames {
        RecordingNames(
            path,
            layout: layout,
            format: format,
            description: description,
            sideFile: sideDescription(of: path, format)
        )
    }

    /// What the file beside that at `path` says, in which the recorder of `format` says whose a recording is; nothing where
    /// there is none that can be read.
    private func sideDescription(of path: RecordingPath, _ format: RecordingFormat?) -> RecordingDescription {
        guard let name = path.components.last, let side = format?.sideFile else { return RecordingDescription() }
        for candidate in side.names(name.bytes) where candidate.count <= 255 {
            let place = path.parent.appending(FileName(candidate))
            guard let bytes = beginning(of: place, count: RecordingSideFile.longest + 1),
                bytes.count <= RecordingSideFile.longest
            else { continue }
            if let description = side.describe(bytes.span) { return description }
        }
        return RecordingDescription()
    }
}
