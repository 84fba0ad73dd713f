/// A step of the pointer from one position to the next, which is another, in four bytes: a value that is not 0.
struct PointerStep {
    /// The step as a number.
    let value: UInt32

    /// A step of less than 32,768 px in each direction.
    @inline(__always)
    init(_ dx: Int32, _ dy: Int32) {
        value = UInt32(bitPattern: dx) &<< 16 | UInt32(bitPattern: dy) & 0xFFFF
    }

    /// The step that is this number.
    @inline(__always)
    init(_ value: UInt32) { self.value = value }

    /// px to the right.
    @inline(__always)
    var dx: Int32 { Int32(bitPattern: value) &>> 16 }
    /// px downwards.
    @inline(__always)
    var dy: Int32 { Int32(bitPattern: value &<< 16) &>> 16 }
    /// px in both directions together.
    @inline(__always)
    var distance: UInt32 { dx.magnitude &+ dy.magnitude }
}
