extension [UInt8] {
    /// Appends the bytes of `value`, the lowest first.
    mutating func append<Value: FixedWidthInteger & UnsignedInteger>(littleEndian value: Value) {
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The integer whose lowest byte comes first in `bytes`; `nil` where there are too few.
    init?(littleEndian bytes: ArraySlice<UInt8>) {
        let count = Self.bitWidth / 8
        guard bytes.count >= count else { return nil }
        self = bytes.prefix(count).reversed().reduce(0) { $0 << 8 | Self($1) }
    }
}
