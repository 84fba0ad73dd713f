import Gestures
public import Profiles
import Recordings
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

    /// Sends the whole of `file` through `pipeline`, and calls `emit` with each window that is complete.
    ///
    /// - Returns: the session's summary, and what the file gave cause to say.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    public mutating func read(
        _ file: OpenRecording,
        through pipeline: consuming SessionPipeline,
        emit: (SessionWindow) -> Void
    ) throws(UnreadableRecording) -> (summary: SessionSummary, remarks: [String]) {
        // Through a static function, because chunk and memory are lent at the same time.
        let bytesRead = try Self.pump(file, through: &pipeline, system, &chunk, &memory, emit)
        do {
            let summary = try pipeline.finish(using: &memory, emit: emit)
            return (summary, Self.remarks(on: summary, size: file.size, bytesRead: bytesRead))
        } catch {
            throw UnreadableRecording(error.description)
        }
    }

    /// Reads to the end of the file; returns how many bytes there were.
    private static func pump(
        _ file: OpenRecording,
        through pipeline: inout SessionPipeline,
        _ system: any SystemCalls,
        _ chunk: inout [UInt8],
        _ memory: inout PipelineMemory,
        _ emit: (SessionWindow) -> Void
    ) throws(UnreadableRecording) -> Int64 {
        var bytesRead: Int64 = 0
        while true {
            let count: Int
            do throws(Errno) {
                count = try read(file.descriptor, into: &chunk, system)
            } catch {
                throw UnreadableRecording(opening: error)
            }
            if count == 0 { return bytesRead }
            bytesRead += Int64(count)
            do throws(RecordingError) {
                try pipeline.read(chunk.span.extracting(..<count), using: &memory, emit: emit)
            } catch {
                throw UnreadableRecording(error.description)
            }
        }
    }

    private static func read(
        _ descriptor: FileDescriptor,
        into chunk: inout [UInt8],
        _ system: any SystemCalls
    ) throws(Errno) -> Int {
        var outcome = Result<Int, Errno>.success(0)
        // The buffer outlives the call, which writes no more than its length.
        unsafe chunk.withUnsafeMutableBytes { buffer in
            do throws(Errno) {
                outcome = .success(try unsafe system.read(descriptor, into: buffer))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    private static func remarks(on summary: SessionSummary, size: Int64, bytesRead: Int64) -> [String] {
        var remarks: [String] = []
        let facts = summary.facts
        if bytesRead < size {
            remarks.append("it shrank while it was read: \(bytesRead) of \(size) bytes were left")
        }
        if let byte = facts.endsEarlyAt { remarks.append("the compressed data ends early, at byte \(byte)") }
        if let byte = facts.trailingBytesAt { remarks.append("bytes from \(byte) on follow the compressed data") }
        if let damage = facts.damage { remarks.append("damaged: \(damage.description)") }
        if let first = facts.rows.firstMalformed {
            remarks.append(
                "\(facts.rows.malformed) of \(facts.rows.total) rows are malformed, the first in line \(first.line) "
                    + "(byte \(first.byte)): \(first.reason)"
            )
        }
        let unusable = facts.rows.unplaced + Int64(summary.unusableEvents)
        if unusable > 0 {
            remarks.append("\(unusable) of \(facts.rows.total) rows give no place on a screen or no time")
        }
        if summary.clockLeaps > 0 { remarks.append("the client's clock leapt \(summary.clockLeaps) times") }
        return remarks
    }
}
