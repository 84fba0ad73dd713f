import Snapshots

extension ByteStream {
    /// How far a stream had been read when a snapshot was taken.
    ///
    /// zlib's state cannot be saved, and bytes that wait are not, because they may be what people typed. A compressed
    /// stream is decompressed again from its start, and what the decoder had taken is skipped, unless the decoder itself
    /// has to see it again; a plain one is read again from there.
    struct Resumption {
        /// Decompressed bytes that the decoder had taken and is not given again.
        var bytesTaken: Int64 = 0
        /// What `bytesRead` was.
        var bytesRead: Int64 = 0
        /// What `bytesDecoded` was.
        var bytesDecoded: Int64 = 0
        /// What `damage` was. It is found again.
        var damage: RecordingError?
        /// Whether the decoder is given all bytes again.
        var isDecodedAgain = false
    }

    /// How far the stream has come, or had before the snapshot that it is resumed from.
    var progress: Resumption {
        var progress = resumption ?? Resumption()
        progress.bytesTaken = max(progress.bytesTaken, bytesDecoded - Int64(pending.count))
        progress.bytesRead = max(progress.bytesRead, bytesRead)
        progress.bytesDecoded = max(progress.bytesDecoded, bytesDecoded)
        progress.damage = damage ?? progress.damage
        return progress
    }

    /// Takes note of further bytes that were decompressed; returns how many of them the decoder had taken before the
    /// snapshot.
    func countDecoded(_ count: Int) -> Int {
        let start = bytesDecoded
        bytesDecoded += Int64(count)
        guard let resumption else { return 0 }
        if bytesDecoded >= resumption.bytesDecoded, resumption.damage == nil { self.resumption = nil }
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

    /// Appends how far the stream has come, and none of its bytes.
    ///
    /// - Parameters:
    ///   - repeated: how many of the bytes that it took last the decoder is given again.
    ///   - isNeeded: whether some of them are, even if nothing comes of what follows them.
    func snapshot(into writer: inout SnapshotWriter, repeating repeated: Int64, isNeeded: Bool) {
        let progress = progress
        // Nothing comes of further bytes, nor of what was begun before damage.
        let isOver =
            !isNeeded && packing == .gzip && resumption == nil && (inflater == nil || damage != nil && pending.isEmpty)
        writer.append(text: name.name)
        writer.append(count: packing.rawValue)
        writer.append(count: progress.bytesRead)
        writer.append(count: progress.bytesDecoded)
        writer.append(optional: endsEarlyAt) { $0.append(signed: $1) }
        writer.append(optional: trailingBytesAt) { $0.append(signed: $1) }
        writer.append(optional: progress.damage) { $1.snapshot(into: &$0) }
        writer.append(flag: isOver)
        if !isOver { writer.append(count: progress.bytesTaken - repeated) }
    }

    convenience init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(name: StreamName(try reader.text()))
        guard let packing = Packing(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.packing = packing
        var former = Resumption(bytesRead: Int64(try reader.tally()), bytesDecoded: Int64(try reader.tally()))
        guard packing != .unknown || former.bytesDecoded == 0 else { throw reader.corruption }
        endsEarlyAt = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        trailingBytesAt = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        former.damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        if try reader.flag() {
            guard packing == .gzip else { throw reader.corruption }
            bytesRead = former.bytesRead
            bytesDecoded = former.bytesDecoded
            damage = former.damage
            return
        }
        former.bytesTaken = Int64(try reader.unsigned(atMost: UInt64(former.bytesDecoded)))
        if packing == .plain {
            bytesRead = former.bytesTaken
            bytesDecoded = former.bytesTaken
        }
        if packing != .plain || bytesDecoded < former.bytesDecoded { resumption = former }
    }
}
