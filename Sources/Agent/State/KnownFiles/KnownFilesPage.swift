import Recordings

/// One page of the index of known files: 127 slots of 32 bytes, then four bytes of CRC-32 of them and 28 zeros.
///
/// A slot is the hash of a path, an identity, a size and a position of the ledger, eight bytes each; a hash of 0 is an
/// empty slot. Slots fill from the first on. A page of zeros is empty.
struct KnownFilesPage {
    static let byteCount = 4096
    static let slotBytes = 32
    static let slotCount = byteCount / slotBytes - 1

    /// The slots; what lies behind them is a checksum of what was read.
    private var bytes: [UInt8]

    /// A page as it was read; `nil` where it is damaged.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
        let checksum = UInt32(littleEndian: bytes[Self.checkedBytes...])
        guard checksum == crc32(of: bytes[..<Self.checkedBytes], after: 0) || bytes.allSatisfy({ $0 == 0 }) else {
            return nil
        }
    }

    private static let checkedBytes = slotCount * slotBytes

    /// The slot of `hash`, or the first that is empty; `nil` where neither is in the page.
    func slot(of hash: UInt64) -> (number: Int, isEmpty: Bool)? {
        for number in 0..<Self.slotCount {
            let found = word(number, 0)
            if found == hash { return (number, false) }
            if found == 0 { return (number, true) }
        }
        return nil
    }

    /// What is in slot `number`.
    subscript(number: Int) -> (hash: UInt64, file: KnownFile) {
        let file = KnownFile(
            identity: word(number, 1),
            size: Int64(bitPattern: word(number, 2)),
            position: word(number, 3)
        )
        return (word(number, 0), file)
    }

    /// Puts `file` into slot `number`.
    mutating func set(_ number: Int, _ hash: UInt64, _ file: KnownFile) {
        var slot: [UInt8] = []
        for word in [hash, file.identity, UInt64(bitPattern: file.size), file.position] {
            slot.append(littleEndian: word)
        }
        bytes.replaceSubrange(number * Self.slotBytes..<(number + 1) * Self.slotBytes, with: slot)
    }

    /// The page as it is written.
    var sealed: [UInt8] {
        var checksum: [UInt8] = []
        checksum.append(littleEndian: crc32(of: bytes[..<Self.checkedBytes], after: 0))
        return bytes[..<Self.checkedBytes] + checksum + bytes[(Self.checkedBytes + checksum.count)...]
    }

    private func word(_ slot: Int, _ number: Int) -> UInt64 {
        let offset = slot * Self.slotBytes + number * 8
        // The span checks that the eight bytes are within the page, and any bytes are an integer.
        return UInt64(
            littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
    }
}
