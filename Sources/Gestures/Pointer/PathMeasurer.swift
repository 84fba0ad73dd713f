import Glibc

/// Measures a finished path: the samples of its steps and of the whole gesture.
///
/// Holds scratch memory only; a value that came out of one path does not reach the next.
struct PathMeasurer: Sendable {
    /// The magnitude of each turn of the path, and behind them what is left of others.
    private var turns: [Double] = []
    /// The magnitude of each turn over its time.
    private var angularSpeeds: [Double] = []

    /// Bytes of memory that the scratch takes.
    var byteCount: Int { (turns.capacity + angularSpeeds.capacity) * MemoryLayout<Double>.stride }

    /// Appends the samples of the gesture along `points` to `samples`.
    ///
    /// - Returns: how straight and even the path is.
    /// - Precondition: at least `PointerPath.fewestPoints` points at strictly ascending times.
    mutating func measure(
        _ points: Span<PointerPath.Point>,
        in context: GestureContext,
        into samples: inout SampleBuffer
    ) -> PathShape {
        if turns.count < points.count {
            turns += repeatElement(0, count: points.count - turns.count)
            angularSpeeds += repeatElement(0, count: points.count - angularSpeeds.count)
        }
        let steps = Self.measureSteps(points, &turns, &angularSpeeds, into: &samples)
        return measureGesture(points, steps, in: context, into: &samples)
    }

    /// What the steps of a gesture add up to.
    private struct StepTotals {
        var length = 0.0
        var squaredLength = 0.0
        /// How many steps lead anywhere.
        var movingCount = 0
        var peakSpeed = -1.0
        var timeOfPeak: Int64 = 0
        var speedSum = 0.0
        var squaredSpeedSum = 0.0
        var intervalSum = 0.0
        var squaredIntervalSum = 0.0
        var squaredAccelerationSum = 0.0
        var lastSpeed = 0.0
        var turnCount = 0
    }

    private static func measureSteps(
        _ points: borrowing Span<PointerPath.Point>,
        _ turns: inout [Double],
        _ angularSpeeds: inout [Double],
        into samples: inout SampleBuffer
    ) -> StepTotals {
        var totals = StepTotals()
        var turns = turns.mutableSpan
        var angularSpeeds = angularSpeeds.mutableSpan
        let directions = StepDirections.near
        var from = points[0]
        var previousLength = 0.0
        var previousSpeed = 0.0
        var previousInterval = 0.0
        var previousAngle = 0.0
        var previousLengthCell = 0
        var previousAcceleration = 0.0
        for index in 1..<points.count {
            let to = points[index]
            let right = Int(to.x &- from.x)
            let down = Int(to.y &- from.y)
            let dx = Double(right)
            let dy = Double(down)
            let interval = Double(to.time &- from.time) / 1000
            let squaredLength = dx * dx + dy * dy
            let length = squaredLength.squareRoot()
            let speed = length / interval
            let direction = StepDirections.direction(right: right, down: down, near: directions)
            let speedCell = JointCells.speed(speed)
            let lengthCell = JointCells.step(length)
            samples.append(.stepLength, length)
            samples.append(.stepSpeed, speed)
            samples.append(.stepRight, whole: Int64(right))
            samples.append(.stepDown, whole: Int64(down))
            if length > 0 {
                samples.append(.stepDirection, direction.angle)
                samples.append(.directionAndSpeed, cell: direction.cell &* 7 &+ speedCell)
                totals.movingCount &+= 1
            }
            if speed >= totals.peakSpeed {
                totals.peakSpeed = speed
                totals.timeOfPeak = to.time
            }
            totals.speedSum += speed
            totals.squaredSpeedSum += speed * speed
            totals.intervalSum += interval
            totals.squaredIntervalSum += interval * interval
            totals.length += length
            totals.squaredLength += squaredLength
            if index > 1 {
                let meanInterval = (interval + previousInterval) / 2
                let turn = Self.turn(from: previousAngle, to: direction.angle)
                let magnitude = abs(turn)
                // Two by two, because divisions are what takes the time of a step.
                let changes = SIMD2(speed - previousSpeed, magnitude) / meanInterval
                let ratios =
                    SIMD2(speed, 100 * magnitude)
                    / SIMD2(max(previousSpeed, 1), max((length + previousLength) / 2, 0.5))
                let (acceleration, angularSpeed) = (changes[0], changes[1])
                let (speedRatio, curvature) = (ratios[0], ratios[1])
                let speedClass = JointCells.speedClass((speed + previousSpeed) / 2)
                totals.squaredAccelerationSum += acceleration * acceleration
                samples.append(.acceleration, acceleration)
                samples.append(PointerFeature.acceleration(inSpeedClass: speedClass), acceleration)
                samples.append(.speedRatio, min(max(speedRatio, 1e-3), 1e3))
                samples.append(.stepPair, cell: previousLengthCell &* 7 &+ lengthCell)
                if index > 2 {
                    samples.append(.jerk, (acceleration - previousAcceleration) / meanInterval)
                }
                previousAcceleration = acceleration
                if length > 0 && previousLength > 0 {
                    turns[totals.turnCount] = magnitude
                    angularSpeeds[totals.turnCount] = angularSpeed
                    totals.turnCount &+= 1
                    samples.append(.turn, turn)
                    samples.append(PointerFeature.turn(inSpeedClass: speedClass), magnitude)
                    samples.append(.curvature, curvature)
                    samples.append(.angularVelocity, turn < 0 ? -angularSpeed : angularSpeed)
                    samples.append(.turnAndSpeed, cell: JointCells.turn(magnitude) * 7 + speedCell)
                }
            }
            from = to
            previousLength = length
            previousLengthCell = lengthCell
            previousSpeed = speed
            previousInterval = interval
            previousAngle = direction.angle
        }
        totals.lastSpeed = previousSpeed
        return totals
    }

    private mutating func measureGesture(
        _ points: borrowing Span<PointerPath.Point>,
        _ totals: StepTotals,
        in context: GestureContext,
        into samples: inout SampleBuffer
    ) -> PathShape {
        let first = points[0]
        let last = points[points.count - 1]
        let seconds = Double(last.time - first.time) / 1000
        let duration = max(seconds, 0.001)
        let dx = Double(last.x - first.x)
        let dy = Double(last.y - first.y)
        let distance = (dx * dx + dy * dy).squareRoot()
        let stepCount = Double(points.count - 1)

        samples.append(.duration, duration)
        samples.append(.pathLength, totals.length)
        samples.append(.straightness, totals.length > 0 ? distance / max(totals.length, 1) : 0)
        samples.append(.pointCount, whole: Int64(points.count))
        samples.append(.fittsResidual, log(duration) - 0.5 * log1p(distance))
        var deviation: Double?
        if distance >= 5 {
            let largest = Self.largestDeviation(points, dx / max(distance, 1), dy / max(distance, 1))
            samples.append(.deviation, largest)
            deviation = largest
        }
        if let gap = context.gapBefore {
            samples.append(.pauseBeforeGesture, max(Double(gap) / 1000, 0.001))
        }
        if context.isDrag {
            samples.append(.gestureKind, cell: 2)
        } else if let press = context.press {
            samples.append(.gestureKind, cell: 1)
            samples.append(.arrivalToClick, max(Double(press - last.time) / 1000, 0.001))
        } else {
            samples.append(.gestureKind, cell: 0)
        }

        let meanSpeed = totals.speedSum / stepCount
        let speedVariance = max(totals.squaredSpeedSum / stepCount - meanSpeed * meanSpeed, 0)
        samples.append(.peakSpeed, totals.peakSpeed)
        samples.append(.speedVariation, speedVariance.squareRoot() / max(meanSpeed, 1))
        samples.append(.timeOfPeakSpeed, Double(totals.timeOfPeak - first.time) / 1000 / duration)
        samples.append(.endSpeed, totals.lastSpeed)
        samples.append(.rmsAcceleration, (totals.squaredAccelerationSum / max(stepCount - 1, 1)).squareRoot())
        samples.append(.progressAtHalfTime, Self.lengthAtHalfTime(points) / max(totals.length, 1))
        if totals.turnCount > 0 {
            samples.append(.turnUpperQuartile, turns.nearestRank(0.75, ofFirst: totals.turnCount))
            samples.append(.angularVelocityUpperDecile, angularSpeeds.nearestRank(0.9, ofFirst: totals.turnCount))
        }
        if distance >= 250 {
            samples.append(.peakSpeedOfLongMove, totals.peakSpeed)
            samples.append(.durationOfLongMove, duration)
        }

        let meanInterval = totals.intervalSum / stepCount
        let intervalVariance = max(totals.squaredIntervalSum / stepCount - meanInterval * meanInterval, 0)
        samples.append(.intervalVariation, intervalVariance.squareRoot() / max(meanInterval, 0.001))
        samples.append(
            .distanceAndDuration,
            cell: JointCells.distance(distance) * 7 + JointCells.duration(seconds)
        )
        return PathShape(
            dx: dx,
            dy: dy,
            deviation: deviation,
            steps: totals.movingCount,
            length: totals.length,
            squaredLength: totals.squaredLength
        )
    }

    /// The change of direction in [−π, π), by the floored modulo.
    @inline(__always)
    private static func turn(from previous: Double, to angle: Double) -> Double {
        // The difference lies within ±2π, so that one addition or subtraction does what the modulo would.
        var shifted = angle - previous + .pi
        if shifted < 0 { shifted += 2 * .pi } else if shifted >= 2 * .pi { shifted -= 2 * .pi }
        return shifted - .pi
    }

    /// The largest distance in px of a point from the line through the first point along (`ux`, `uy`).
    private static func largestDeviation(
        _ points: borrowing Span<PointerPath.Point>,
        _ ux: Double,
        _ uy: Double
    ) -> Double {
        var largest = 0.0
        for index in 1..<points.count {
            let across = Double(points[index].x - points[0].x) * -uy + Double(points[index].y - points[0].y) * ux
            largest = max(largest, abs(across))
        }
        return largest
    }

    /// The length in px covered in the first half of the gesture's time, linear within a step.
    private static func lengthAtHalfTime(_ points: borrowing Span<PointerPath.Point>) -> Double {
        let start = Double(points[0].time)
        let half = start + 0.5 * (Double(points[points.count - 1].time) - start)
        var length = 0.0
        for index in 1..<points.count {
            let from = points[index - 1]
            let to = points[index]
            let begin = Double(from.time)
            if begin >= half { break }
            let dx = Double(to.x - from.x)
            let dy = Double(to.y - from.y)
            let share = min((half - begin) / (Double(to.time) - begin), 1)
            length += (dx * dx + dy * dy).squareRoot() * share
        }
        return length
    }
}

extension PointerFeature {
    @inline(__always)
    fileprivate static func acceleration(inSpeedClass speedClass: Int) -> PointerFeature {
        switch speedClass {
        case 0: .accelerationWhenSlow
        case 1: .accelerationAtMediumSpeed
        default: .accelerationWhenFast
        }
    }

    @inline(__always)
    fileprivate static func turn(inSpeedClass speedClass: Int) -> PointerFeature {
        switch speedClass {
        case 0: .turnWhenSlow
        case 1: .turnAtMediumSpeed
        default: .turnWhenFast
        }
    }
}

extension SampleBuffer {
    /// Appends a sample of a numeric pointer feature.
    @inline(__always)
    mutating func append(_ feature: PointerFeature, _ value: Double) {
        append(number: value, of: feature.rawValue)
    }

    /// Appends a sample of a numeric pointer feature whose quantities are whole numbers.
    @inline(__always)
    mutating func append(_ feature: PointerFeature, whole value: Int64) {
        append(whole: value, of: feature.rawValue)
    }

    /// Appends a sample of a pointer feature of cells.
    @inline(__always)
    mutating func append(_ feature: PointerFeature, cell: Int) {
        append(cell: cell, of: feature.rawValue)
    }
}
