import Snapshots

extension Profile {
    /// Why bytes are not the encoding of a profile.
    public struct Corruption: Error, Equatable {
        /// Where, in the encoding, it goes wrong.
        public var byte: Int

        /// It goes wrong at `byte`.
        public init(byte: Int) {
            self.byte = byte
        }
    }

    /// Which encoding bytes have.
    public enum Version: Sendable {
        /// The one without transports.
        case withoutTransports
        /// The one that is written.
        case current
    }

    /// Appends the encoding: sessions ever learnt; the names of the sessions that windows are kept of, each with its
    /// length; what each came through, in the same way; then for each window size the number of windows, and each window.
    ///
    /// A window that `base` has too is written as its number there, from 1 on. Another is written as 0, its session's
    /// number, its rank, its hash, its number, and its histogram's length and bytes. All integers are of variable length.
    ///
    /// - Parameter base: a profile that is at hand when this one is read back.
    public func encode(into bytes: inout [UInt8], base: Profile? = nil) {
        bytes.append(variableLength: UInt64(learntCount))
        bytes.append(variableLength: UInt64(sessions.count))
        for text in sessions + transportsOfSessions { bytes.append(text: text) }
        for (size, entries) in kept.enumerated() {
            bytes.append(variableLength: UInt64(entries.count))
            for entry in entries {
                if let number = base?.kept[size].firstIndex(of: entry) {
                    bytes.append(variableLength: UInt64(number + 1))
                    continue
                }
                guard let session = sessions.firstIndex(of: entry.session) else {
                    preconditionFailure("a window is kept of a session that is not")
                }
                bytes.append(variableLength: 0)
                bytes.append(variableLength: UInt64(session))
                bytes.append(variableLength: UInt64(entry.rank))
                entry.window.encode(into: &bytes)
            }
        }
    }

    /// Reads back an encoding, whose histograms range over `cellCount` cells, from `bytes` at `offset` on, and moves
    /// `offset` behind it.
    ///
    /// - Throws: `Corruption` where the bytes are no such encoding.
    public init(
        encoded bytes: [UInt8],
        at offset: inout Int,
        cellCount: Int,
        version: Version = .current,
        base: Profile? = nil
    ) throws(Corruption) {
        var reader = ProfileReader(bytes, at: offset)
        try self.init(from: &reader, cellCount: cellCount, version: version, base: base)
        offset = reader.offset
    }

    /// Reads back an encoding, whose histograms range over `cellCount` cells.
    init(
        from reader: inout ProfileReader,
        cellCount: Int,
        version: Version = .current,
        base: Profile? = nil
    ) throws(Corruption) {
        self.init()
        learntCount = try reader.integer(atMost: 1 << 48)
        for _ in 0..<(try reader.integer(atMost: Self.mostSessions)) { sessions.append(try reader.text()) }
        for _ in sessions {
            transportsOfSessions.append(version == .withoutTransports ? "" : try reader.text())
        }
        for size in kept.indices {
            for _ in 0..<(try reader.integer(atMost: Self.capacities[size])) {
                let number = try reader.integer(atMost: base?.kept[size].count ?? 0)
                if let base, number > 0 {
                    kept[size].append(base.kept[size][number - 1])
                } else {
                    kept[size].append(try Entry(from: &reader, of: sessions, cellCount: cellCount))
                }
            }
        }
    }
}

extension Profile.Entry {
    /// Reads back a window of one of `sessions`.
    fileprivate init(
        from reader: inout ProfileReader,
        of sessions: [String],
        cellCount: Int
    ) throws(Profile.Corruption) {
        let byte = reader.offset
        let session = try reader.integer(atMost: sessions.count)
        guard session < sessions.count else { throw Profile.Corruption(byte: byte) }
        rank = try reader.integer(atMost: Int.max)
        self.session = sessions[session]
        window = try SessionSketch.KeptWindow(from: &reader, cellCount: cellCount)
    }
}
