public import Recordings

/// Makes up PyRDP recordings.
public struct PyRDPWriter: Sendable {
    /// What was written so far.
    public var bytes: [UInt8]

    /// A recording of which `bytes` are written already.
    public init(bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Monday 2022-12-12, in ms.
    public static let start: UInt64 = 1_670_803_200_000

    /// Appends a record; `length` is what it says of itself where that is not the truth.
    public mutating func record(_ kind: UInt16, time: UInt64 = start, _ payload: [UInt8] = [], length: UInt64? = nil) {
        bytes += littleEndian(length ?? UInt64(18 + payload.count))
        bytes += littleEndian(kind)
        bytes += littleEndian(time)
        bytes += payload
    }

    /// Appends a record of fast-path input, which counts its events in its header where they are few.
    public mutating func input(time: UInt64 = start, _ events: [[UInt8]], count: Int? = nil) {
        let count = UInt8(count ?? events.count)
        let body = (count > 15 || count == 0 ? [count] : []) + events.joined()
        let isShort = body.count + 2 < 0x80
        let length =
            isShort
            ? [UInt8(body.count + 2)]
            : [0x80 | UInt8((body.count + 3) >> 8), UInt8(truncatingIfNeeded: body.count + 3)]
        record(1, time: time, [0x40 | (count > 15 ? 0 : count << 2)] + length + body)
    }

    /// A pointer event with these flags.
    public static func pointer(_ flags: UInt16, _ x: UInt16, _ y: UInt16) -> [UInt8] {
        [0x20] + littleEndian(flags) + littleEndian(x) + littleEndian(y)
    }

    /// What RDP sends of an event; nil for what it cannot say.
    public static func pointer(_ event: PointerEvent) -> [UInt8]? {
        let flags: UInt16? =
            switch (event.kind, event.button) {
            case (.move, _), (.drag, _): 0x0800
            case (.press, .left): 0x9000
            case (.press, .right): 0xA000
            case (.press, .middle): 0xC000
            case (.release, .left): 0x1000
            case (.release, .right): 0x2000
            case (.release, .middle): 0x4000
            case (.wheelUp, _): 0x0278
            case (.wheelDown, _): 0x0388
            default: nil
            }
        guard let flags, let x = UInt16(exactly: event.x), let y = UInt16(exactly: event.y) else { return nil }
        return pointer(flags, x, y)
    }
}
