/// The pointer of an RDP client, as its input events tell it: where it is, and which buttons are held.
struct PyRDPPointer: Equatable {
    /// The `pointerFlags` of a TS_FP_POINTER_EVENT, [MS-RDPBCGR] 2.2.8.1.2.2.3.
    struct Flags: OptionSet {
        let rawValue: UInt16

        static let wheelIsTowardsTheUser = Flags(rawValue: 0x0100)
        static let wheel = Flags(rawValue: 0x0200)
        static let move = Flags(rawValue: 0x0800)
        static let left = Flags(rawValue: 0x1000)
        static let right = Flags(rawValue: 0x2000)
        static let middle = Flags(rawValue: 0x4000)
        static let down = Flags(rawValue: 0x8000)
        static let buttons: Flags = [.left, .right, .middle]
    }

    var x: UInt16 = 0
    var y: UInt16 = 0
    var held: Flags = []

    /// Appends what a pointer event says; false where that is nothing that Gait knows, such as a horizontal wheel.
    @inline(__always)
    mutating func take(_ flags: Flags, x: UInt16, y: UInt16, time: Timestamp, into batch: inout EventBatch) -> Bool {
        if flags.isDisjoint(with: .buttons.union(.wheel)) {
            guard flags.contains(.move) else { return false }
            (self.x, self.y) = (x, y)
            append(held.isEmpty ? .move : .drag, heldButton, time, into: &batch)
            return true
        }
        if flags.contains(.wheel) {
            // A client may leave a wheel event's place out, which is then the corner.
            if x != 0 || y != 0 { (self.x, self.y) = (x, y) }
            append(flags.contains(.wheelIsTowardsTheUser) ? .wheelDown : .wheelUp, .wheel, time, into: &batch)
            return true
        }
        (self.x, self.y) = (x, y)
        let changed = flags.intersection(.buttons)
        let kind: PointerEvent.Kind = flags.contains(.down) ? .press : .release
        if flags.contains(.down) { held.formUnion(changed) } else { held.subtract(changed) }
        if changed.contains(.left) { append(kind, .left, time, into: &batch) }
        if changed.contains(.right) { append(kind, .right, time, into: &batch) }
        if changed.contains(.middle) { append(kind, .middle, time, into: &batch) }
        return true
    }

    private var heldButton: PointerEvent.Button {
        if held.isEmpty { return .none }
        if held.contains(.left) { return .left }
        return held.contains(.right) ? .right : .middle
    }

    private func append(
        _ kind: PointerEvent.Kind,
        _ button: PointerEvent.Button,
        _ time: Timestamp,
        into batch: inout EventBatch
    ) {
        batch.append(
            PointerEvent(
                recorderTime: time,
                clientTime: .missing,
                x: Int32(x),
                y: Int32(y),
                kind: kind,
                button: button
            )
        )
    }
}
