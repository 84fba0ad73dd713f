/// A zlib stream (RFC 1950) that holds `bytes`: what gzip has, with other bytes around it.
public func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var low: UInt32 = 1
    var high: UInt32 = 0
    for byte in bytes {
        low = (low + UInt32(byte)) % 65521
        high = (high + low) % 65521
    }
    return [0x78, 0x9C] + gzip(bytes)[10...].dropLast(8) + littleEndian((high << 16 | low).byteSwapped)
}
