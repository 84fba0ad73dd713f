extension [UInt8] {
    /// Appends `value` in groups of seven bits, the least significant first (LEB128).
    mutating func append(variableLength value: UInt64) {
        var value = value
        while value >= 0x80 {
            append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        append(UInt8(truncatingIfNeeded: value))
    }
}

extension UInt64 {
    /// How many bytes `append(variableLength:)` appends.
    var variableLengthByteCount: Int { Swift.max((bitWidth - leadingZeroBitCount + 6) / 7, 1) }
}

/// Reads integers that were appended with `append(variableLength:)`.
struct VariableLengthReader {
    private let bytes: [UInt8]

    /// How many bytes have been read.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether every byte has been read.
    var isAtEnd: Bool { offset >= bytes.count }

    /// The next integer; `nil` at the end, or where the bytes end inside an integer or one has over 64 bits.
    @inline(__always)
    mutating func next() -> UInt64? {
        // Most integers take one byte.
        if offset < bytes.count, bytes[offset] < 0x80 {
            defer { offset += 1 }
            return UInt64(bytes[offset])
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < bytes.count, shift < 64 {
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return shift == 63 && byte > 1 ? nil : value }
            shift += 7
        }
        return nil
    }

    /// The next `count` bytes; `nil` where there are not as many.
    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count <= bytes.count - offset else { return nil }
        defer { offset += count }
        return Array(bytes[offset..<(offset + count)])
    }
}
