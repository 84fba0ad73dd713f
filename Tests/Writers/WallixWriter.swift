/// Makes up parts of WALLIX recordings.
public struct WallixWriter: Sendable {
    /// The first chunk.
    private var meta: [UInt8]
    /// All other chunks, as they are before compression.
    public var chunks: [UInt8] = []

    /// Monday 2022-12-12, in µs.
    public static let start: UInt64 = 1_670_803_200_000_000

    /// A part without any chunk but the first.
    public init(version: UInt16 = 5, compression: UInt8 = 0) {
        let screen: [UInt16] = [version, 800, 600, 16, 600, 768, 300, 3072, 1537, 12288]
        let behind: [UInt8] = version > 3 ? [UInt8](repeating: 0, count: 15) + [compression, 1] : []
        meta = Self.chunk(0x03EE, screen.flatMap { littleEndian($0) } + behind)
    }

    /// A chunk; `length` is what it says of itself where that is not the truth.
    public static func chunk(_ kind: UInt16, _ payload: [UInt8], length: UInt32? = nil) -> [UInt8] {
        littleEndian(kind) + littleEndian(length ?? UInt32(8 + payload.count)) + littleEndian(UInt16(1)) + payload
    }

    /// Appends a stamp (µs) with the pointer's place and what was typed.
    public mutating func stamp(_ time: UInt64, _ x: UInt16, _ y: UInt16, typed: String = "") {
        let place = littleEndian(x) + littleEndian(y) + [0]
        let text = typed.unicodeScalars.flatMap { littleEndian($0.value) }
        chunks += Self.chunk(0x03F0, littleEndian(time) + place + text)
    }

    /// Appends what time it is on the wall at a stamp (µs).
    public mutating func times(_ stamp: UInt64, _ time: UInt64) {
        chunks += Self.chunk(0x03F4, littleEndian(stamp) + littleEndian(time))
    }

    /// The part without compression.
    public var bytes: [UInt8] { meta + chunks }

    /// The part with its chunks in frames of one zlib stream, each of at most `frameLength` bytes.
    ///
    /// Its first chunk says so, whatever compression the part was made for.
    public func compressed(frameLength: Int = 65536, resets: Bool = false) -> [UInt8] {
        let stream = zlib(chunks)
        var bytes = meta
        // Behind the head.
        bytes[8 + 35] = 1
        var start = 0
        while start < stream.count {
            let end = min(stream.count, start + frameLength)
            bytes += [resets && start == 0 ? 1 : 0] + littleEndian(UInt32(end - start)) + stream[start..<end]
            start = end
        }
        return bytes
    }
}
