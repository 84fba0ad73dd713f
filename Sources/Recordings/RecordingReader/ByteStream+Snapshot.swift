import Snapshots

extension ByteStream {
    /// How far a stream that is read again from its start had been read when a snapshot was taken.
    ///
    /// zlib's state cannot be saved. The stream is decompressed again from its start instead, and what the decoder had
    /// taken is skipped, unless the decoder itself has to see it again.
    struct Resumption {
        /// Decompressed bytes that the decoder had taken.
        var bytesTaken: Int64
        /// What `bytesRead` was.
        var bytesRead: Int64
        /// What `bytesDecoded` was.
        var bytesDecoded: Int64
        /// Whether the decoder is given all bytes again.
        var isDecodedAgain = false
    }

    /// Takes note of further bytes that were decompressed; returns how many of them the decoder had taken before the
    /// snapshot.
    func countDecoded(_ count: Int) -> Int {
        let start = bytesDecoded
        bytesDecoded += Int64(count)
        guard let resumption else { return 0 }
        if bytesDecoded >= resumption.bytesTaken { self.resumption = nil }
        return resumption.isDecodedAgain ? 0 : Int(min(Int64(count), max(0, resumption.bytesTaken - start)))
    }

    /// Goes on with the stream's first byte, because the decoder has to see all bytes again. A compressed stream that has
    /// ended stays so: nothing more comes of it.
    func startOver() {
        if packing == .plain {
            resumption = progress
            pending = WaitingBytes()
            bytesRead = 0
            bytesDecoded = 0
        }
        resumption?.isDecodedAgain = true
    }

    /// Takes back the last `count` bytes that the decoder had taken, and all that came behind them, to be given again.
    ///
    /// - Returns: whether there were so many.
    func rewind(by count: Int64) -> Bool {
        switch packing {
        case .unknown: return false
        case .plain:
            bytesRead -= Int64(pending.count)
            bytesDecoded -= Int64(pending.count)
            pending = WaitingBytes()
            guard count <= bytesRead, count <= bytesDecoded else { return false }
            farthest = (bytesRead, bytesDecoded)
            bytesRead -= count
            bytesDecoded -= count
        case .gzip:
            // One that has ended says nothing more of its last line, whatever that is.
            guard let resumption else { return true }
            guard count <= resumption.bytesTaken else { return false }
            farthest.decoded = resumption.bytesTaken
            self.resumption?.bytesTaken -= count
        }
        return true
    }

    /// Goes on in a compressed copy of the file, which is read from its start.
    func continueInCompressedCopy() {
        guard packing != .gzip else { return }
        resumption = progress
        packing = .gzip
        undetermined = []
        pending = WaitingBytes()
        bytesRead = 0
        bytesDecoded = 0
    }

    /// Whether there may be further bytes to decompress.
    private var isInflating: Bool { packing == .gzip && damage == nil && (inflater != nil || resumption != nil) }

    private var progress: Resumption {
        resumption
            ?? Resumption(
                bytesTaken: bytesDecoded - Int64(pending.count),
                bytesRead: bytesRead,
                bytesDecoded: bytesDecoded
            )
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(text: name.name)
        writer.append(count: packing.rawValue)
        writer.append(flag: isInflating)
        if isInflating {
            writer.append(count: max(progress.bytesTaken, farthest.decoded))
            writer.append(count: progress.bytesRead)
            writer.append(count: progress.bytesDecoded)
            return
        }
        writer.append(count: resumption?.bytesRead ?? max(bytesRead, farthest.read))
        writer.append(count: resumption?.bytesDecoded ?? max(bytesDecoded, farthest.decoded))
        writer.append(bytes: undetermined)
        writer.append(bytes: pending.bytes)
        writer.append(optional: endsEarlyAt) { $0.append(signed: $1) }
        writer.append(optional: trailingBytesAt) { $0.append(signed: $1) }
        writer.append(optional: damage) { $1.snapshot(into: &$0) }
    }

    convenience init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(name: StreamName(try reader.text()))
        guard let packing = Packing(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.packing = packing
        if try reader.flag() {
            guard packing == .gzip else { throw reader.corruption }
            let bytesTaken = Int64(try reader.tally())
            let bytesRead = Int64(try reader.tally())
            let bytesDecoded = Int64(try reader.tally())
            resumption = Resumption(bytesTaken: bytesTaken, bytesRead: bytesRead, bytesDecoded: bytesDecoded)
            return
        }
        bytesRead = Int64(try reader.tally())
        bytesDecoded = Int64(try reader.tally())
        undetermined = try reader.bytes(atMost: Self.gzipMagic.count - 1)
        guard undetermined.isEmpty || packing == .unknown && Self.gzipMagic.starts(with: undetermined) else {
            throw reader.corruption
        }
        pending = WaitingBytes(try reader.bytes())
        endsEarlyAt = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        trailingBytesAt = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
    }
}
