/// The first bytes of a number, lowest first, whose other bytes are still to come.
struct PartialNumber {
    /// What the bytes so far amount to.
    var value: UInt64 = 0
    /// How many bytes there are, at most 7.
    var count = 0

    /// Takes bytes at `position` until there are `length`; returns the number once there are.
    ///
    /// - Precondition: `length` is at most 8, and more than what there is; it is positive.
    @inline(__always)
    mutating func take(_ length: Int, of bytes: Span<UInt8>, at position: inout Int) -> UInt64? {
        if count == 0, bytes.count - position >= 8 {
            // The eight bytes are there, and any bytes make an integer.
            let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            position += length
            return UInt64(littleEndian: word) & (.max >> UInt64(64 - 8 * length))
        }
        while position < bytes.count {
            value |= UInt64(bytes[position]) << UInt64(8 * count)
            position += 1
            count += 1
            if count == length {
                defer { self = PartialNumber() }
                return value
            }
        }
        return nil
    }
}
