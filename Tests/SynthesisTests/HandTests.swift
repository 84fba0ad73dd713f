import Recordings
import Testing

@testable import Synthesis

@Suite struct HandTests {
    @Test func strokeCoversItsDisplacementAndNothingElse() {
        let stroke = Stroke(start: 100, duration: 1_000, dx: 300, dy: -40, bow: 0.2, asymmetry: 0.6)
        #expect(stroke.displacement(at: 0) == (0, 0))
        #expect(stroke.displacement(at: 100) == (0, 0))
        #expect(stroke.displacement(at: 1_100) == (300, -40))
        #expect(stroke.displacement(at: 9_000) == (300, -40))
    }

    @Test func straightStrokeNeverTurnsBack() {
        let stroke = Stroke(start: 0, duration: 1_000, dx: 300, dy: 0, bow: 0, asymmetry: 0.5)
        let path = (0...1_000).map { stroke.displacement(at: $0).x }
        #expect(zip(path, path.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func asymmetryBelowOnePutsTheFastestMomentEarly() throws {
        func fastest(_ asymmetry: Double) throws -> Int {
            let stroke = Stroke(start: 0, duration: 1_000, dx: 300, dy: 0, bow: 0, asymmetry: asymmetry)
            let steps = (0..<1_000).map {
                stroke.displacement(at: Int64($0 + 1)).x - stroke.displacement(at: Int64($0)).x
            }
            return try #require(steps.indices.max { steps[$0] < steps[$1] })
        }
        #expect((499...500).contains(try fastest(1)))
        #expect(try fastest(0.6) < 450)
    }

    @Test func bowIsTheLargestDeviationRelativeToTheLength() {
        let stroke = Stroke(start: 0, duration: 1_000, dx: 200, dy: 0, bow: 0.1, asymmetry: 1)
        let deviations = (0...1_000).map { stroke.displacement(at: $0).y }
        #expect((deviations.reduce(0, max) - 20).magnitude < 1e-6)
    }

    @Test func peopleDifferMoreThanTheirDays() {
        var random = Xoshiro256(seed: 5)
        let people = (0..<60).map { _ in Habits(using: &random) }
        for trait in [Trait.fittsSlope, .hold, .settling, .repeatGap, .pause] {
            let lives = people.map { Portable.log($0[trait]) }
            let days = people.map { person in
                let day = person.onOneDay(using: &random)
                return Portable.log(day[trait]) - Portable.log(person[trait])
            }
            #expect(variance(days) > 0)
            #expect(variance(days) < variance(lives), "\(trait)")
        }
    }

    private func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
    }

    @Test func targetsLieOnTheScreen() {
        var random = Xoshiro256(seed: 9)
        for _ in 0..<20 {
            let desktop = Desktop(using: &random).onOneDay(using: &random)
            let targets = (0..<100).map { _ in desktop.target(using: &random) }
            #expect(targets.allSatisfy { 0...Double(desktop.width - 1) ~= $0.x && $0.width > 0 })
            #expect(targets.allSatisfy { 0...Double(desktop.height - 1) ~= $0.y })
        }
    }
}
