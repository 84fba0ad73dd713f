import CZlib

/// The CRC-32 of `bytes`, as in gzip (ISO 3309).
public func crc32(of bytes: [UInt8]) -> UInt32 {
    crc32(of: bytes[...], after: 0)
}

/// The CRC-32 of `bytes` that follow others, as in gzip (ISO 3309).
///
/// - Parameter former: the CRC-32 of the bytes before; 0 of none.
public func crc32(of bytes: ArraySlice<UInt8>, after former: UInt32) -> UInt32 {
    // The buffer outlives the call, which reads its whole length and no more.
    unsafe bytes.withUnsafeBufferPointer { buffer in
        // Without an address zlib would begin anew.
        guard let start = buffer.baseAddress else { return former }
        return UInt32(truncatingIfNeeded: unsafe crc32_z(uLong(former), start, buffer.count))
    }
}
