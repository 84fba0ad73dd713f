import Agent
import Foundation
import TestSupport
import Testing

@testable import gait

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct ProfileCommandTests {
    private let recordings: Recordings
    private let state: URL

    init() throws {
        recordings = try Recordings()
        state = recordings.directory.url.appending(path: "state")
        #expect(try Gait.run("scan", "--state", state.path, recordings.sessions).status == 0)
    }

    @Test func everyOwnerIsListed() throws {
        let result = try Gait.run("profile", "list", "--state", state.path)
        #expect(result.status == 0)
        let profiles = try #require(try result.json()["profiles"] as? [[String: Any]])
        #expect(profiles.map { $0["user"] as? String } == ["user01", "user02"])
        #expect(profiles.allSatisfy { ($0["sessions"] as? Int ?? 0) > 0 && ($0["bytes"] as? Int ?? 0) > 0 })
        let table = try Gait.run("profile", "list", "--table", "--state", state.path)
        #expect(table.status == 0)
        #expect(table.text.hasPrefix("user    sessions  windows"))
        #expect(table.text.contains(ProfileFiles.remark))
    }

    @Test func anOwnerIsShown() throws {
        let result = try Gait.run("profile", "show", "user01", "--state", state.path)
        #expect(result.status == 0)
        let sessions = try #require(try result.json()["sessions"] as? [[String: Any]])
        let names = sessions.compactMap { $0["session"] as? String }
        #expect(!names.isEmpty)
        #expect(Set(names).isSubset(of: recordings.sessionPaths))
        let text = try Gait.run("profile", "show", "user01", "--table", "--state", state.path)
        #expect(text.text.contains(names[0]))
        #expect(text.text.contains("The model is of position "))
    }

    @Test func aDamagedFileIsARowAndAFinding() throws {
        let profiles = state.appending(path: "profiles")
        let file = try #require(ProjectFiles.contents(of: profiles).keys.sorted().first)
        try Data([1, 2, 3]).write(to: profiles.appending(path: file))
        let result = try Gait.run("profile", "list", "--table", "--state", state.path)
        #expect(result.status == 1)
        #expect(result.text.contains("the file \(file) byte 0 begins no profile"))
    }

    @Test func whatIsNotThereIsAFailure() throws {
        let nobody = try Gait.run("profile", "show", "nobody\u{1B}", "--state", state.path)
        #expect(nobody.status == 2)
        #expect(nobody.errors.contains(#"knows no owner nobody\u{1B}"#))
        let nothing = try Gait.run("profile", "list", "--state", recordings.sessions)
        #expect(nothing.status == 2)
        #expect(nothing.errors.contains("holds no profiles"))
    }
}

struct ProfileTableTests {
    @Test func namesAreEscaped() throws {
        let json = #"""
            {"version":1,"isIncomplete":false,"remarks":[],
            "profiles":[{"file":"f\u001b","bytes":7,"user":"a\u001b[31m\nb","sessions":1}]}
            """#
        let list = try JSONDecoder().decode(ProfileList.self, from: Data(json.utf8))
        let text = ProfileTable(list).text
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains(#"a\u{1B}[31m\nb"#))
        #expect(text.split(separator: "\n").count == 3)
    }
}
