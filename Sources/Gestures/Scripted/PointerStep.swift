/// A place on a screen, of less than 32,768 px in each direction, in four bytes.
struct PointerPlace: Sendable, Equatable {
    /// The place as a number.
    let value: UInt32

    /// The place of `event`; `nil` where that is on no screen.
    @inline(__always)
    init?(x: Int32, y: Int32) {
        // Of a negative number the highest bit is set, too.
        guard UInt32(bitPattern: x | y) < 32_768 else { return nil }
        value = UInt32(bitPattern: x) &<< 16 | UInt32(bitPattern: y)
    }

    /// The way from `other` to here.
    @inline(__always)
    func step(from other: PointerPlace) -> PointerStep { PointerStep(value &- other.value) }
}

/// A step of the pointer from one place to another, in four bytes.
struct PointerStep {
    /// The step as a number, which is 0 only where it leads nowhere.
    let value: UInt32

    /// The step that is this number.
    @inline(__always)
    init(_ value: UInt32) { self.value = value }

    /// px downwards.
    @inline(__always)
    var dy: Int32 { Int32(Int16(truncatingIfNeeded: value)) }
    /// px to the right.
    @inline(__always)
    var dx: Int32 { (Int32(bitPattern: value) &- dy) &>> 16 }
    /// px in both directions together.
    @inline(__always)
    var distance: UInt32 { dx.magnitude &+ dy.magnitude }
    /// The square of its length in px.
    @inline(__always)
    var squaredLength: Int { Int(dx) &* Int(dx) &+ Int(dy) &* Int(dy) }
}
