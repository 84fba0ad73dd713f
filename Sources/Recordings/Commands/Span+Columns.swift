extension Span<UInt8> {
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
