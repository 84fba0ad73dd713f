import Gestures
import SystemPackage
import Testing

@testable import Agent

struct SessionSearchTests {
    /// A state directory with some sessions, of which some were closed twice.
    private static func state(_ system: SimulatedSystem) throws -> StateDirectory {
        let state = try StateDirectory(at: "/state", mode: .own, system: system)
        for (number, user) in [(1, "alice"), (2, "bob"), (1, "bob"), (2, "bob"), (3, "bob")] {
            try state.close(.example(number, user: user), nil)
        }
        try state.commit()
        return state
    }

    @Test(arguments: [
        ("1", ["alice/session_1", "bob/session_1"]), ("bob/1", ["bob/session_1"]), ("2", ["bob/session_2"]),
        ("bob/session_3", ["bob/session_3"]), ("3", ["bob/session_3"]), ("4", []), ("alice/3", []), ("", []),
    ])
    func recordByRecordItFindsTheSame(text: String, names: [String]) throws {
        let state = try Self.state(try SimulatedSystem(directory: "/state"))
        #expect(try state.sessions(called: text).map(\.description) == names)
        var search = SessionSearch(for: text)
        var found: [SessionName]?
        var steps = 0
        while found == nil {
            found = try state.advance(&search, while: { false })
            steps += 1
        }
        #expect(found?.map(\.description) == names)
        #expect(steps == (text == "bob/session_3" ? 1 : 5))
    }
}
