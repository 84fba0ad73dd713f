import CZlib

/// The CRC-32 of `bytes`, as in gzip (ISO 3309).
public func crc32(of bytes: [UInt8]) -> UInt32 {
    // The buffer outlives the call, which reads its whole length and no more.
    unsafe bytes.withUnsafeBufferPointer { buffer in
        UInt32(truncatingIfNeeded: unsafe crc32_z(0, buffer.baseAddress, buffer.count))
    }
}
