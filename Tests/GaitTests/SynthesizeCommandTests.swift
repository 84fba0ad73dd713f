import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct SynthesizeCommandTests {
    @Test func whatIsThereIsLeftAlone() throws {
        let directory = try TemporaryDirectory()
        try directory.write([1], to: "own")
        let result = try Gait.run("synthesize", directory.url.path)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("gait: \(directory.url.path)"))
        #expect(ProjectFiles.contents(of: directory.url) == ["own": [1]])
    }
}
