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
        let bytes: [UInt8]
        do throws(Errno) {
            bytes = try directory.system.read(descriptor, at: 0, count: RecordingReader.beginningLength)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        var companions = CompanionFiles(beside: path, in: directory, isOver: true)
        var failure: UnreadableRecording?
        let beginning = RecordingReader.beginning(bytes.span, format: format, using: &scratch) { stream, format in
            switch companions.next(of: stream, at: 0, format) {
            case .bytes(let bytes, _): return bytes
            case .end, .notYet: return []
            case .failed(let error):
                failure = error
                return []
            }
        }
        if let failure { throw failure }
        let (format, description) = (beginning.format, beginning.description)
        var names = directory.names(of: path, layout: layout, format: format, description: description)
        let start = beginning.start.isMissing ? names.statedStart : beginning.start
        if SessionReport.canBe(from: start, to: start, changed: changed) {
            names.start = start
        } else if format?.contents.clock == .monotonic {
            names.start = Timestamp(milliseconds: modified / 1_000_000)
        }
        return names
    }
}
