import Foundation
import Gestures
import TestSupport
import Testing

struct BinTableSourceTests {
    private static let shippedSource = ProjectFiles.root.appending(path: "Sources/Gestures/Pointer/PointerBins.swift")

    /// The compiler has read the shipped source into `BinTable.pointer`, and writing that gives the source again.
    @Test func sourceOfTheShippedTableIsTheShippedSource() throws {
        let source = BinTable.pointer.swiftSource(
            name: "pointer",
            summary: "The shipped bins of pointer gestures, as `gait edges --swift` prints them.",
            features: .pointer
        )
        #expect(try source == String(contentsOf: Self.shippedSource, encoding: .utf8))
    }

    @Test func nothingInTheProvenanceEndsTheLiteral() {
        let table = BinTable(provenance: #"a """ \(b)"#, edges: [:], cellShares: [:])
        let source = table.swiftSource(name: "odd", summary: "Odd.", features: [])
        #expect(source.contains(#"a \"\"\" \\(b)"#))
    }
}
