/// One movement of the pointer, between presses, releases and rests: how straight it is and how even its steps are.
struct PointerMovement: Sendable, Equatable {
    /// Lengths are added up in 1/64 px, as whole numbers, so that the pieces in which they come make no difference.
    private static let lengthUnit: Float = 64
    /// From here on `Float` has whole numbers alone, so that what is added to it is rounded.
    private static let rounder: Float = 8_388_608

    /// How many steps it has.
    var steps = 0
    /// Where it has come to, in px from where it began.
    var (x, y): (Int32, Int32) = (0, 0)
    /// The bits of all that `x` and `y` have been: 0 where it is parallel to the other axis.
    var (reachX, reachY): (Int32, Int32) = (0, 0)
    /// The lengths of the steps together, in 1/64 px.
    var length = 0
    /// The squares of the lengths together, in squared px.
    var squares = 0
    var cone = StraightCone()

    /// Whether it is parallel to an axis.
    var isAxial: Bool { reachX == 0 || reachY == 0 }

    /// The square of the px between both ends.
    var squaredDistance: Int { Int(x) * Int(x) + Int(y) * Int(y) }

    /// The mean length of a step, in px.
    var meanLength: Double { Double(length) / Double(Self.lengthUnit) / Double(steps) }

    /// The standard deviation of the lengths of steps, in px.
    var lengthDeviation: Double {
        max(0, Double(squares) / Double(steps) - meanLength * meanLength).squareRoot()
    }

    /// Goes on by steps, which are `PointerStep`s.
    mutating func add(_ steps: Span<UInt32>) {
        let isWhole = self.steps == 0
        let (startX, startY) = (x, y)
        var (x, y, reachX, reachY) = (x, y, reachX, reachY)
        var (length, squares) = (length, squares)
        var (middleX, middleY) = (x, y)
        let middle = steps.count / 2
        for index in steps.indices {
            let step = PointerStep(steps[index])
            x &+= step.dx
            y &+= step.dy
            reachX |= x
            reachY |= y
            if index == middle { (middleX, middleY) = (x, y) }
            let squared = step.squaredLength
            squares &+= squared
            length &+= Int((Float(squared).squareRoot() * Self.lengthUnit + Self.rounder).bitPattern & 0x7F_FFFF)
        }
        (self.x, self.y, self.reachX, self.reachY) = (x, y, reachX, reachY)
        (self.length, self.squares) = (length, squares)
        self.steps += steps.count
        if isWhole, !StraightCone.mayBeStraight(past: middleX, middleY, to: x, y) { cone.isStraight = false }
        if cone.isStraight { narrow(steps, startX, startY) }
    }

    private mutating func narrow(_ steps: Span<UInt32>, _ startX: Int32, _ startY: Int32) {
        var (x, y, cone) = (startX, startY, cone)
        for index in steps.indices where cone.isStraight {
            x &+= PointerStep(steps[index]).dx
            y &+= PointerStep(steps[index]).dy
            cone.add(x, y)
        }
        self.cone = cone
    }
}
