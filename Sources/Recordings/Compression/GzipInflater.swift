import CZlib

/// Decompresses gzip data (RFC 1952) that arrives in pieces: one member or several, one after the other.
///
/// It holds about 40 KiB, whatever it is fed, and can be used for one stream after another.
///
/// ```swift
/// var inflater = GzipInflater()
/// let step = inflater.inflate(input, into: &buffer, atMost: buffer.count)
/// // input[..<step.consumed] is done with; buffer[..<step.produced] is what it says.
/// ```
@safe public struct GzipInflater: ~Copyable {
    /// What one call did.
    public struct Step: Sendable, Equatable {
        /// How many bytes of the input were used.
        public var consumed: Int
        /// How many bytes of the output were filled.
        public var produced: Int
    }

    /// Where the decompressor stands.
    public enum State: Sendable, Equatable {
        /// Inside a member, or before the first.
        case insideMember
        /// Behind a whole member; another may follow.
        case betweenMembers
        /// Behind the last member, at bytes that are no gzip data. The rest of the input is ignored.
        case trailingBytes
        /// At data that contradicts itself; the text is zlib's. The rest of the input is ignored.
        case corrupt(String)
    }

    /// Where the decompressor stands.
    public private(set) var state = State.insideMember
    /// The bytes of input that gzip members took, from the stream's start.
    public private(set) var consumed: Int64 = 0

    /// zlib keeps a pointer to its caller's structure, which therefore must not move: it has a place of its own on the
    /// heap, which this value alone owns.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether the first byte of another member's magic number was seen, but not yet handed to zlib.
    private var holdsMagic = false

    /// A decompressor at the start of a stream.
    public init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15: the largest window; + 16: gzip only. It can fail only for want of memory or another zlib's headers.
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib cannot start: status \(status)")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Forgets the stream and is ready for the next.
    public mutating func reset() {
        unsafe inflateReset(stream)
        state = .insideMember
        consumed = 0
        holdsMagic = false
    }

    /// Whether a stream that ends here is whole.
    public var isAtEnd: Bool { state == .betweenMembers || state == .trailingBytes }

    /// Decompresses from the front of `input` into the first `room` bytes of `output`.
    ///
    /// It returns when the input is used up or the room is full; in the latter case more output may be due even without
    /// further input. In the states `trailingBytes` and `corrupt` it does nothing.
    ///
    /// - Precondition: `room` is positive and not larger than the output.
    public mutating func inflate(
        _ input: Span<UInt8>,
        into output: inout MutableSpan<UInt8>,
        atMost room: Int
    ) -> Step {
        precondition(1...output.count ~= room, "decompressing needs room")
        var step = Step(consumed: 0, produced: 0)
        while true {
            switch state {
            case .trailingBytes, .corrupt:
                return step
            case .betweenMembers:
                guard step.consumed < input.count else { return step }
                beginMember(with: input[step.consumed], &step)
            case .insideMember:
                guard inflateMember(input, into: &output, atMost: room, &step) else { return step }
            }
        }
    }

    /// Looks for the two bytes that begin every member.
    private mutating func beginMember(with byte: UInt8, _ step: inout Step) {
        switch (holdsMagic, byte) {
        case (false, 0x1F):
            holdsMagic = true
            step.consumed += 1
        case (true, 0x8B):
            // The second byte is left for zlib, which has been given the first.
            unsafe inflateReset(stream)
            var magic: UInt8 = 0x1F
            var room: UInt8 = 0
            let status = unsafe advance(input: &magic, count: 1, output: &room, room: 1).status
            precondition(status == Z_OK, "zlib refuses the first byte of a gzip member: status \(status)")
            holdsMagic = false
            consumed += 1
            state = .insideMember
        default:
            state = .trailingBytes
        }
    }

    /// Lets zlib work on the present member; false where it can do no more.
    private mutating func inflateMember(
        _ input: Span<UInt8>,
        into output: inout MutableSpan<UInt8>,
        atMost room: Int,
        _ step: inout Step
    ) -> Bool {
        let rest = input.extracting(step.consumed...)
        let produced = step.produced
        // The pointers are valid for the length of their spans while zlib runs, and zlib keeps none of them.
        let result = unsafe rest.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe advance(
                    input: UnsafeMutablePointer(mutating: source.baseAddress),
                    count: source.count,
                    output: target.baseAddress.map { unsafe $0 + produced },
                    room: room - produced
                )
            }
        }
        step.consumed += result.consumed
        step.produced += result.produced
        consumed += Int64(result.consumed)
        switch result.status {
        case Z_OK:
            return step.consumed < input.count && step.produced < room
        case Z_STREAM_END:
            state = .betweenMembers
            return true
        case Z_BUF_ERROR:
            return false
        default:
            state = .corrupt(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "status \(result.status)")
            return false
        }
    }

    private func advance(
        input: UnsafeMutablePointer<UInt8>?,
        count: Int,
        output: UnsafeMutablePointer<UInt8>?,
        room: Int
    ) -> (status: Int32, consumed: Int, produced: Int) {
        let count = UInt32(clamping: count)
        let room = UInt32(clamping: room)
        // zlib refuses a null input even where there is nothing to read.
        var nothing: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &nothing) { placeholder in
            unsafe stream.pointee.next_in = input ?? placeholder
            unsafe stream.pointee.avail_in = count
            unsafe stream.pointee.next_out = output
            unsafe stream.pointee.avail_out = room
            let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            return unsafe (status, Int(count - stream.pointee.avail_in), Int(room - stream.pointee.avail_out))
        }
    }
}
