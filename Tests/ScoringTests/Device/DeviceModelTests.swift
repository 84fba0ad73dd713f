import Foundation
import Gestures
import Profiles
import Testing

@testable import Scoring

struct DeviceModelTests {
    private func model(sessions: Int = 6) -> DeviceModel? {
        DeviceModel(
            SyntheticDevice().windows(sessions: sessions),
            sessionCount: sessions,
            traits: ScoringSpace.pointer.deviceTraits
        )
    }

    private func assess(_ device: SyntheticDevice, gestures: Int = 60, seed: UInt64 = 9001) throws -> DeviceAssessment?
    {
        try #require(model()).assess(device.counts(gestures: gestures, seed: seed), gestureCount: gestures)
    }

    @Test(arguments: 9001...9010)
    func theOwnersDeviceIsAsUsual(seed: UInt64) throws {
        let assessment = try #require(try assess(SyntheticDevice(), seed: seed))
        #expect(!assessment.isAnother)
        #expect(assessment.baselineSessions == 6)
        #expect(Set(assessment.traits.map(\.trait)) == Set(DeviceTrait.allCases))
    }

    @Test func aDeviceThatReportsAtOtherTimesIsAnother() throws {
        let assessment = try #require(try assess(SyntheticDevice(interval: 16)))
        #expect(assessment.isAnother)
        let sampling = try #require(assessment.traits.first { $0.trait == .sampling })
        #expect(sampling.usual == 8 && sampling.found == 16)
    }

    @Test func settingsThatMakeStepsThreeTimesAsLongAreOthers() throws {
        let assessment = try #require(try assess(SyntheticDevice(scale: 3)))
        #expect(assessment.isAnother)
        let grid = try #require(assessment.traits.first { $0.trait == .grid })
        #expect(grid.found == 0 && grid.usual ?? 0 > 0.1)
        let scale = try #require(assessment.traits.first { $0.trait == .scale })
        let ratio = try #require(scale.found) / #require(scale.usual)
        #expect((2.4...3.6).contains(ratio))
        #expect(assessment.traits.first { $0.trait == .sampling }?.evidence ?? 9 < 4)
    }

    @Test func pIsThatOfTheLeastLikelyOfSeveral() throws {
        let assessment = try #require(try assess(SyntheticDevice(interval: 16)))
        #expect(assessment.traits.map(\.evidence) == assessment.traits.map(\.evidence).sorted(by: >))
        #expect(assessment.evidence == assessment.traits[0].evidence - log(3))
    }

    @Test(arguments: [(2, 60), (6, 14)])
    func ofTooLittleNothingIsSaid(sessions: Int, gestures: Int) {
        let counts = SyntheticDevice().counts(gestures: gestures, seed: 1)
        let assessment = model(sessions: sessions)?
            .assess(counts, gestureCount: gestures)
        #expect(assessment == nil)
    }

    @Test func anotherModalityHasNoDevice() {
        let windows = SyntheticOwner(middle: 5).windows(sessions: 6, perSession: 6)
        #expect(DeviceModel(windows, sessionCount: 6, traits: SyntheticOwner.scoringSpace.deviceTraits) == nil)
    }

    @Test func whatASessionLacksIsNotCompared() throws {
        let model = try #require(self.model())
        #expect(model.assess([UInt32](repeating: 0, count: FeatureSpace.pointer.cellCount), gestureCount: 60) == nil)
        var counts = SyntheticDevice(interval: 16).counts(gestures: 60, seed: 9001)
        let lengths = try #require(FeatureSpace.pointer.feature(named: "r_ds"))
        for cell in FeatureSpace.pointer.cells(of: lengths) { counts[cell] = 0 }
        let assessment = try #require(model.assess(counts, gestureCount: 60))
        #expect(!assessment.traits.contains { $0.trait == .scale })
        #expect(assessment.evidence == assessment.traits[0].evidence - log(2))
    }

    /// The hand's evidence is what it would be without.
    @Test func theDeviceStandsBesideTheHand() throws {
        let windows = SyntheticDevice().windows(sessions: 6)
        let fit = try #require(OwnerFit(windows, sessionCount: 6, space: .pointer))
        let scorer = SessionScorer(owner: fit.model)
        let counts = SyntheticDevice(interval: 16).counts(gestures: 60, seed: 9001)
        let assessment = scorer.assess(counts, gestureCount: 60)
        #expect(assessment.device?.isAnother == true)
        #expect(assessment.evidence == EvidenceScale.own.evidence(standardised: assessment.whole.standardised))
    }

    @Test func whatOlderVersionsWroteHasNoDevice() throws {
        let scorer = SessionScorer(owner: try #require(SyntheticOwner(middle: 5).fit()).model)
        let assessment = scorer.assess(emptyCounts, gestureCount: 60)
        let data = try JSONEncoder().encode(assessment)
        #expect(!String(decoding: data, as: UTF8.self).contains("device"))
        #expect(try JSONDecoder().decode(Assessment.self, from: data) == assessment)
    }

    private var emptyCounts: [UInt32] { [UInt32](repeating: 0, count: SyntheticOwner.space.cellCount) }
}
