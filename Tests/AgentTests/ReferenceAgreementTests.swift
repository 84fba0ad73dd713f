import Agent
import Foundation
import Gestures
import Profiles
import Recordings
import Scoring
import Statistics
import TestSupport
import Testing

/// Agreement with the research scorer that fixes the numbers: its edges, its constants, and no cap on kept windows.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct ReferenceAgreementTests {
    private static let reference = EngineParameters(
        momentClip: 5,
        surpriseClip: 5,
        leastBetweenShare: 0.1,
        leastBetween: 1e-12,
        ridge: CholeskyFactor.Ridge(base: 0.1, growth: 1),
        priorSessions: 0,
        momentPrior: 0,
        typicalityPrior: 0,
        populationPrior: 0,
        nearestOtherWeight: 0.8
    )

    private struct Vector: Decodable {
        var gestures: Int
        var samples: Int
        var counts: [String: Int]
        var histogram: [UInt32]
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: RealData.reference.appending(path: name)))
    }

    private static func space() throws -> FeatureSpace {
        try FeatureSpace(Modality.pointer.definitions, bins: decode(BinTable.self, from: "edges.json"))
    }

    private static func read(_ file: URL, _ space: FeatureSpace) throws -> (SessionSketcher, [SessionWindow]) {
        var memory = PipelineMemory()
        var pipeline = SamplePipeline()
        var sketcher = SessionSketcher(space: space)
        var windows: [SessionWindow] = []
        let bytes = [UInt8](try Data(contentsOf: file))
        try pipeline.read(bytes.span, using: &memory) { _, samples in sketcher.add(samples) { windows.append($0) } }
        _ = try pipeline.finish(using: &memory) { _, samples in sketcher.add(samples) { windows.append($0) } }
        sketcher.finish { windows.append($0) }
        return (sketcher, windows)
    }

    @Test func everySampleFallsIntoTheReferencesBin() throws {
        let space = try Self.space()
        for (name, vector) in try Self.decode([String: Vector].self, from: "vectors.json") {
            let (session, _) = try Self.read(RealData.balabitTest.appending(path: name), space)
            #expect(session.gestureCount == vector.gestures)
            #expect(session.sampleCount == vector.samples)
            #expect(session.total == vector.histogram, "\(name)")
            for (number, feature) in space.features.enumerated() {
                let count = session.total[space.cells(of: number)].reduce(0, +)
                #expect(Int(count) == vector.counts[feature.identifier], "\(name) \(feature.identifier)")
            }
        }
    }

    @Test func scoresAreTheReferences() throws {
        let space = try Self.space()
        var fits: [String: OwnerFit] = [:]
        for user in try RealData.entries(of: RealData.balabitTraining) {
            var windows: [BaselineWindow] = []
            var totals: [[UInt32]] = []
            for file in try RealData.entries(of: user) {
                let (session, cut) = try Self.read(file, space)
                windows += cut.map { BaselineWindow(histogram: $0.histogram, group: totals.count, fold: totals.count) }
                totals.append(session.total)
            }
            let fit = OwnerFit(
                windows,
                sessionCount: totals.count,
                foldTotals: totals,
                space: ScoringSpace(space),
                parameters: Self.reference
            )
            fits[user.lastPathComponent] = fit
        }
        let population = try #require(PopulationModel(fits))
        let table = try String(contentsOf: RealData.reference.appending(path: "scores.csv"), encoding: .utf8)
        // The table has five decimals; a kept metric has 24 bits, as have the matrices that it is fitted to.
        let tolerance = 0.5e-5 + 3e-5
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",").map(String.init)
            let (session, _) = try Self.read(RealData.balabitTest.appending(path: "\(fields[0])/\(fields[1])"), space)
            let own = try #require(fits[fields[0]]).model.evidence(in: session.total)
            let contrast = try #require(population.place(of: fields[0])).evidence(in: session.total)
            for (value, field) in [(own.moments, 4), (own.typicality, 5), (contrast, 7)] {
                let expected = try #require(Double(fields[field]))
                #expect(abs(value - expected) <= tolerance, "\(fields[1]): \(value) instead of \(expected)")
            }
            let sum = try #require(Double(fields[6]))
            #expect(abs(own.unweightedSum - sum) <= 2 * tolerance)
        }
    }
}
