import Gestures
import Profiles
import Testing

@testable import Scoring

struct DeviceTraitSpaceTests {
    private static let space = FeatureSpace.pointer

    private func counts(_ trait: DeviceTrait, _ value: Double, of name: String) throws -> [UInt32] {
        let traits = DeviceTraitSpace.traits(in: Self.space)
        let feature = try #require(Self.space.feature(named: name))
        var histogram = [UInt32](repeating: 0, count: Self.space.cellCount)
        histogram[Self.space.cell(ofNumber: value, feature: feature)] = 1
        return try #require(traits.first { $0.trait == trait }).selection.counts(histogram)
    }

    @Test func thePointerHasAllTraitsAndNothingElseAny() {
        #expect(DeviceTraitSpace.traits(in: Self.space).map(\.trait) == DeviceTrait.allCases)
        for modality in Modality.allCases where modality != .pointer {
            #expect(DeviceTraitSpace.traits(in: modality.space).isEmpty)
        }
    }

    @Test func aSpaceHasACellForEachThatIsSelected() {
        for trait in DeviceTraitSpace.traits(in: Self.space) {
            #expect(trait.embedding.cellCount == trait.selection.cellCount)
        }
    }

    /// Either way; 0 and 5 px say nothing of the grid.
    @Test(arguments: ["r_dx", "r_dy"])
    func shortStepsMakeTheGrid(name: String) throws {
        for length in [1.0, 2, 3, 4] {
            let ahead = try counts(.grid, length, of: name)
            #expect(ahead == (try counts(.grid, -length, of: name)))
            #expect(ahead.reduce(0, +) == 1)
        }
        #expect(try counts(.grid, 1, of: name) != counts(.grid, 2, of: name))
        for length in [0.0, 6, -6, 100] { #expect(try counts(.grid, length, of: name).allSatisfy { $0 == 0 }) }
    }

    /// What a line delays and then sends at once is none of the device's.
    @Test func intervalsOfBurstsDoNotCount() throws {
        #expect(try counts(.sampling, 0, of: "e_dt").allSatisfy { $0 == 0 })
        #expect(try counts(.sampling, 8, of: "e_dt").reduce(0, +) == 1)
    }

    @Test(arguments: [(8.0, 8.0), (9, 8), (16, 16), (10_000, 398)])
    func anIntervalIsToldByTheLeastOfItsBin(interval: Double, least: Double) throws {
        let trait = try #require(DeviceTraitSpace.traits(in: Self.space).first { $0.trait == .sampling })
        #expect(trait.measure(try counts(.sampling, interval, of: "e_dt")) == least)
    }

    @Test func ofNoSamplesThereIsNoMeasure() throws {
        for trait in DeviceTraitSpace.traits(in: Self.space) {
            #expect(trait.measure([UInt32](repeating: 0, count: trait.selection.cellCount)) == nil)
        }
    }

    @Test func aMedianLiesInTheCellThatReachesHalf() {
        let median = DeviceMeasure.median([1, 2, 3])
        #expect(median([4, 1, 3]) == 1)
        #expect(median([3, 2, 4]) == 2)
        #expect(DeviceMeasure.shareOfFirst(among: 2)([1, 3, 100]) == 0.25)
    }
}
