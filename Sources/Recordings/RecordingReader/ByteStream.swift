/// One stream of a recording while it is read: how its bytes are packed, and what waits.
///
/// A class, because it owns a non-copyable decompressor and sits in an array with its siblings.
final class ByteStream {
    /// How the stream's bytes are packed.
    enum Packing: UInt8 {
        /// Not known before the second byte.
        case unknown
        case plain
        case gzip
    }

    /// The bytes that begin every gzip member.
    static let gzipMagic: [UInt8] = [0x1F, 0x8B]
    /// Once so many decompressed bytes wait, no more are decompressed until they are wanted.
    static let enoughPending = 64 * 1024

    let name: StreamName
    var packing = Packing.unknown
    /// Bytes as they lie in the file that wait for a decision on the packing.
    var undetermined: [UInt8] = []
    private(set) var inflater: GzipInflater?
    /// Set while the stream is read again up to where a snapshot was taken.
    var resumption: Resumption?
    /// Decompressed bytes that the decoder has not taken yet: while the format is not recognised, or while another
    /// stream is wanted.
    var pending = WaitingBytes()
    /// Whether the decompressor may have more to give without any further input.
    var isOutputDue = false
    var bytesRead: Int64 = 0
    var bytesDecoded: Int64 = 0
    var endsEarlyAt: Int64?
    var trailingBytesAt: Int64?
    var damage: RecordingError?
    /// How many bytes the decoder has taken since the reader's anchor.
    var takenSinceAnchor: Int64 = 0

    init(name: StreamName) {
        self.name = name
    }

    /// Bytes of memory that it takes besides itself, about.
    var byteCount: Int { pending.storage.capacity + (inflater == nil ? 0 : InflateStream.byteCount) }

    /// Whether the stream is known to have lost its end.
    var isCut: Bool { endsEarlyAt != nil || damage != nil }

    /// What keeps the stream from being read whole.
    var defect: RecordingError? {
        damage ?? endsEarlyAt.map { RecordingError(.compressionEndsEarly, byte: $0) }
    }

    /// The bytes of the file that gzip members took so far.
    var compressedBytes: Int64 { inflater?.consumed ?? 0 }

    /// Becomes a compressed stream.
    func borrowInflater(from scratch: inout RecordingScratch) {
        packing = .gzip
        inflater = scratch.takeInflater()
    }

    /// Gives a restored stream a decompressor, once its bytes come again.
    func resumeInflating(with scratch: inout RecordingScratch) {
        guard resumption != nil, inflater == nil else { return }
        inflater = scratch.takeInflater()
    }

    /// Decompresses into the first `room` bytes of `output`.
    func inflate(_ input: Span<UInt8>, into output: inout [UInt8], room: Int) -> GzipInflater.Step {
        var span = output.mutableSpan
        return inflater?.inflate(input, into: &span, atMost: room) ?? GzipInflater.Step(consumed: 0, produced: 0)
    }

    /// Takes note of corruption; true where there is some.
    func noteDamage() -> Bool {
        guard case .corrupt(let message)? = inflater?.state else { return false }
        damage = RecordingError(.corruptCompression(message), byte: compressedBytes)
        resumption = nil
        return true
    }

    /// Takes note of where the compressed data ended, and gives the decompressor back.
    func returnInflater(to scratch: inout RecordingScratch) {
        let former = resumption.take()
        damage = damage ?? former?.damage
        // Bytes that had been decoded before the snapshot are no longer in the file.
        let hasShrunk = former.map { isBehind($0) } ?? false
        if hasShrunk { endsEarlyAt = bytesRead }
        guard let inflater = inflater.take() else { return }
        if hasShrunk || inflater.state == .insideMember {
            endsEarlyAt = bytesRead
        } else if damage == nil, inflater.consumed < bytesRead {
            trailingBytesAt = inflater.consumed
        }
        scratch.putBack(inflater)
    }

    /// Whether less was decompressed, by the stream or by the decoder, than had been before the snapshot.
    private func isBehind(_ former: Resumption) -> Bool {
        bytesDecoded < former.bytesDecoded && (packing == .gzip || former.isDecodedAgain)
    }
}
