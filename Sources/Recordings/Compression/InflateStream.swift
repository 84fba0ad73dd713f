import CZlib

/// zlib's decompressor, with memory of its own of about 40 KiB.
@safe struct InflateStream: ~Copyable {
    /// Bytes of memory that zlib takes, about: 32 KiB of what was decompressed last, and its tables.
    static let byteCount = 40 * 1024

    /// What stands around the deflated data.
    enum Wrapping: Int32 {
        /// RFC 1950.
        case zlib = 0
        /// RFC 1952.
        case gzip = 16
    }

    /// What one call did.
    struct Step {
        /// What zlib returned.
        var status: Int32
        /// How many bytes of the input were used.
        var consumed: Int
        /// How many bytes of the output were filled.
        var produced: Int
    }

    /// zlib keeps a pointer to its caller's structure, which therefore must not move: it has a place of its own on the
    /// heap, which this value alone owns.
    private let stream: UnsafeMutablePointer<z_stream>

    /// A decompressor at the start of a stream.
    init(_ wrapping: Wrapping) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15: the largest window. It can fail only for want of memory or another zlib's headers.
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let status = unsafe inflateInit2_(stream, 15 + wrapping.rawValue, ZLIB_VERSION, size)
        precondition(status == Z_OK, "zlib cannot start: status \(status)")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Forgets the stream and is ready for the next.
    func reset() {
        unsafe inflateReset(stream)
    }

    /// Decompresses from the front of `input` into the bytes of `output` from `start` up to `end`.
    func advance(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>, from start: Int, to end: Int) -> Step {
        // The pointers are valid for the length of their spans while zlib runs, and zlib keeps none of them.
        unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe advance(source, into: UnsafeMutableBufferPointer(rebasing: target[start..<end]))
            }
        }
    }

    private func advance(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Step {
        let count = UInt32(clamping: input.count)
        let room = UInt32(clamping: output.count)
        // zlib refuses a null input even where there is nothing to read.
        var nothing: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &nothing) { placeholder in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress) ?? placeholder
            unsafe stream.pointee.avail_in = count
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = room
            let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            return unsafe Step(
                status: status,
                consumed: Int(count - stream.pointee.avail_in),
                produced: Int(room - stream.pointee.avail_out)
            )
        }
    }

    /// What zlib says of an error that it returned.
    func message(of status: Int32) -> String {
        unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "status \(status)"
    }
}
