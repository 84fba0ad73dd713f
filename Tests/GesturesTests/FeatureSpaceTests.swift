import Testing

@testable import Gestures

struct FeatureSpaceTests {
    @Test func shippedSpaceHasTheDocumentedSize() {
        #expect(FeatureSpace.pointer.features.count == 61)
        #expect(FeatureSpace.pointer.offsets.count == 62)
    }

    /// Bin = number of edges ≤ Float32(transformed value), for every numeric feature and values around every edge.
    @Test func binsAreThoseOfTheTransformedValue() {
        let space = FeatureSpace.pointer
        for (number, feature) in space.features.enumerated() {
            guard case .numeric(let transform, let edges) = feature.binning else { continue }
            for edge in edges {
                let threshold = transform.threshold(forEdge: edge)
                for raw in [threshold, threshold.nextUp, threshold * 1.01 + 0.01] {
                    let value = Double(Float(transform(raw)))
                    let expected = edges.count { $0 <= value }
                    #expect(space.cell(ofNumber: raw, feature: number) - space.offsets[number] == expected)
                }
            }
        }
    }

    /// Small ones are looked up, the others searched for.
    @Test func wholeNumbersFallIntoTheBinsOfTheirQuantities() {
        let space = FeatureSpace.pointer
        let values: [Int64] = Array(-300...300) + [60_000, .max, .min, 1 << 40]
        let features = space.features.indices.filter {
            if case .numeric = space.features[$0].binning { true } else { false }
        }
        var buffer = SampleBuffer(capacity: values.count * features.count)
        var expected = [UInt32](repeating: 0, count: space.cellCount)
        for feature in features {
            for value in values {
                buffer.append(whole: value, of: UInt8(feature))
                expected[space.cell(ofNumber: Double(value), feature: feature)] += 1
            }
        }
        var counts = [UInt32](repeating: 0, count: space.cellCount)
        space.add(buffer, numbers: 0..<0, wholes: 0..<buffer.wholeCount, cells: 0..<0, to: &counts)
        #expect(counts == expected)
    }

    @Test func tableThatServesNotEveryFeatureIsRefused() {
        #expect(throws: BinTable.Fault.self) {
            try FeatureSpace(Modality.pointer.definitions, bins: BinTable(provenance: "", edges: [:], cellShares: [:]))
        }
    }

    @Test func edgesThatDoNotAscendAreRefused() {
        var table = BinTable.pointer
        table.edges["r_ds"] = [2, 1]
        #expect(throws: BinTable.Fault.self) { try FeatureSpace(Modality.pointer.definitions, bins: table) }
    }
}
