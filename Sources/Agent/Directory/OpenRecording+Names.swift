import Recordings
import SystemPackage

extension OpenRecording {
    /// What the recording and its path say of a session.
    ///
    /// - Parameters:
    ///   - format: the recording's format; `nil` to recognise it.
    ///   - scratch: memory that is used during the call only.
    /// - Throws: `UnreadableRecording` where a file cannot be read.
    func names(
        layout: LayoutPattern,
        format: RecordingFormat?,
        using scratch: inout RecordingScratch
    ) throws(UnreadableRecording) -> RecordingNames {
        let beginning: [UInt8]
        do throws(Errno) {
            beginning = try directory.system.read(descriptor, at: 0, count: RecordingReader.descriptionLength)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        var companions = CompanionFiles(beside: path, in: directory, isOver: true)
        var failure: UnreadableRecording?
        let description = RecordingReader.description(from: beginning.span, format: format, using: &scratch) {
            stream,
            format in
            switch companions.next(of: stream, at: 0, format) {
            case .bytes(let bytes, _): return Array(bytes.prefix(RecordingReader.descriptionLength))
            case .end, .notYet: return []
            case .failed(let error):
                failure = error
                return []
            }
        }
        if let failure { throw failure }
        return RecordingNames(path, layout: layout, description: description)
    }
}
