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
        for text in sessions + transportsOfSessions {
            bytes.append(variableLength: UInt64(text.utf8.count))
            bytes += text.utf8
        }
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
                bytes.append(variableLength: entry.window.hash)
                bytes.append(variableLength: UInt64(entry.window.index))
                bytes.append(variableLength: UInt64(entry.window.histogram.bytes.count))
                bytes += entry.window.histogram.bytes
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
        var reader = ProfileReader(bytes, at: offset, cellCount: cellCount)
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
                    kept[size].append(try reader.entry(of: sessions))
                }
            }
        }
        offset = reader.offset
    }
}

/// Reads the parts of a profile's encoding.
private struct ProfileReader {
    private var reader: VariableLengthReader
    private let cellCount: Int
    private let byteCount: Int
    private let start: Int

    init(_ bytes: [UInt8], at offset: Int, cellCount: Int) {
        let rest = Array(bytes.dropFirst(offset))
        reader = VariableLengthReader(rest)
        byteCount = rest.count
        start = offset
        self.cellCount = cellCount
    }

    var offset: Int { start + reader.offset }

    mutating func integer(atMost limit: Int) throws(Profile.Corruption) -> Int {
        let byte = offset
        guard let value = reader.next(), value <= UInt64(limit) else { throw Profile.Corruption(byte: byte) }
        return Int(value)
    }

    mutating func bytes() throws(Profile.Corruption) -> [UInt8] {
        let length = try integer(atMost: byteCount)
        let byte = offset
        guard let bytes = reader.bytes(length) else { throw Profile.Corruption(byte: byte) }
        return bytes
    }

    mutating func text() throws(Profile.Corruption) -> String {
        let byte = offset
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw Profile.Corruption(byte: byte) }
        return text
    }

    mutating func entry(of sessions: [String]) throws(Profile.Corruption) -> Profile.Entry {
        let byte = offset
        let session = try integer(atMost: sessions.count)
        guard session < sessions.count else { throw Profile.Corruption(byte: byte) }
        let rank = try integer(atMost: Int.max)
        guard let hash = reader.next() else { throw Profile.Corruption(byte: offset) }
        let index = try integer(atMost: Int.max)
        let encoding = try bytes()
        let histogram: SparseHistogram
        do throws(SparseHistogram.Corruption) {
            histogram = try SparseHistogram(bytes: encoding, cellCount: cellCount)
        } catch {
            throw Profile.Corruption(byte: offset - encoding.count + error.byte)
        }
        return Profile.Entry(
            rank: rank,
            session: sessions[session],
            window: SessionSketch.KeptWindow(hash: hash, index: index, histogram: histogram)
        )
    }
}
