import Testing

@testable import Gestures

struct RecentTrailTests {
    private func trail(_ count: Int32, apart: Int64) -> RecentTrail {
        var trail = RecentTrail()
        for number in 0..<count { trail.append(.init(time: Int64(number) * apart, x: number * number, y: 0)) }
        return trail
    }

    @Test func forgetsWhatIsOlderThanItsSpan() {
        var trail = trail(50, apart: 20)
        trail.forget(before: 49 * 20)
        #expect(trail.count == 16)
        #expect(trail[0].time == 34 * 20)
        #expect(trail.length(to: .init(time: 1000, x: 2500, y: 0)) == 2500 - 34 * 34)
    }

    @Test func keepsTheNewestAtItsBound() {
        let trail = trail(200, apart: 1)
        #expect(trail.count == RecentTrail.capacity)
        #expect((0..<trail.count).map { trail[$0].time } == Array(136..<200))
    }

    /// To forget at every record leaves what forgetting once leaves.
    @Test(arguments: [1, 4, 5, 60, 400]) func itDoesNotMatterWhenItForgets(apart: Int64) {
        var eager = RecentTrail()
        for number in 0..<Int32(300) {
            let time = Int64(number) * apart
            eager.forget(before: time)
            eager.append(.init(time: time, x: number, y: 0))
        }
        var lazy = trail(300, apart: apart)
        lazy.forget(before: 299 * apart)
        #expect((0..<eager.count).map { eager[$0].time } == (0..<lazy.count).map { lazy[$0].time })
    }
}
