import Gestures
import Snapshots

extension SessionTrace {
    /// Appends the encoding: 0, or one more than the start; then for keys, movements and presses the number of hashes, and of
    /// each by how much it is larger than the one before. All integers are of variable length.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(time: start)
        for hashes in [input.keys, input.moves, input.presses] {
            bytes.append(variableLength: UInt64(hashes.count))
            var last: UInt32 = 0
            for hash in hashes {
                bytes.append(variableLength: UInt64(hash - last))
                last = hash
            }
        }
    }

    /// Reads back an encoding.
    init(from reader: inout ProfileReader) throws(Profile.Corruption) {
        let start = try reader.time()
        let keys = try reader.hashes(atMost: ReplaySketch.mostKeys)
        let moves = try reader.hashes(atMost: ReplaySketch.mostMoves)
        let presses = try reader.hashes(atMost: ReplaySketch.mostPresses)
        guard let input = ReplaySketch(keys: keys, moves: moves, presses: presses) else {
            throw Profile.Corruption(byte: reader.offset)
        }
        self.init(input: input, start: start)
    }
}

extension [TracedSession] {
    /// Appends the encoding: how many there are, and for each the length of the session's name, the name, and the trace.
    package func encode(into bytes: inout [UInt8]) {
        bytes.append(variableLength: UInt64(count))
        for traced in self {
            bytes.append(text: traced.session)
            traced.trace.encode(into: &bytes)
        }
    }

    /// Reads back an encoding of at most `most` from `bytes` at `offset` on, and moves `offset` behind it.
    ///
    /// - Throws: `Profile.Corruption` where the bytes are no such encoding.
    package init(encoded bytes: [UInt8], at offset: inout Int, atMost most: Int) throws(Profile.Corruption) {
        self = []
        var reader = ProfileReader(bytes, at: offset)
        for _ in 0..<(try reader.integer(atMost: most)) {
            append(TracedSession(try reader.text(), try SessionTrace(from: &reader)))
        }
        offset = reader.offset
    }
}

extension ProfileReader {
    fileprivate mutating func hashes(atMost most: Int) throws(Profile.Corruption) -> [UInt32] {
        var hashes: [UInt32] = []
        for _ in 0..<(try integer(atMost: most)) {
            let last = hashes.last ?? 0
            hashes.append(last + UInt32(try integer(atMost: Int(UInt32.max - last))))
        }
        return hashes
    }
}
