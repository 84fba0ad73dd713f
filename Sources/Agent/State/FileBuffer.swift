import SystemPackage

/// A file read onwards from an offset, with a look ahead.
struct FileBuffer {
    private static let chunkSize = 64 * 1024

    private let descriptor: FileDescriptor
    private let path: FilePath
    private let system: any SystemCalls
    private var bytes: [UInt8] = []
    /// Where `bytes` begins in the file.
    private var start: Int64
    private var consumed = 0

    init(_ descriptor: FileDescriptor, at path: FilePath, from offset: Int64 = 0, system: any SystemCalls) {
        self.descriptor = descriptor
        self.path = path
        self.system = system
        start = offset
    }

    /// Where in the file the next byte lies.
    var offset: Int64 { start + Int64(consumed) }

    /// The next `count` bytes; fewer where the file ends before.
    mutating func peek(_ count: Int) throws(StateError) -> ArraySlice<UInt8> {
        if bytes.count - consumed < count {
            bytes.removeFirst(consumed)
            start += Int64(consumed)
            consumed = 0
            // Chunk by chunk, because a length that was damaged may ask for far more than there is.
            while bytes.count < count, try fill() {}
        }
        return bytes[consumed..<min(consumed + count, bytes.count)]
    }

    private mutating func fill() throws(StateError) -> Bool {
        let chunk = try attempt(path, "cannot be read") { () throws(Errno) in
            try system.read(descriptor, at: start + Int64(bytes.count), count: Self.chunkSize)
        }
        bytes += chunk
        return !chunk.isEmpty
    }

    /// Goes on by `count` bytes that were peeked at.
    mutating func skip(_ count: Int) {
        consumed += count
    }
}
