import SystemPackage
import Testing

@testable import Agent

/// What who asks makes of answers.
struct AskingTests {
    private let run: ServiceRun
    private let request = DecisionRequest(.learn, session: "alice/one", time: .day(1))

    init() throws {
        run = try ServiceRun()
        try run.system.change { disk throws(Errno) in try disk.placeDirectory(at: DaemonRun.state) }
    }

    private func ask() throws -> DecisionAnswer? {
        try request.ask(daemonOf: DaemonRun.state, number: 7, system: run.system)
    }

    private func place(answer: [UInt8]) throws {
        try run.place(answer, as: RequestFile.answer(to: RequestFile.name(7)))
    }

    @Test func withoutAnAnswerTheRequestIsTakenBack() throws {
        let start = run.system.monotonicTime()
        #expect(try ask() == nil)
        #expect(run.system.monotonicTime() - start >= DecisionRequest.patience)
        #expect(run.requests.isEmpty)
        #expect(run.system.openCount == 0)
    }

    @Test func anAnswerIsFetched() throws {
        let answer = DecisionAnswer(.decided, [SessionName(user: "alice", session: "alice/one")])
        try place(answer: try json(answer))
        #expect(try ask() == answer)
        #expect(run.requests.isEmpty)
    }

    @Test(arguments: [
        "", "[]", #"{"outcome":"decided","sessions":[],"sessionCount":0}"#,
        #"{"outcome":"several sessions","sessions":["a","b"],"sessionCount":1}"#,
        #"{"outcome":"maybe","sessions":["a"],"sessionCount":1}"#,
    ])
    func whatIsNoAnswerIsAnError(text: String) throws {
        try place(answer: Array(text.utf8))
        #expect(throws: StateError.self) { try ask() }
        #expect(run.requests.isEmpty)
    }

    @Test func aRequestIsThereAsAWholeOrNotAtAll() throws {
        for call in 1... {
            run.system.arm(.fault(.noSpace), at: call)
            _ = try? ask()
            guard run.system.disarm() else { break }
            let name = String(decoding: RequestFile.name(7).bytes, as: UTF8.self)
            if let bytes = run.requests[name] { #expect(try DecisionRequest(json: bytes) == request) }
            #expect(run.system.openCount == 0, "call \(call)")
            _ = try ask()
        }
    }

    @Test func aNameWithoutBoundIsNotAsked() throws {
        let text = String(repeating: "a", count: DecisionRequest.mostSessionBytes + 1)
        let request = DecisionRequest(.learn, session: text, time: .day(1))
        #expect(throws: StateError.self) { try request.ask(daemonOf: DaemonRun.state, system: run.system) }
    }

    /// Every character that JSON escapes takes six bytes.
    @Test func theLongestNameIsARequest() throws {
        let text = String(repeating: "\u{1}", count: DecisionRequest.mostSessionBytes)
        let request = DecisionRequest(.learn, session: text, time: .day(1))
        let bytes = try json(request)
        #expect(bytes.count <= DecisionRequest.mostBytes)
        #expect(try DecisionRequest(json: bytes) == request)
    }
}
