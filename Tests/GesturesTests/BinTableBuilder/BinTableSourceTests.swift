import Foundation
@testable import Gestures
import TestSupport
import Testing

struct BinTableSourceTests {
    /// The compiler has read the shipped source into a table, and writing that gives the source again.
    @Test(arguments: [
        (Modality.pointer, BinTable.pointer, "Pointer/PointerBins"),
        (.keystrokes, .keystrokes, "Keys/KeystrokeBins"), (.terminalInput, .characters, "Keys/CharacterBins"),
    ])
    func sourceOfAShippedTableIsTheShippedSource(modality: Modality, table: BinTable, path: String) throws {
        let file = ProjectFiles.root.appending(path: "Sources/Gestures/\(path).swift")
        #expect(try table.swiftSource(of: modality) == String(contentsOf: file, encoding: .utf8))
    }

    @Test func nothingInTheProvenanceEndsTheLiteral() {
        let table = BinTable(provenance: #"a """ \(b)"#, edges: [:], cellShares: [:])
        let source = table.swiftSource(name: "odd", summary: "Odd.", features: [])
        #expect(source.contains(#"a \"\"\" \\(b)"#))
    }
}
