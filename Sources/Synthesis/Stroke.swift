/// One ballistic part of a movement: a displacement along a minimum-jerk profile (Flash, Hogan 1985,
/// doi:10.1523/JNEUROSCI.05-07-01688.1985) with a bow to one side.
///
/// Real speed profiles are not symmetric, so time is warped first. Strokes that overlap add up as vectors, as in the
/// kinematic theory (Plamondon 1995, doi:10.1007/BF00202785).
struct Stroke {
    /// When it begins, in µs of the session.
    let start: Int64
    /// How long it takes, in µs; positive.
    let duration: Int64
    /// Displacement in px.
    let dx: Double
    /// Displacement in px.
    let dy: Double
    /// Largest deviation from the straight line, relative to its length; positive to the right of the movement.
    let bow: Double
    /// Slope of the time warp at the end, positive; its inverse is the slope at the beginning.
    let asymmetry: Double

    /// When it ends, in µs of the session.
    var end: Int64 { start + duration }

    /// What it has added to the position by `time`, in px.
    func displacement(at time: Int64) -> (x: Double, y: Double) {
        if time <= start { return (0, 0) }
        if time >= end { return (dx, dy) }
        let linear = Double(time - start) / Double(duration)
        let t = linear / (linear + (1 - linear) * asymmetry)
        let s = t * t * t * (10 - t * (15 - 6 * t))
        let arch = s * (1 - s)
        let aside = 16 * arch * arch * bow
        return (s * dx - aside * dy, s * dy + aside * dx)
    }
}
