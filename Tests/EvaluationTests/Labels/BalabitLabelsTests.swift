import Evaluation
import Foundation
import TestSupport
import Testing

/// The labels of the Mouse Dynamics Challenge, where the data lie beside the package.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct BalabitLabelsTests {
    @Test func labelsAreRead() throws {
        let labels = try SessionLabels(csv: [UInt8](Data(contentsOf: RealData.balabitLabels)).span)
        #expect(labels.count == 465)
        let matches = labels.names.map { labels.match(relativePath: "user7/" + $0, sessionID: nil) }
        #expect(matches.count { $0?.isIllegal == true } == 237)
        #expect(matches.count { $0?.isIllegal == false } == 228)
    }
}
