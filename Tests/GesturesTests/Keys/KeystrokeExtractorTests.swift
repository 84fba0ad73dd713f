import Recordings
import Snapshots
import Synthesis
import Testing

@testable import Gestures

struct KeystrokeExtractorTests {
    /// What extraction leaves, in values that can be compared.
    private struct Extraction: Equatable {
        var wholes: [[Int64]] = []
        var cells: [[Int]] = []
        var starts: [Int64] = []
        var duration: Int64 = 0

        func values(of feature: KeystrokeFeature) -> [Int64] {
            let number = KeystrokeFeature.all.firstIndex(of: feature).map(Int64.init)
            return wholes.filter { $0[0] == number }.map { $0[1] }
        }

        func cells(of feature: KeystrokeFeature) -> [Int] {
            let number = KeystrokeFeature.all.firstIndex(of: feature)
            return cells.filter { $0[0] == number }.map { $0[1] }
        }
    }

    private static func press(_ time: Int64, _ keyClass: KeyClass, held: UInt8 = 0) -> KeyEvent {
        KeyEvent(time: Timestamp(milliseconds: time), action: .press, keyClass: keyClass, heldKeys: held)
    }

    private static func release(_ time: Int64, _ keyClass: KeyClass, after hold: UInt32) -> KeyEvent {
        KeyEvent(time: Timestamp(milliseconds: time), action: .release, keyClass: keyClass, holdTime: hold)
    }

    private static func input(_ time: Int64, _ keyClass: KeyClass, count: UInt32 = 1) -> KeyEvent {
        KeyEvent(time: Timestamp(milliseconds: time), action: .input, keyClass: keyClass, count: count)
    }

    private static func extract(
        _ events: [KeyEvent],
        of source: KeyEvent.Action = .press,
        inBatchesOf size: Int = 1024,
        restarting: Bool = false
    ) throws -> Extraction {
        var extractor = KeystrokeExtractor(
            of: source,
            since: events.first { !$0.time.isMissing }?.time.milliseconds ?? 0
        )
        var buffer = SampleBuffer(capacity: KeystrokeExtractor.mostSamples)
        var result = Extraction()
        func drain(_ buffer: inout SampleBuffer) {
            result.wholes += (0..<buffer.wholeCount).map { index in
                let sample = buffer.whole(at: index)
                return [Int64(sample.feature), sample.value]
            }
            result.cells += (0..<buffer.cellCount).map { index in
                let sample = buffer.cell(at: index)
                return [Int(sample.feature), sample.cell]
            }
            result.starts += buffer.marks.map(\.start)
            buffer.removeAll()
        }
        for start in stride(from: 0, to: events.count, by: size) {
            extractor.extract(Array(events[start..<min(start + size, events.count)]).span, into: &buffer)
            drain(&buffer)
            if restarting { extractor = try restarted(extractor) }
        }
        extractor.finish(into: &buffer)
        drain(&buffer)
        #expect(extractor.gestureCount == result.starts.count)
        result.duration = extractor.duration
        return result
    }

    private static func restarted(_ extractor: KeystrokeExtractor) throws -> KeystrokeExtractor {
        var writer = SnapshotWriter()
        extractor.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        let restarted = try KeystrokeExtractor(from: &reader)
        try reader.finish()
        return restarted
    }

    private static let leftThenRight = KeyPair(first: .leftLetter, second: .rightLetter)

    @Test func aPairOfKeysIsTimed() throws {
        let extraction = try Self.extract([
            Self.press(1000, .letterLeft), Self.release(1090, .letterLeft, after: 90),
            Self.press(1150, .letterRight), Self.release(1230, .letterRight, after: 80),
        ])
        #expect(extraction.values(of: .pressToPress(nil)) == [150])
        #expect(extraction.values(of: .pressToPress(Self.leftThenRight)) == [150])
        #expect(extraction.values(of: .releaseToPress(nil)) == [60])
        #expect(extraction.values(of: .releaseToPress(Self.leftThenRight)) == [60])
        #expect(extraction.values(of: .hold(nil)) == [90, 80])
        #expect(extraction.values(of: .hold(.rightLetter)) == [80])
        #expect(extraction.values(of: .burst) == [2])
        #expect(extraction.cells(of: .groupPair) == [Self.leftThenRight.number])
        #expect(extraction.cells(of: .rollover) == [0, 0])
        #expect(extraction.starts == [0, 150] && extraction.duration == 230)
    }

    /// The second key goes down before the first one comes up.
    @Test func overlapIsNegative() throws {
        let extraction = try Self.extract([
            Self.press(0, .letterLeft), Self.press(70, .letterRight, held: 1),
            Self.release(100, .letterLeft, after: 100), Self.release(160, .letterRight, after: 90),
        ])
        #expect(extraction.values(of: .releaseToPress(Self.leftThenRight)) == [-30])
        #expect(extraction.cells(of: .rollover) == [0, 1])
    }

    @Test func aLongerTimeIsAPause() throws {
        let longest = KeystrokeExtractor.longestInterval
        let extraction = try Self.extract([
            Self.press(0, .space), Self.press(longest, .space), Self.press(2 * longest + 1, .space),
            Self.press(3 * longest + 700_000, .space),
        ])
        #expect(extraction.values(of: .pressToPress(nil)) == [longest])
        #expect(extraction.values(of: .pause) == [longest + 1, KeystrokeExtractor.longestPause])
        #expect(extraction.values(of: .burst) == [2, 1, 1])
    }

    /// Neither a paste nor characters that came at once have a rhythm.
    @Test(arguments: [
        Self.input(200, .other, count: 3),
        KeyEvent(
            time: Timestamp(milliseconds: 200),
            action: .paste,
            keyClass: .other,
            count: 40
        ),
    ])
    func noTimeLeadsOverWhatIsNoTyping(between: KeyEvent) throws {
        let extraction = try Self.extract(
            [Self.input(0, .digit), Self.input(100, .digit), between, Self.input(300, .digit)],
            of: .input
        )
        #expect(extraction.values(of: .pressToPress(nil)) == [100])
        #expect(extraction.values(of: .burst) == [2, 1])
        #expect(extraction.starts == [0, 100, 300])
    }

    @Test func aClockThatIsSetBackMakesNoInterval() throws {
        let extraction = try Self.extract([
            Self.press(5000, .space), Self.press(1000, .space), Self.press(1100, .space),
        ])
        #expect(extraction.values(of: .pressToPress(nil)) == [100])
        #expect(extraction.starts == [0, 0, 0] && extraction.duration == 0)
    }

    /// Keys that never come up, and releases without a press.
    @Test func memoryIsBounded() throws {
        let presses = (0..<10_000).map { Self.press(Int64($0) * 10, .letterLeft) }
        let releases = (0..<10).map { Self.release(200_000 + Int64($0), .letterRight, after: 5) }
        let extraction = try Self.extract(presses + releases)
        #expect(extraction.starts.count == 10_000 && extraction.values(of: .hold(nil)).isEmpty)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func batchesDoNotMatter(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var time: Int64 = 0
        let events = (0..<3000).flatMap { _ -> [KeyEvent] in
            time += Int64.random(in: 5...400, using: &random) * (Int.random(in: 0..<50, using: &random) == 0 ? 20 : 1)
            let keyClass = KeyClass.allCases.randomElement(using: &random) ?? .other
            let hold = UInt32.random(in: 20...300, using: &random)
            return [
                Self.press(time, keyClass, held: UInt8.random(in: 0...5, using: &random)),
                Self.release(time + Int64(hold), keyClass, after: hold),
            ]
        }.sorted { $0.time.milliseconds < $1.time.milliseconds }
        let whole = try Self.extract(events)
        #expect(whole.values(of: .hold(nil)).count > 2500)
        for size in [1, 7, 1000] { #expect(try Self.extract(events, inBatchesOf: size) == whole) }
        #expect(try Self.extract(events, inBatchesOf: 41, restarting: true) == whole)
    }

    /// What is echoed says nothing more once it is known what was typed, and breaks no rhythm.
    @Test func anEchoGivesWayToWhatIsTyped() throws {
        func echo(_ time: Int64) -> KeyEvent {
            KeyEvent(time: Timestamp(milliseconds: time), action: .echo, keyClass: .space)
        }
        let events = [echo(0), echo(100), Self.input(500, .space), echo(520), Self.input(650, .space), echo(670)]
        #expect(try Self.extract(events, of: .echo).values(of: .pressToPress(nil)) == [100])
        #expect(try Self.extract(events, of: .input).values(of: .pressToPress(nil)) == [150])
    }

    @Test(arguments: [Modality.keystrokes, .terminalInput, .terminalEcho])
    func everyFeatureHasANameAndWords(modality: Modality) {
        let definitions = modality.definitions
        #expect(Set(definitions.map(\.identifier)).count == definitions.count)
        #expect(definitions.allSatisfy { !$0.phrases.higher.isEmpty && !$0.phrases.lower.isEmpty })
        #expect(modality.space.features.map(\.identifier) == definitions.map(\.identifier))
    }
}
