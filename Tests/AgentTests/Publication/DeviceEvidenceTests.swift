import Testing

@testable import Agent
@testable import Scoring

struct DeviceEvidenceTests {
    private static func evidence(_ traits: [DeviceAssessment.Trait], _ evidence: Double = 9)
        -> PublishedSession.DeviceEvidence
    {
        PublishedSession.DeviceEvidence(
            DeviceAssessment(evidence: evidence, baselineSessions: 5, traits: traits)
        )
    }

    @Test(
        arguments: [
            (.sampling, 8, 16, "the pointer reports mostly 16 ms or more apart, before 8 ms or more"),
            (.sampling, 8, 8, "the pointer reports at other intervals"),
            (.sampling, 8, nil, "the pointer reports at other intervals"),
            (.grid, 0.4, 0.01, "positions lie on a coarser grid: 1 % of short steps lead 1 px, before 40 %"),
            (.grid, 0.4, 0.3, "positions lie on another grid: 30 % of short steps lead 1 px, before 40 %"),
            (.scale, 5, 15.2, "steps are about 3 times as long"), (.scale, 5, 7.5, "steps are about 1.5 times as long"),
            (.scale, 10, 5, "steps are about 0.5 times as long"), (.scale, 5, 5.5, "steps of other lengths"),
        ] as [(DeviceTrait, Double?, Double?, String)]
    )
    func whatDiffersIsSaid(trait: DeviceTrait, usual: Double?, found: Double?, words: String) {
        let row = Self.evidence([.init(trait: trait, evidence: 9, usual: usual, found: found)])
        #expect(row.traits.map(\.words) == [words])
    }

    @Test func whatIsAsUsualIsNotTold() {
        let row = Self.evidence([.init(trait: .grid, evidence: 4), .init(trait: .scale, evidence: 2.9)], 3)
        #expect(row.traits.map(\.trait) == [.grid])
    }

    @Test(arguments: [(6.90, false), (6.91, true)])
    func fromOneInAThousandOnItIsAnother(evidence: Double, isAnother: Bool) {
        #expect(Self.evidence([], evidence).isAnother == isAnother)
    }
}
