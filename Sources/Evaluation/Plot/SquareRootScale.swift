/// An axis that shows small scores in detail and large ones at all: sign(x) · (√(1 + |x|) − 1).
///
/// Near 0 it is linear, far out it grows like the square root. IEEE 754 rounds the square root correctly, unlike the
/// logarithms and hyperbolic functions of a mathematics library, so a score falls into the same bin on every processor.
enum SquareRootScale {
    /// Where `value` lies on the axis.
    static func position(of value: Double) -> Double {
        let distance = (1 + value.magnitude).squareRoot() - 1
        return value < 0 ? -distance : distance
    }
}
