import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct ScanCommandTests {
    private static let entryKeys: Set = [
        "rank", "state", "path", "user", "session", "durationMs", "gestures", "score", "band", "s", "p", "oneIn",
        "isProvisional", "isQuarantined", "baseline", "reasons", "evidence", "remarks",
    ]

    @Test func theListIsJSONInAPipe() throws {
        let recordings = try Recordings()
        let result = try Gait.run("scan", "--baseline", recordings.baseline, recordings.sessions)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let document = try result.json()
        #expect(Set(document.keys) == ["version", "mode", "summary", "sessions"])
        let entries = try #require(document["sessions"] as? [[String: Any]])
        #expect(entries.count == recordings.sessionPaths.count)
        for (number, entry) in entries.enumerated() {
            #expect(Set(entry.keys) == Self.entryKeys)
            #expect(entry["rank"] as? Int == number + 1)
        }
    }

    @Test func theTableHasAColumnForEachThingToKnow() throws {
        let recordings = try Recordings()
        let result = try Gait.run(
            "scan",
            "--table",
            "--top",
            "2",
            "--baseline",
            recordings.baseline,
            recordings.sessions
        )
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let titles = lines[0].split(separator: " ").map(String.init)
        #expect(titles == ["rank", "score", "band", "user", "session", "start", "length", "gestures", "why"])
        #expect(lines[1].trimmingCharacters(in: .whitespaces).hasPrefix("1 "))
        #expect(lines[2].trimmingCharacters(in: .whitespaces).hasPrefix("2 "))
        #expect(lines[3].isEmpty)
        #expect(lines[4].hasPrefix("\(recordings.sessionPaths.count) recordings: "))
    }

    @Test func oneUnreadableRecordingIsAFindingAndNothingElseAFailure() throws {
        let directory = try TemporaryDirectory()
        try directory.write([], to: "u/empty")
        let none = try Gait.run("scan", directory.url.path)
        #expect(none.status == 2)
        try directory.write("record timestamp,client timestamp,button,state,x,y\n".utf8, to: "u/short")
        let some = try Gait.run("scan", directory.url.path)
        #expect(some.status == 1)
        let document = try some.json()
        #expect((document["summary"] as? [String: Any])?["unreadable"] as? Int == 1)
        let entries = try #require(document["sessions"] as? [[String: Any]])
        #expect(entries.map { $0["state"] as? String } == ["not scored", "unreadable"])
        #expect(entries.allSatisfy { $0["reason"] is String && $0["score"] == nil })
    }

    @Test func aMissingDirectoryIsNamedOnStandardError() throws {
        let directory = try TemporaryDirectory()
        let missing = directory.url.appending(path: "missing").path
        let result = try Gait.run("scan", missing)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("gait: \(missing): "))
    }

    @Test func badUsageIsToldFromFailure() throws {
        let directory = try TemporaryDirectory()
        for arguments in [["--top", "0"], ["--layout", "{nobody}"], ["--unheard-of"]] {
            let result = try Gait.run(["scan", directory.url.path] + arguments)
            #expect(result.status == 64, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(result.errors.hasPrefix("Error: "))
        }
    }

    @Test(arguments: ["--table", "--json"])
    func noNameSpeaksToTheTerminal(form: String) throws {
        let directory = try TemporaryDirectory()
        let name = "\u{1B}[31mred\u{07}\u{202E}\n"
        try directory.write("no recording".utf8, to: "baseline/\(name)/\(name)")
        try directory.write("no recording".utf8, to: "sessions/\(name)/\(name)")
        let result = try Gait.run(
            "scan",
            form,
            "--baseline",
            directory.url.appending(path: "baseline").path,
            directory.url.appending(path: "sessions").path
        )
        #expect(result.status == 2)
        for text in [result.text, result.errors] {
            #expect(text.contains("[31mred"))
            #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{07}", "\u{202E}"].contains($0) })
        }
        #expect(result.errors.filter { $0 == "\n" }.count == 1)
    }
}
