import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct DecisionCommandsTests {
    @Test func aDecisionSaysWhetherItChangedAnything() throws {
        let recordings = try Recordings()
        let state = recordings.directory.url.appending(path: "state").path
        #expect(try Gait.run("scan", "--state", state, recordings.baseline).status == 0)
        let session = try #require(ProjectFiles.contents(of: URL(filePath: recordings.baseline)).keys.sorted().first)
        #expect(try Gait.run("unlearn", "--state", state, session).status == 0)
        let again = try Gait.run("unlearn", "--state", state, session)
        #expect(again.status == 1)
        #expect(again.output.isEmpty)
        #expect(again.errors.contains(session))
        #expect(try Gait.run("learn", "--state", state, session).status == 0)
        #expect(try Gait.run("learn", "--state", state, session).status == 1)
    }

    @Test func aSessionThatNobodyKnowsIsAFailure() throws {
        let recordings = try Recordings()
        let state = recordings.directory.url.appending(path: "state").path
        #expect(try Gait.run("scan", "--state", state, recordings.baseline).status == 0)
        let result = try Gait.run("unlearn", "--state", state, "nobody/nothing")
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("gait: \(state) knows no session nobody/nothing"))
    }
}
