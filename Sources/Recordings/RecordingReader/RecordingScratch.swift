/// The memory that reading needs for a moment: one for each thread, lent to one recording after another.
public struct RecordingScratch: ~Copyable {
    static let outputSize = 64 * 1024

    /// Empty between calls of the reader.
    var batch = EventBatch()
    /// Room for what is decompressed; allocated once compressed data is met.
    var output: [UInt8] = []
    private var spareInflater: GzipInflater?

    /// Memory for one recording at a time.
    public init() {}

    /// A decompressor at the start of a stream: the one that was put back last, or a new one.
    mutating func takeInflater() -> GzipInflater {
        guard var inflater = spareInflater.take() else { return GzipInflater() }
        inflater.reset()
        return inflater
    }

    /// Room for what is decompressed, to be put back into `output`.
    mutating func takeOutput() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &output)
        return taken.isEmpty ? [UInt8](repeating: 0, count: Self.outputSize) : taken
    }

    /// Keeps a decompressor for the next compressed stream.
    mutating func putBack(_ inflater: consuming GzipInflater) {
        spareInflater = consume inflater
    }
}
