import Agent
import Foundation
import Gestures
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

    @Test func aDaemonThatHasTheStateDecides() throws {
        let recordings = try Recordings()
        let state = recordings.directory.url.appending(path: "state").path
        let session = try #require(recordings.sessionPaths.first)
        let daemon = try Gait.startDaemon(over: recordings.sessions, state: state)
        defer { daemon.terminate() }
        #expect(try Gait.run("unlearn", "--state", state, session).status == 0)
        let again = try Gait.run("unlearn", "--state", state, session)
        #expect(again.status == 1)
        #expect(again.errors == "\(session) was not learnt.\n")
        #expect(try Gait.run("learn", "--state", state, session).status == 0)
        let unknown = try Gait.run("learn", "--state", state, "nobody/nothing")
        #expect(unknown.status == 2)
        #expect(unknown.errors.hasPrefix("gait: \(state) knows no session nobody/nothing"))
        #expect(ProjectFiles.contents(of: URL(filePath: state).appending(path: "requests")).isEmpty)
        #expect(try Gait.run("unlearn", "--state", state, session).status == 0)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
        // What was decided is so for whoever has the state next.
        #expect(try Gait.run("unlearn", "--state", state, session).status == 1)
    }

    /// A scan does not answer.
    @Test func withoutAnAnswerItIsAFailureThatSaysWhatToDo() throws {
        let directory = try TemporaryDirectory()
        let system = Kernel()
        let state = try StateDirectory(at: directory.path, mode: .own, system: system)
        let result = try Gait.run("learn", "--state", directory.url.path, "alice/one")
        #expect(result.status == 2)
        #expect(result.errors.contains("did not answer within 5 s"))
        #expect(ProjectFiles.contents(of: directory.url.appending(path: "requests")).isEmpty)
        withExtendedLifetime(state) {}
    }
}
