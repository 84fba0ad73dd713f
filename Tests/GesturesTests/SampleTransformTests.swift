import Gestures
import Testing

struct SampleTransformTests {
    /// The bin of a raw quantity by its moved threshold is the bin of its transformed value by the edge, for the
    /// quantities next to the threshold as well.
    @Test(arguments: SampleTransform.allCases)
    func thresholdIsTheFirstQuantityThatReachesTheEdge(transform: SampleTransform) {
        for step in 1...400 {
            let edge = Double(step) / 50 - (transform == .log1p ? 0 : 4)
            let threshold = transform.threshold(forEdge: edge)
            #expect(Double(Float(transform(threshold))) >= edge)
            if threshold > 0 || transform == .identity || transform == .signedLog1p {
                #expect(Double(Float(transform(threshold.nextDown))) < edge)
            }
        }
    }

    @Test func aValueExactlyOnTheEdgeBelongsAbove() {
        #expect(SampleTransform.identity.threshold(forEdge: 195) <= 195)
        #expect(SampleTransform.signedLog1p.threshold(forEdge: 0) <= 0)
    }
}
