import Gestures
import Testing

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

    @Test func tableThatServesNotEveryFeatureIsRefused() {
        #expect(throws: BinTable.Fault.self) {
            try FeatureSpace.pointer(bins: BinTable(provenance: "", edges: [:], cellShares: [:]))
        }
    }

    @Test func edgesThatDoNotAscendAreRefused() {
        var table = BinTable.pointer
        table.edges["r_ds"] = [2, 1]
        #expect(throws: BinTable.Fault.self) { try FeatureSpace.pointer(bins: table) }
    }
}
