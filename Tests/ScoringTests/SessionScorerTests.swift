import Profiles
import Synthesis
import Testing

@testable import Gestures
@testable import Scoring

struct SessionScorerTests {
    private let owner = SyntheticOwner(middle: 5)

    /// A session of the owner's of so many windows, one of which may be somebody else's.
    private func session(windows: Int, stranger: Int? = nil, seed: UInt64 = 2) -> [[UInt32]] {
        var generator = SplitMix64(seed: seed)
        return (0..<windows).map { owner.counts(samples: 60, shift: $0 == stranger ? 4 : 0, &generator) }
    }

    private func total(_ windows: [[UInt32]]) -> [UInt32] {
        windows.reduce(into: [UInt32](repeating: 0, count: SyntheticOwner.space.cellCount)) { $0.addSaturating($1) }
    }

    private func scorer() throws -> SessionScorer { SessionScorer(owner: try #require(owner.fit()).model) }

    private func assess(_ windows: [[UInt32]]) throws -> Assessment {
        var scorer = try scorer()
        for (index, counts) in windows.enumerated() { scorer.add(.of(counts, index: index)) }
        return scorer.assess(total(windows), gestureCount: 30 * windows.count)
    }

    @Test func anUnusualStretchIsFound() throws {
        let usual = try assess(session(windows: 10))
        let unusual = try assess(session(windows: 10, stranger: 6))
        let segment = try #require(unusual.segment)
        #expect([5, 6].contains(segment.firstWindow))
        #expect(segment.gestureCount == 60)
        #expect(segment.end - segment.start == 60_000)
        #expect(unusual.evidence > usual.evidence + 1)
        #expect(unusual.segmentCount == 9)
    }

    @Test func aSegmentIsAssessedAsAWholeOfItsTwoWindows() throws {
        let windows = session(windows: 3, stranger: 2)
        let segment = try #require(try assess(windows).segment)
        let pair = Array(windows[segment.firstWindow...segment.firstWindow + 1])
        #expect(segment.stretch == (try assess(pair)).whole)
    }

    @Test func theOnlySegmentIsNotPointedAt() throws {
        #expect(try assess(session(windows: 2, stranger: 1)).segment == nil)
    }

    @Test(arguments: [(3, 0), (4, 3)])
    func segmentsCountFromFourWindowsOn(windows: Int, segments: Int) throws {
        let assessment = try assess(session(windows: windows, stranger: 0))
        #expect(assessment.segmentCount == segments)
    }

    @Test func withoutSegmentsTheWholeIsTheEvidence() throws {
        let assessment = try assess(session(windows: 3, stranger: 0))
        #expect(assessment.evidence == assessment.whole.evidence)
    }

    @Test(arguments: [nil, 0, 6])
    func theGreaterOfWholeAndSegmentIsTheEvidence(stranger: Int?) throws {
        let assessment = try assess(session(windows: 10, stranger: stranger))
        let segment = try #require(assessment.segment).stretch.standardised
        let allowance = try #require(EvidenceScale.own.allowance(forSegments: assessment.segmentCount))
        #expect(assessment.allowance == allowance)
        let greater = max(assessment.whole.standardised, segment - allowance)
        #expect(assessment.evidence == EvidenceScale.own.evidence(standardised: greater))
    }

    @Test func windowsOfOtherSizesArePassedOver() throws {
        let windows = session(windows: 6, stranger: 2)
        var scorer = try scorer()
        for (index, counts) in windows.enumerated() {
            scorer.add(.of(counts, index: index))
            scorer.add(.of(total(windows), index: index + 1, size: 100))
        }
        #expect(scorer.assess(total(windows), gestureCount: 180) == (try assess(windows)))
    }

    @Test(arguments: [(14, 4), (15, 5)])
    func aShortRemainderIsPassedOver(gestures: Int, segments: Int) throws {
        let windows = session(windows: 6)
        var scorer = try scorer()
        for (index, counts) in windows.enumerated() {
            scorer.add(.of(counts, index: index, gestureCount: index == 5 ? gestures : 30))
        }
        #expect(scorer.assess(total(windows), gestureCount: 150 + gestures).segmentCount == segments)
    }

    @Test func windowsThatDoNotAdjoinMakeNoSegment() throws {
        let windows = session(windows: 6)
        var scorer = try scorer()
        for index in [0, 1, 3, 4, 5] { scorer.add(.of(windows[index], index: index)) }
        #expect(scorer.assess(total(windows), gestureCount: 180).segmentCount == 3)
    }

    @Test func assessingInBetweenChangesNothing() throws {
        let windows = session(windows: 8, stranger: 3)
        var scorer = try scorer()
        for (index, counts) in windows.enumerated() {
            scorer.add(.of(counts, index: index))
            _ = scorer.assess(total(Array(windows[...index])), gestureCount: 30 * (index + 1))
        }
        #expect(scorer.assess(total(windows), gestureCount: 240) == (try assess(windows)))
    }

    /// Samples that come in pieces, whichever these are, make the same assessment.
    @Test(arguments: [1, 37, 5000])
    func piecesDoNotMatter(size: Int) throws {
        let windows = session(windows: 7, stranger: 4)
        var sketcher = SessionSketcher(space: SyntheticOwner.space)
        var scorer = try scorer()
        var buffer = SampleBuffer(capacity: 10_000)
        var held = 0
        for (index, counts) in windows.enumerated() {
            // All samples of a window come with its first gesture.
            for cell in counts.indices {
                let feature = SyntheticOwner.space.offsets.lastIndex { $0 <= cell } ?? 0
                for _ in 0..<counts[cell] {
                    append(cell - SyntheticOwner.space.offsets[feature], of: feature, to: &buffer)
                    held += 1
                    if held.isMultiple(of: size) {
                        sketcher.add(buffer) { scorer.add($0) }
                        buffer.removeAll()
                    }
                }
            }
            for gesture in 0..<30 {
                let start = Int64(index * 30 + gesture) * 1000
                buffer.markGesture(start: start, end: start + 1000)
            }
        }
        sketcher.add(buffer) { scorer.add($0) }
        sketcher.finish { scorer.add($0) }
        #expect(scorer.assess(sketcher.total, gestureCount: sketcher.gestureCount) == (try assess(windows)))
    }

    private func append(_ bin: Int, of feature: Int, to buffer: inout SampleBuffer) {
        switch SyntheticOwner.space.features[feature].binning {
        case .numeric: buffer.append(number: Double(bin), of: UInt8(feature))
        case .cells: buffer.append(cell: bin, of: UInt8(feature))
        }
    }

    @Test func whatStandsOutIsGivenAsAReason() throws {
        var generator = SplitMix64(seed: 12)
        var counts = owner.counts(samples: 300, &generator)
        let unusual = owner.counts(samples: 300, shift: 4, &generator)
        let cells = SyntheticOwner.space.cells(of: 3)
        counts.replaceSubrange(cells, with: unusual[cells])
        let assessment = try scorer().assess(counts, gestureCount: 60)
        #expect(assessment.reasons.first?.feature == 3)
        #expect(assessment.reasons.first?.direction == .higher)
        #expect(assessment.handShare > 0.5)
    }
}
