import Testing

@testable import Gestures

struct PointerPathTests {
    private func point(_ time: Int64, _ x: Int32 = 0) -> PointerPath.Point { .init(time: time, x: x, y: 7) }

    private func text(_ path: PointerPath) -> [String] { path.points.map { "\($0.time) \($0.x)" } }

    /// Whatever is left of a longer path before, and whether memory was given back in between.
    @Test(arguments: [0, 1, 5, 40], [false, true])
    func ofPointsAtOneTimeTheLastStays(former: Int64, isPacked: Bool) {
        var path = PointerPath()
        if former > 0 {
            path.begin(at: point(0))
            for time in 1..<max(former, 2) { path.extend(to: point(time)) }
            path.removeAll()
        }
        if isPacked { path.pack() }
        #expect(path.isEmpty && path.points.isEmpty)
        path.begin(at: point(10, 1))
        path.extend(to: point(10, 2))
        path.extend(to: point(12, 3))
        if isPacked { path.pack() }
        path.extend(to: point(12, 4))
        path.extend(to: point(13, 5))
        #expect(text(path) == ["10 2", "12 4", "13 5"])
    }

    @Test func growsToItsCapacityAndNoFurther() {
        var path = PointerPath()
        path.begin(at: point(0))
        for time in 1...Int64(PointerPath.capacity + 10) { path.extend(to: point(time)) }
        let last = Int64(PointerPath.capacity - 1)
        #expect(path.count == PointerPath.capacity)
        path.extend(to: point(last, 9))
        #expect(text(path).last == "\(last) 9")
    }

    @Test func goesOnWhereItWasReadBack() {
        var path = PointerPath(along: [point(1, 1), point(2, 2)])
        path.extend(to: point(2, 3))
        path.extend(to: point(4, 4))
        #expect(text(path) == ["1 1", "2 3", "4 4"])
    }

    @Test func withoutPointsItTakesNoMemoryOncePacked() {
        var path = PointerPath()
        path.begin(at: point(0))
        path.removeAll()
        path.pack()
        #expect(path.byteCount == 0)
    }
}
