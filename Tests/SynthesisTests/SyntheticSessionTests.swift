import Recordings
import Testing

@testable import Synthesis

extension Person {
    /// Somebody behind a line of a given kind.
    init(seed: UInt64, line: Line.Kind) {
        let person = Person(seed: seed)
        var random = Xoshiro256(seed: seed)
        self.init(habits: person.habits, desktop: person.desktop, line: Line(kind: line, using: &random))
    }
}

@Suite struct SyntheticSessionTests {
    private func events(of line: Line.Kind, person: UInt64 = 11, gestures: Int = 200) -> [PointerEvent] {
        Array(Person(seed: person, line: line).session(seed: 3, gestures: gestures))
    }

    @Test(arguments: Line.Kind.allCases)
    func timesNeverRunBackwards(_ line: Line.Kind) {
        let events = events(of: line)
        let pairs = zip(events, events.dropFirst())
        #expect(pairs.allSatisfy { $0.clientTime.milliseconds <= $1.clientTime.milliseconds })
        #expect(pairs.allSatisfy { $0.recorderTime.milliseconds <= $1.recorderTime.milliseconds })
    }

    @Test(arguments: Line.Kind.allCases)
    func clocksBeginAtZeroAndStayTogether(_ line: Line.Kind) throws {
        let events = events(of: line)
        let first = try #require(events.first)
        #expect(first.clientTime.milliseconds == 0)
        #expect(first.recorderTime.milliseconds == 0)
        #expect(events.allSatisfy { ($0.clientTime.milliseconds - $0.recorderTime.milliseconds).magnitude < 1_000 })
    }

    @Test(arguments: Line.Kind.allCases)
    func pointerStaysOnTheScreen(_ line: Line.Kind) {
        let desktop = Person(seed: 11, line: line).desktop
        let events = events(of: line)
        #expect(events.allSatisfy { 0..<desktop.width ~= $0.x && 0..<desktop.height ~= $0.y })
    }

    @Test(arguments: Line.Kind.allCases)
    func buttonsArePressedAndReleasedInTurnAndOnlyThenDragged(_ line: Line.Kind) {
        var held: PointerEvent.Button?
        let isInTurn = events(of: line).allSatisfy { event in
            switch event.kind {
            case .press:
                defer { held = event.button }
                return held == nil
            case .release:
                defer { held = nil }
                return held == event.button
            case .drag: return held != nil
            case .move, .wheelUp, .wheelDown: return held == nil
            }
        }
        #expect(isInTurn)
        #expect(held == nil)
    }

    @Test(arguments: Line.Kind.allCases)
    func everyKindOfRecordOccurs(_ line: Line.Kind) {
        let events = events(of: line)
        for kind in PointerEvent.Kind.allCases { #expect(events.contains { $0.kind == kind }, "\(kind)") }
    }

    @Test func sameSeedsMakeTheSameSession() {
        let person = Person(seed: 1)
        #expect(Array(person.session(seed: 2, gestures: 50)) == Array(Person(seed: 1).session(seed: 2, gestures: 50)))
    }

    @Test func anotherSeedMakesAnotherSession() {
        let person = Person(seed: 1)
        #expect(Array(person.session(seed: 2, gestures: 50)) != Array(person.session(seed: 3, gestures: 50)))
    }

    @Test func anotherPersonMakesAnotherSession() {
        let session = Array(Person(seed: 1).session(seed: 2, gestures: 50))
        #expect(session != Array(Person(seed: 4).session(seed: 2, gestures: 50)))
    }

    @Test func endlessSessionIsMadeAsItIsAskedFor() {
        #expect(Array(Person(seed: 1).session(seed: 2, gestures: .max).prefix(5_000)).count == 5_000)
    }

    @Test func sessionWithoutGesturesIsEmpty() {
        #expect(Array(Person(seed: 1).session(seed: 2, gestures: 0)).isEmpty)
    }

    @Test func sessionGrowsWithItsGestures() {
        let person = Person(seed: 1)
        let presses = { (gestures: Int) in person.session(seed: 2, gestures: gestures).count { $0.kind == .press } }
        #expect(presses(400) > 2 * presses(100))
    }

    @Test func takeoverChangesNothingBeforeItBegins() {
        let owner = Person(seed: 1)
        let takeover = Takeover(by: Person(seed: 2), gestures: 40..<60)
        let own = Array(owner.session(seed: 5, gestures: 40))
        let session = Array(owner.session(seed: 5, gestures: 100, takeover: takeover))
        // The very last movement of a session is sent when the session ends, not when the line is free.
        let shared = own.dropLast(4)
        #expect(session.starts(with: shared))
        let untaken = Array(owner.session(seed: 5, gestures: 100))
        #expect(session != untaken)
    }

    @Test func takeoverOfNothingChangesNothing() {
        let owner = Person(seed: 1)
        let takeover = Takeover(by: Person(seed: 2), gestures: 10..<10)
        #expect(
            Array(owner.session(seed: 5, gestures: 30, takeover: takeover))
                == Array(owner.session(seed: 5, gestures: 30))
        )
    }

    @Test func takeoverByAnotherHandIsTheIntruders() {
        let owner = Person(seed: 1)
        let sessions = [2, 3].map { (intruder: UInt64) in
            let takeover = Takeover(by: Person(seed: intruder), gestures: 0..<30)
            return Array(owner.session(seed: 5, gestures: 30, takeover: takeover))
        }
        #expect(sessions[0] != sessions[1])
    }
}

/// Bounds that recorded remote desktops satisfy with room to spare.
@Suite struct RealismTests {
    private func session(ofPerson seed: UInt64) -> [PointerEvent] {
        Array(Person(seed: seed, line: .everyTick).session(seed: 1, gestures: 150))
    }

    private func median(_ values: [Double]) throws -> Double {
        try #require(values.count > 10)
        return values.sorted()[values.count / 2]
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func clicksHoldTheButtonForAboutATenthOfASecond(_ person: UInt64) throws {
        let events = session(ofPerson: person)
        var holds: [Double] = []
        for (press, release) in zip(events, events.dropFirst()) where press.kind == .press && release.kind == .release {
            holds.append(Double(release.clientTime.milliseconds - press.clientTime.milliseconds))
        }
        #expect(60...170 ~= (try median(holds)))
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func pointerMovesAtTheSpeedOfAHand(_ person: UInt64) throws {
        let events = session(ofPerson: person)
        var speeds: [Double] = []
        for (event, next) in zip(events, events.dropFirst()) where event.kind == .move && next.kind == .move {
            let elapsed = Double(next.clientTime.milliseconds - event.clientTime.milliseconds)
            guard 1...100 ~= elapsed else { continue }
            let dx = Double(next.x - event.x)
            let dy = Double(next.y - event.y)
            speeds.append((dx * dx + dy * dy).squareRoot() / elapsed * 1_000)
        }
        #expect(120...900 ~= (try median(speeds)))
        #expect(speeds.max() ?? .infinity < 30_000)
    }

    @Test func coalescingLineSendsAboutNineMovementsASecond() throws {
        let events = Array(Person(seed: 4, line: .coalescing).session(seed: 1, gestures: 200))
        let intervals = zip(events, events.dropFirst()).filter { $0.kind == .move && $1.kind == .move }
            .map { Double($1.clientTime.milliseconds - $0.clientTime.milliseconds) }
        #expect(90...125 ~= (try median(intervals)))
    }
}
