import Glibc
import Testing

@testable import Gestures

struct StepDirectionsTests {
    /// To the last bit, near and far: a purely leftward step is −π.
    @Test func areThoseOfTheArctangent() {
        let near = StepDirections.near
        for down in -40...40 {
            for right in -40...40 {
                let direction = StepDirections.direction(right: right, down: down, near: near)
                let angle = atan2(-Double(down), Double(right))
                #expect(direction.angle.bitPattern == angle.bitPattern)
                #expect(direction.cell == JointCells.direction(angle))
            }
        }
        #expect(StepDirections.direction(right: -5, down: 0, near: near).angle == -.pi)
    }
}
