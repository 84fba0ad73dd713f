import Recordings
import Statistics

/// The first page of the index of known files: `GAITKNW` and the version, 1; the key of the hash, 16 bytes; the binary
/// logarithm of the number of pages, one byte; the position of the ledger up to which all is absorbed, eight; CRC-32 of
/// all that, four.
struct KnownFilesHeader {
    static let byteCount = 37
    /// The binary logarithm of the number of pages of a new index: for about 2,000 recordings.
    static let fewestPagesLog = 4
    /// The same of the largest index.
    static let mostPagesLog = 22

    static let magic = Array("GAITKNW1".utf8)

    var key: (low: UInt64, high: UInt64)
    var pagesLog = fewestPagesLog
    var absorbed: UInt64 = 0

    init(key: (low: UInt64, high: UInt64)) {
        self.key = key
    }

    /// How many pages follow the header's.
    var pageCount: Int { 1 << pagesLog }

    /// The hash of `path`, which is never 0.
    func hash(of path: [UInt8]) -> UInt64 { max(SipHash(key: key.low, key.high)(path), 1) }

    /// The page at which the search for `hash` begins.
    func page(of hash: UInt64) -> Int { Int(hash >> UInt64(64 - pagesLog)) }

    /// The bytes of the header.
    var encoded: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: key.low)
        bytes.append(littleEndian: key.high)
        bytes.append(UInt8(pagesLog))
        bytes.append(littleEndian: absorbed)
        bytes.append(littleEndian: crc32(of: bytes))
        return bytes
    }

    /// Reads back a header; `nil` where it is none.
    init?(encoded bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic),
            UInt32(littleEndian: bytes[33...]) == crc32(of: Array(bytes[..<33])),
            let low = UInt64(littleEndian: bytes[8...]), let high = UInt64(littleEndian: bytes[16...]),
            let absorbed = UInt64(littleEndian: bytes[25...]),
            (Self.fewestPagesLog...Self.mostPagesLog).contains(Int(bytes[24]))
        else { return nil }
        key = (low, high)
        pagesLog = Int(bytes[24])
        self.absorbed = absorbed
    }
}
