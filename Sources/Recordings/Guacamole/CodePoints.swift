import Glibc

extension Span<UInt8> {
    /// Moves `position` behind `count` code points, or to the end where there are not as many; `count` becomes the number
    /// that is missing. What may still follow of the last one is not skipped.
    ///
    /// Nearly all long values are ASCII, such as images in base64: there one look at so many bytes is all.
    @inline(__always)
    func skipCodePoints(_ count: inout Int, from position: inout Int) {
        while count > 0, position < self.count {
            let length = Swift.min(count, self.count &- position)
            let end = position &+ length
            count &-= length &- continuationCount(from: position, to: end)
            position = end
        }
    }

    /// How many of these bytes continue a code point.
    @inline(__always)
    private func continuationCount(from start: Int, to end: Int) -> Int {
        // Safe: `skipCodePoints` keeps both within the bounds.
        unsafe withUnsafeBytes { bytes in
            let highBits: UInt64 = 0x8080_8080_8080_8080
            var count = 0
            var position = start
            while position &+ 32 <= end {
                let words = unsafe bytes.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
                position &+= 32
                if (words[0] | words[1] | words[2] | words[3]) & highBits == 0 { continue }
                for index in words.indices {
                    // The highest bit of a byte, unless the second is set, too.
                    let flags = words[index] & ~(words[index] &<< 1) & highBits
                    // The multiplication adds the eight up in the highest byte.
                    count &+= Int(((flags &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
                }
            }
            while position < end {
                if unsafe bytes[position].continuesCodePoint { count &+= 1 }
                position &+= 1
            }
            return count
        }
    }

    /// The index of the first semicolon.
    var firstSemicolon: Int? {
        unsafe withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress, let found = unsafe memchr(start, 0x3B, buffer.count) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
        }
    }
}
