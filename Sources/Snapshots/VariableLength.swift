extension [UInt8] {
    /// Appends `value` in groups of seven bits, the least significant first (LEB128).
    @inlinable package mutating func append(variableLength value: UInt64) {
        var value = value
        while value >= 0x80 {
            append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        append(UInt8(truncatingIfNeeded: value))
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Stores what `append(variableLength:)` appends from `position` on, which moves behind it.
    ///
    /// - Precondition: there is room for its bytes, at most ten.
    @inlinable package func store(variableLength value: UInt64, at position: inout Int) {
        var value = value
        while value >= 0x80 {
            unsafe self[position] = UInt8(truncatingIfNeeded: value) | 0x80
            position += 1
            value >>= 7
        }
        unsafe self[position] = UInt8(truncatingIfNeeded: value)
        position += 1
    }
}

extension Span<UInt8> {
    /// The integer at `position`, which moves behind it; `nil` at the end, or where the bytes end inside an integer or one
    /// has over 64 bits.
    @inlinable @inline(__always)
    package func variableLengthInteger(at position: inout Int) -> UInt64? {
        // Most integers take one byte.
        if position < count, self[position] < 0x80 {
            defer { position &+= 1 }
            return UInt64(self[position])
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < count, shift < 64 {
            let byte = self[position]
            position &+= 1
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 { return shift == 63 && byte > 1 ? nil : value }
            shift &+= 7
        }
        return nil
    }
}

/// Reads integers that were appended with `append(variableLength:)`.
package struct VariableLengthReader: Sendable {
    @usableFromInline let bytes: [UInt8]
    @usableFromInline var position = 0

    /// Reads `bytes` from `offset` on, which is not behind their end.
    @inlinable package init(_ bytes: [UInt8], at offset: Int = 0) {
        self.bytes = bytes
        position = offset
    }

    /// How many bytes have been read, or were left out at the beginning.
    @inlinable package var offset: Int { position }

    /// How many bytes are left.
    @inlinable package var remaining: Int { bytes.count - position }

    /// Whether every byte has been read.
    @inlinable package var isAtEnd: Bool { position >= bytes.count }

    /// The next integer; `nil` at the end, or where the bytes end inside an integer or one has over 64 bits.
    @inlinable @inline(__always)
    package mutating func next() -> UInt64? {
        var end = position
        defer { position = end }
        return bytes.span.variableLengthInteger(at: &end)
    }

    /// The next eight bytes as an integer, the least significant first; `nil` where there are not as many.
    package mutating func nextFixed() -> UInt64? {
        guard remaining >= 8 else { return nil }
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
        position += 8
        return value
    }

    /// The next `count` bytes; `nil` where there are not as many.
    package mutating func bytes(_ count: Int) -> [UInt8]? {
        guard 0...remaining ~= count else { return nil }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }
}
