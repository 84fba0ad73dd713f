extension Span<UInt8> {
    /// How many columns the text from `start` on takes, which has no control character but DEL.
    @inline(__always)
    func countOfColumns(from start: Int) -> Int {
        var position = start
        var hidden = 0
        while count - position >= 8 {
            // The eight bytes are there, and any bytes make an integer.
            let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            hidden += Word.countWithoutColumn(loaded)
            position += 8
        }
        if position < count, count >= 8 {
            // As above; zeros take the place of the bytes that have been counted.
            let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            hidden += Word.countWithoutColumn(UInt64(littleEndian: loaded) >> UInt64(64 - 8 * (count - position)))
        } else {
            while position < count {
                if self[position] & 0xC0 == 0x80 || self[position] == 0x7F { hidden += 1 }
                position += 1
            }
        }
        return count - start - hidden
    }

    /// Where the text from `start` on ends, which has no control character but DEL, and how many columns it takes.
    @inline(__always)
    func extent(ofTextFrom start: Int) -> (end: Int, columns: Int) {
        var (position, columns) = (start, 0)
        while position < count {
            while count - position >= 8 {
                // The eight bytes are there, and any bytes make an integer.
                let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
                guard Word.isPrintableASCII(loaded) else { break }
                position += 8
                columns += 8
            }
            guard position < count, self[position] >= 0x20 else { break }
            if self[position] & 0xC0 != 0x80, self[position] != 0x7F { columns += 1 }
            position += 1
        }
        return (position, columns)
    }
}

extension Word {
    /// How many bytes take no column of their own: DEL, and those of a character but its first.
    @inline(__always)
    fileprivate static func countWithoutColumn(_ word: UInt64) -> Int {
        // A carry comes from a byte that has set its own high bit.
        guard (word | (word &+ repeating(1))) & highBits != 0 else { return 0 }
        let continuations = word & ~(word << 1) & highBits
        let others = word ^ repeating(0x7F)
        // No carry leaves its byte.
        let deletes = ~(((others & ~highBits) &+ ~highBits) | others) & highBits
        return (continuations | deletes).nonzeroBitCount
    }
}
