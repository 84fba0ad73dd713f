/// Many small integers, most of them 0: each in the Elias gamma code of its successor, one bit after the other.
///
/// 0 takes 1 bit, 1 and 2 take 3, 3 to 6 take 5, and so on (P. Elias, "Universal codeword sets and representations of the
/// integers", IEEE Transactions on Information Theory 21(2), 1975).
extension SnapshotWriter {
    /// Appends integers, most of which should be small. Their number is not appended.
    public mutating func append(small integers: [UInt32]) {
        var bits = BitWriter()
        for integer in integers {
            let successor = UInt64(integer) + 1
            let length = 63 &- successor.leadingZeroBitCount
            // As many zeros as bits follow the leading one.
            bits.append(1 &<< UInt64(length), count: length &+ 1)
            bits.append(successor ^ (1 &<< UInt64(length)), count: length)
        }
        append(raw: bits.finish())
    }
}

extension SnapshotReader {
    /// The next `count` integers that were appended as small.
    public mutating func smallIntegers(count: Int) throws(SnapshotCorruption) -> [UInt32] {
        try readBits(atLeast: count) { bits throws(SnapshotCorruption) in
            var integers: [UInt32] = []
            integers.reserveCapacity(count)
            for _ in 0..<count {
                guard let integer = bits.nextGammaCode() else { throw SnapshotCorruption(byte: bits.start) }
                integers.append(integer)
            }
            return integers
        }
    }
}

/// Collects bits, the lowest of each byte first.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var waiting: UInt64 = 0
    /// Fewer than 8.
    private var waitingCount = 0

    /// Appends up to 57 bits.
    @inline(__always)
    mutating func append(_ bits: UInt64, count: Int) {
        waiting |= bits &<< UInt64(waitingCount)
        waitingCount &+= count
        while waitingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: waiting))
            waiting &>>= 8
            waitingCount &-= 8
        }
    }

    /// All bits, and zeros up to a whole byte.
    consuming func finish() -> [UInt8] {
        if waitingCount > 0 { bytes.append(UInt8(truncatingIfNeeded: waiting)) }
        return bytes
    }
}

/// Reads bits, the lowest of each byte first.
struct BitReader {
    /// The offset of the first byte.
    let start: Int

    private let bytes: [UInt8]
    private var position: Int
    private var waiting: UInt64 = 0
    private var waitingCount = 0

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
        position = start
    }

    /// The offset behind the last byte of which a bit has been read.
    var end: Int { position - waitingCount / 8 }

    /// The next integer; `nil` where the bits end or it is none of 32 bits.
    @inline(__always)
    mutating func nextGammaCode() -> UInt32? {
        if waitingCount < 32 { refill() }
        let length = waiting.trailingZeroBitCount
        guard length <= 32, length < waitingCount else { return nil }
        waiting &>>= UInt64(length &+ 1)
        waitingCount &-= length &+ 1
        if waitingCount < length { refill() }
        guard waitingCount >= length else { return nil }
        let leading: UInt64 = 1 &<< UInt64(length)
        let successor = leading | waiting & (leading &- 1)
        waiting &>>= UInt64(length)
        waitingCount &-= length
        return UInt32(exactly: successor &- 1)
    }

    private mutating func refill() {
        while waitingCount <= 56, position < bytes.count {
            waiting |= UInt64(bytes[position]) &<< UInt64(waitingCount)
            waitingCount &+= 8
            position &+= 1
        }
    }
}
