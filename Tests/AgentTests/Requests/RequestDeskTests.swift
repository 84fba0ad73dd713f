import SystemPackage
import Testing

@testable import Agent

/// What a running service makes of requests.
struct RequestDeskTests {
    @Test func aDecisionIsTakenAnsweredAndPublished() throws {
        let recordings = try SimulatedCorpus(users: 1, sessions: 6, seed: 3).recordings
        let last = try #require(recordings.last)
        let run = try ServiceRun()
        try run.system.apply(.placed(Array(recordings.dropLast())))
        var states: [PublishedSession.State?] = []
        try run.run([
            { try run.system.apply(.placed([last])) },
            {
                states.append(try run.row(last.path)?.state)
                try run.ask(.unlearn, last.path, number: 1)
            },
            {
                states.append(try run.row(last.path)?.state)
                try run.ask(.unlearn, last.path, number: 2)
                try run.ask(.learn, last.path, number: 3, age: -1)
            },
            { states.append(try run.row(last.path)?.state) },
        ])
        #expect(states == [.closed, .quarantined, .closed])
        #expect(run.lines.filter { $0.hasPrefix("info: \(last.path) is ") }.count == 2)
        #expect(try run.findings()[last.path]?.isLearnt == true)
    }

    @Test func whatWasAnsweredIsSaidInTheAnswer() throws {
        let content = try #require(try SimulatedCorpus(users: 1, sessions: 1, seed: 4).recordings.first).content
        let run = try ServiceRun()
        try run.system.apply(.placed([("alice/one", content), ("bob/one", content), ("bob/two", content)]))
        try run.run([
            {
                try run.ask(.unlearn, "alice/one", number: 1)
                try run.ask(.unlearn, "two", number: 2)
                try run.ask(.learn, "bob/one", number: 3)
                try run.ask(.learn, "one", number: 4)
                try run.ask(.learn, "three", number: 5)
            },
            { #expect(run.requests.isEmpty, "answers that nobody fetches go") },
        ])
        // A service that begins looks at once, and ends before answers have to go.
        try run.ask(.unlearn, "alice/one", number: 1)
        try run.ask(.learn, "two", number: 2)
        try run.ask(.learn, "bob/one", number: 3)
        try run.ask(.learn, "one", number: 4)
        try run.ask(.learn, "three", number: 5)
        try run.run(every: 3)
        #expect(run.requests.count == 5)
        #expect(
            try run.answer(to: 1) == DecisionAnswer(.wasSoAlready, [SessionName(user: "alice", session: "alice/one")])
        )
        #expect(try run.answer(to: 2) == DecisionAnswer(.decided, [SessionName(user: "bob", session: "bob/two")]))
        #expect(try run.answer(to: 3)?.outcome == .wasSoAlready)
        #expect(try run.answer(to: 4)?.sessions == ["alice/one", "bob/one"])
        #expect(try run.answer(to: 4)?.outcome == .severalSessions)
        #expect(try run.answer(to: 5) == DecisionAnswer(.noSuchSession, []))
    }

    @Test func whatIsNoRequestIsTakenAwayAndSaid() throws {
        let run = try ServiceRun()
        let files: [(name: String, content: String)] = [
            ("0000000000000001", ""), ("0000000000000002", "[[[["), ("0000000000000003", #"{"decision":"forget"}"#),
            ("0000000000000004", String(repeating: "[", count: 100_000)),
            ("0000000000000005", String(repeating: " ", count: DecisionRequest.mostBytes + 1)),
        ]
        for (name, content) in files { try run.place(Array(content.utf8), as: FileName(name)) }
        try run.ask(.learn, "alice/one", number: 6, age: 61_000)
        try run.ask(.learn, "alice/one", number: 7, age: -61_000)
        try run.ask(.learn, String(repeating: "a", count: DecisionRequest.mostSessionBytes + 1), number: 8)
        try run.place([], as: FileName("notes\n.txt"))
        try run.run(every: 3)
        #expect(Array(run.requests.keys) == ["notes\n.txt"])
        #expect(run.lines.filter { $0.hasPrefix("warning: /state/requests/") }.count == 8)
        #expect(run.lines.allSatisfy { $0.hasSuffix("; it is removed") })
        try run.run()
        #expect(run.requests.isEmpty)
        #expect(run.lines.last == #"warning: /state/requests/notes\n.txt was left there; it is removed"#)
    }

    @Test func manyRequestsAreTakenInTurnsAndAllAreAnswered() throws {
        let run = try ServiceRun()
        for number in 0..<100 { try run.ask(.learn, "nobody", number: UInt64(number)) }
        try run.run(every: 3)
        let few = run.requests.count { $0.key.hasSuffix(".answer") }
        #expect(few > 0 && few < 100)
        try run.run(every: 20)
        #expect(run.requests.count { $0.key.hasSuffix(".answer") } == 100)
    }

    private static func runWithRequest() throws -> (run: ServiceRun, path: String) {
        let recordings = try SimulatedCorpus(users: 1, sessions: 1, seed: 4).recordings
        let run = try ServiceRun()
        try run.system.apply(.placed(recordings))
        try run.run()
        try run.ask(.unlearn, recordings[0].path, number: 1)
        return (run, recordings[0].path)
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func aKillAtAnyCallLosesNoRequest(survival: SimulatedDisk.Survival) throws {
        let undisturbed = try Self.runWithRequest().run
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(every: 3)
        let calls = undisturbed.system.calls
        for call in stride(from: 1, to: calls, by: max(calls / 40, 1)) {
            let (run, path) = try Self.runWithRequest()
            run.system.arm(.kill, at: call)
            // It cannot begin where it is killed that early.
            try? run.run(every: 3)
            run.system.restart(keeping: survival)
            try run.run(every: 3)
            // After a power cut nobody waits for the answer any more.
            if survival == .everythingWritten {
                let outcome = try run.answer(to: 1)?.outcome
                #expect(outcome == .decided || outcome == .wasSoAlready, "killed at call \(call) of \(calls)")
            }
            #expect(try run.findings()[path]?.isLearnt == false, "killed at call \(call) of \(calls)")
        }
    }
}
