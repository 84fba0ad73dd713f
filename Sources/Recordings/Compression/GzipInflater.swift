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
public struct GzipInflater: ~Copyable {
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

    private let stream = InflateStream(.gzip)
    /// Whether the first byte of another member's magic number was seen, but not yet handed to zlib.
    private var holdsMagic = false

    /// A decompressor at the start of a stream.
    public init() {}

    /// Forgets the stream and is ready for the next.
    public mutating func reset() {
        stream.reset()
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
            stream.reset()
            let magic: [UInt8] = [0x1F]
            var nothing: [UInt8] = [0]
            var room = nothing.mutableSpan
            let status = stream.advance(magic.span, into: &room, from: 0, to: 1).status
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
        let result = stream.advance(rest, into: &output, from: step.produced, to: room)
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
            state = .corrupt(stream.message(of: result.status))
            return false
        }
    }
}
