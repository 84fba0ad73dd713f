import CZlib

/// Decompresses what a recording of WALLIX has behind its first chunk: zlib streams (RFC 1950), one after the other.
///
/// A class, because a decoder is copied and zlib's state cannot be.
final class WallixInflater {
    private static let outputSize = 16 * 1024
    /// Bytes of memory that it takes, about.
    static let byteCount = InflateStream.byteCount + outputSize

    private let stream = InflateStream(.zlib)
    private var output = [UInt8](repeating: 0, count: outputSize)
    private var outputStart = 0
    private var outputEnd = 0
    private var hasEnded = false
    /// Whether zlib may have more to give without any further input.
    private var holdsMore = false
    /// What zlib says of data that contradicts itself; what came before it may be due still.
    private(set) var corruption: String?
    /// Bytes used and given since the first stream's start.
    private(set) var consumed: Int64 = 0
    private(set) var produced: Int64 = 0

    /// Whether there is output that nobody has read, or may be.
    var isOutputDue: Bool { outputStart < outputEnd || holdsMore }

    /// Reads as many chunks from the output as the batch has room for.
    func read(by chunks: inout WallixChunks, into batch: inout EventBatch) throws(RecordingError) {
        // Only of a local value can a span be lent.
        let output = output
        outputStart += try chunks.read(output.span.extracting(outputStart..<outputEnd), into: &batch)
    }

    /// Begins the next stream.
    func reset() {
        stream.reset()
        hasEnded = false
        holdsMore = false
    }

    /// Decompresses from the front of `input`, once all output is read; returns how many bytes were used. What follows the
    /// end of a stream is passed over.
    func inflate(_ input: Span<UInt8>) -> Int {
        guard !hasEnded, corruption == nil else { return input.count }
        var span = output.mutableSpan
        let step = stream.advance(input, into: &span, from: 0, to: Self.outputSize)
        outputStart = 0
        outputEnd = step.produced
        consumed += Int64(step.consumed)
        produced += Int64(step.produced)
        holdsMore = step.produced == Self.outputSize
        switch step.status {
        case Z_OK, Z_BUF_ERROR:
            return step.consumed
        case Z_STREAM_END:
            hasEnded = true
            holdsMore = false
            return input.count
        default:
            corruption = stream.message(of: step.status)
            holdsMore = false
            return input.count
        }
    }
}
