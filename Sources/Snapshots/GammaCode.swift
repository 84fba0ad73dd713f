/// Many small integers, most of them 0: each in the Elias gamma code of its successor, one bit after the other.
///
/// 0 takes 1 bit, 1 and 2 take 3, 3 to 6 take 5, and so on (P. Elias, "Universal codeword sets and representations of the
/// integers", IEEE Transactions on Information Theory 21(2), 1975).
extension SnapshotWriter {
    /// Appends integers, most of which should be small. Their number is not appended.
    public mutating func append(small integers: [UInt32]) {
        var bits = BitWriter()
        var zeros = 0
        for integer in integers {
            if integer == 0 {
                zeros &+= 1
                continue
            }
            bits.append(ones: zeros)
            zeros = 0
            let successor = UInt64(integer) + 1
            let length = 63 &- successor.leadingZeroBitCount
            // As many zeros as bits follow the leading one.
            bits.append(1 &<< UInt64(length), count: length &+ 1)
            bits.append(successor ^ (1 &<< UInt64(length)), count: length)
        }
        bits.append(ones: zeros)
        append(raw: bits.finish())
    }
}

extension SnapshotReader {
    /// The next `count` integers that were appended as small.
    public mutating func smallIntegers(count: Int) throws(SnapshotCorruption) -> [UInt32] {
        try readBits(atLeast: count) { bits throws(SnapshotCorruption) in
            var integers = [UInt32](repeating: 0, count: count)
            var index = 0
            while true {
                index &+= bits.nextOnes(atMost: count &- index)
                if index == count { return integers }
                guard let integer = bits.nextGammaCode() else { throw SnapshotCorruption(byte: bits.start) }
                integers[index] = integer
                index &+= 1
            }
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

    /// Appends `count` ones: as many integers of 0.
    @inline(__always)
    mutating func append(ones count: Int) {
        var left = count
        while left > 0 {
            let taken = min(left, 48)
            append((1 &<< UInt64(taken)) &- 1, count: taken)
            left &-= taken
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

    /// How many ones come next, which are as many integers of 0; no more than `limit`.
    @inline(__always)
    mutating func nextOnes(atMost limit: Int) -> Int {
        var count = 0
        while count < limit {
            if waitingCount < 32 { refill() }
            let ones = min((~waiting).trailingZeroBitCount, waitingCount, limit &- count)
            if ones == 0 { break }
            // A shift by all 64 bits would be by none.
            waiting = ones == 64 ? 0 : waiting &>> UInt64(ones)
            waitingCount &-= ones
            count &+= ones
        }
        return count
    }

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
