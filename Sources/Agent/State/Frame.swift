import Recordings

/// How a record lies in a file of the state directory: four bytes of length, four of CRC-32 of the payload, the payload.
enum Frame {
    /// Bytes before the payload.
    static let headBytes = 8

    /// Appends `payload` in a frame to `bytes`.
    static func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt32(payload.count))
        bytes.append(littleEndian: crc32(of: payload))
        bytes += payload
    }

    /// The payload of the intact frame at the beginning of `buffer`; `nil` where there is none.
    ///
    /// - Parameters:
    ///   - lengths: how long a payload may be.
    ///   - isPlausible: whether a payload of a length may begin with as many bytes as the shortest has. Asked before the
    ///     payload is read.
    static func next(
        in buffer: inout FileBuffer,
        lengths: ClosedRange<Int>,
        isPlausible: (_ beginning: ArraySlice<UInt8>, _ length: Int) -> Bool
    ) throws(StateError) -> ArraySlice<UInt8>? {
        let head = try buffer.peek(headBytes + lengths.lowerBound)
        guard head.count == headBytes + lengths.lowerBound,
            let length = UInt32(littleEndian: head).map(Int.init), lengths.contains(length),
            let checksum = UInt32(littleEndian: head.dropFirst(4)),
            isPlausible(head.dropFirst(headBytes), length)
        else { return nil }
        let payload = try buffer.peek(headBytes + length).dropFirst(headBytes)
        return payload.count == length && crc32(of: payload, after: 0) == checksum ? payload : nil
    }

    /// The payload of the intact frame of `length` bytes that begins at `index` of `bytes`; `nil` where there is none.
    static func payload(at index: Int, in bytes: ArraySlice<UInt8>, length: Int) -> ArraySlice<UInt8>? {
        let frame = bytes[index...].prefix(headBytes + length)
        guard frame.count == headBytes + length, UInt32(littleEndian: frame) == UInt32(length),
            UInt32(littleEndian: frame.dropFirst(4)) == crc32(of: frame.dropFirst(headBytes), after: 0)
        else { return nil }
        return frame.dropFirst(headBytes)
    }
}
