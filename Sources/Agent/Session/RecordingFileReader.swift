public import Gestures
public import Recordings
import SystemPackage

/// Reads recordings from their files, one after another, in constant memory.
public struct RecordingFileReader: ~Copyable {
    private static let chunkSize = 256 * 1024

    private let system: any SystemCalls
    private var memory = PipelineMemory()
    private var chunk = [UInt8](repeating: 0, count: chunkSize)

    /// A reader with memory of its own.
    public init(system: any SystemCalls) {
        self.system = system
    }

    /// What the recording of `file` and its path say of a session.
    ///
    /// - Parameter format: the recording's format; `nil` to recognise it.
    /// - Throws: `UnreadableRecording` where the file cannot be read.
    public mutating func names(
        of file: OpenRecording,
        layout: LayoutPattern,
        format: RecordingFormat?
    ) throws(UnreadableRecording) -> RecordingNames {
        try file.names(layout: layout, format: format, using: &memory.decoding)
    }

    /// Sends the whole of the recording of `file` through `pipeline`, and calls `consume` with the samples of each batch of events
    /// in each modality.
    ///
    /// - Returns: the recording's summary, what recording and file give cause to say, and how much was read of parts after
    ///   the first.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    public mutating func read(
        _ file: OpenRecording,
        through pipeline: consuming SamplePipeline,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(UnreadableRecording) -> (summary: RecordingSummary, remarks: [String], laterParts: LaterParts?) {
        // Through a static function, because chunk and memory are lent at the same time.
        var companions = CompanionFiles(
            beside: file.path,
            in: file.directory,
            isOver: true,
            partFiles: file.parts
        )
        let bytesRead = try Self.pump(file, with: &companions, through: &pipeline, system, &chunk, &memory, consume)
        let summary = try pipeline.finish(with: &companions, using: &memory, consume: consume)
        let shrunk = bytesRead < file.size
        let laterParts = companions.laterParts(summary.facts.bytesRead - bytesRead)
        let remark = "it shrank while it was read: \(bytesRead) of \(file.size) bytes were left"
        let missing = companions.remarks(summary.facts.format)
        return (summary, (shrunk ? [remark] : []) + missing + summary.remarks, laterParts)
    }

    /// Reads the recording of `file`, and calls `consume` with the samples of one modality.
    ///
    /// - Parameter format: the recording's format; `nil` to recognise it.
    /// - Returns: what recording and file give cause to say.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    @discardableResult
    public mutating func read(
        _ file: OpenRecording,
        of modality: Modality,
        format: RecordingFormat?,
        consume: (borrowing SampleBuffer) -> Void
    ) throws(UnreadableRecording) -> [String] {
        try read(file, through: SamplePipeline(format: format)) { measured, samples in
            if measured == modality { consume(samples) }
        }.remarks
    }

    /// Reads to the end of the file; returns how many bytes there were.
    private static func pump(
        _ file: OpenRecording,
        with companions: inout CompanionFiles,
        through pipeline: inout SamplePipeline,
        _ system: any SystemCalls,
        _ chunk: inout [UInt8],
        _ memory: inout PipelineMemory,
        _ consume: (Modality, borrowing SampleBuffer) -> Void
    ) throws(UnreadableRecording) -> Int64 {
        var bytesRead: Int64 = 0
        // No further than to the end as it was on opening, so that a file that keeps growing has one.
        while bytesRead < file.size {
            var count: Int
            do throws(Errno) {
                count = try system.read(file.descriptor, into: &chunk)
            } catch {
                throw UnreadableRecording(opening: error)
            }
            if count == 0 { break }
            count = Int(min(Int64(count), file.size - bytesRead))
            bytesRead += Int64(count)
            let obstacle: ReadingObstacle?
            do throws(RecordingError) {
                let bytes = chunk.span.extracting(..<count)
                obstacle = try pipeline.read(bytes, with: &companions, using: &memory, consume: consume).obstacle
            } catch {
                throw UnreadableRecording(error)
            }
            if case .failed(let error)? = obstacle { throw error }
        }
        return bytesRead
    }
}
