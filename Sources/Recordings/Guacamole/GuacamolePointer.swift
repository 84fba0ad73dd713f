/// Turns reports of the pointer, which say where it is and which buttons are down, into events.
struct GuacamolePointer: Equatable {
    private enum Mask {
        static let left: UInt8 = 1
        static let middle: UInt8 = 2
        static let right: UInt8 = 4
        static let buttons: UInt8 = 7
        static let wheelUp: UInt8 = 8
        static let wheelDown: UInt8 = 16
        static let wheel: UInt8 = 24
        static let all: UInt8 = 31
    }

    /// The buttons at the last report; nil where reports may have been lost since.
    var mask: UInt8? = 0
    /// The last position, if any.
    var x: Int32?
    var y: Int32?

    /// Appends what the report says: up to five events.
    ///
    /// The wheel's bits are set for a notch and cleared by a report that is not one of movement.
    @inline(__always)
    mutating func take(x: Int32, y: Int32, mask bits: Int64, time: Timestamp, into batch: inout EventBatch) {
        let new = UInt8(truncatingIfNeeded: bits) & Mask.all
        // Where a change was lost, when it was is not known, so that none is told.
        let old = mask ?? new
        let hasMoved = x != self.x || y != self.y
        mask = new
        self.x = x
        self.y = y

        func append(_ kind: PointerEvent.Kind, _ button: PointerEvent.Button) {
            batch.append(
                PointerEvent(recorderTime: time, clientTime: .missing, x: x, y: y, kind: kind, button: button)
            )
        }
        let released = old & ~new
        let pressed = new & ~old
        if released & Mask.buttons | pressed == 0 {
            if released & Mask.wheel != 0, !hasMoved { return }
            append(new & Mask.buttons == 0 ? .move : .drag, Self.heldButton(new))
            return
        }
        if released & Mask.left != 0 { append(.release, .left) }
        if released & Mask.middle != 0 { append(.release, .middle) }
        if released & Mask.right != 0 { append(.release, .right) }
        if pressed & Mask.left != 0 { append(.press, .left) }
        if pressed & Mask.middle != 0 { append(.press, .middle) }
        if pressed & Mask.right != 0 { append(.press, .right) }
        if pressed & Mask.wheelUp != 0 { append(.wheelUp, .wheel) }
        if pressed & Mask.wheelDown != 0 { append(.wheelDown, .wheel) }
    }

    private static func heldButton(_ mask: UInt8) -> PointerEvent.Button {
        if mask & Mask.left != 0 { return .left }
        if mask & Mask.right != 0 { return .right }
        return mask & Mask.middle != 0 ? .middle : .none
    }
}
