import Harness
import Synthesis
import SystemPackage

/// Sessions that come one after the other, so that it is determined what each is scored against: what is left behind
/// is the same to the last bit however often the daemon was killed.
struct Succession {
    private static let users = 4
    private static let gestures = 120
    private static let silence = 0.5
    private static let longestPause = 0.02
    private static let largestChunk = 8_000

    private let options: ProofOptions

    /// A proof.
    init(_ options: ProofOptions) {
        self.options = options
    }

    /// Kills the daemon so many times, and compares what is there afterwards with what is there without.
    func prove(kills: Int, _ table: inout ProofTable) throws {
        let disturbed = try Workplace()
        let undisturbed = try Workplace()
        let sessions = try disturbed.keepingOnFailure { try record(in: disturbed, kills: kills) }
        try undisturbed.takeNameKey(of: disturbed)
        _ = try record(in: undisturbed, kills: 0, sessions: sessions)

        let findings = try LedgerFindings(in: disturbed.state)
        let expected = try LedgerFindings(in: undisturbed.state)
        table.note("one after the other: kills", Double(kills))
        table.note("sessions", Double(sessions))
        let lost = expected.findings.keys.count { findings.findings[$0] == nil }
        table.expect("sessions lost", Double(lost), .atMost(0))
        let doubled = findings.findings.keys.count { expected.findings[$0] == nil }
        table.expect("sessions doubled", Double(doubled), .atMost(0))
        let again = findings.count - findings.findings.count
        table.expect("sessions recorded twice", Double(again), .atMost(0))
        let others = expected.findings.count { findings.findings[$0.key] != $0.value }
        table.expect("sessions with other figures", Double(others), .atMost(0))
        let scored = findings.findings.values.count { $0.score != nil }
        table.note("sessions with a score", Double(scored))
        var differences: [String] = []
        let files = try names(in: undisturbed.state).filter { $0.hasPrefix("ledger-") } + ["priority.json"]
        for file in files where try !isSame(file, disturbed, undisturbed) { differences.append(file) }
        table.expect("files with other bytes", Double(differences.count), .atMost(0))
        if !differences.isEmpty {
            print("Other bytes in \(differences): left in \(try disturbed.keep()) and \(try undisturbed.keep())")
        }
        disturbed.printLog()
    }

    private func isSame(
        _ file: String,
        _ one: borrowing Workplace,
        _ other: borrowing Workplace
    ) throws -> Bool {
        let bytes = try? Bytes(contentsOf: one.state.appending(file)).bytes
        return try bytes == Bytes(contentsOf: other.state.appending(file)).bytes
    }

    /// Records sessions until the daemon was killed so many times, or so many sessions; returns how many these were.
    private func record(in workplace: borrowing Workplace, kills: Int, sessions: Int? = nil) throws -> Int {
        let (recordings, state, log) = (workplace.recordings, workplace.state, workplace.log)
        let daemon = try UnsteadyDaemon(crashes: kills, silence: Self.silence, seed: options.seed) {
            [options] in
            try DaemonProcess(options.binary, over: recordings, state: state, silence: Self.silence, log: log)
        }
        var session = 0
        while sessions.map({ session < $0 }) ?? (session < Self.users * 4 || daemon.remainingCrashes > 0) {
            try record(session, in: workplace, daemon, isPaced: sessions == nil)
            session += 1
        }
        try runChild([options.gait, "health", "--state", state.string])
        try daemon.terminate()
        return session
    }

    private func record(
        _ number: Int,
        in workplace: borrowing Workplace,
        _ daemon: UnsteadyDaemon,
        isPaced: Bool
    ) throws {
        let state = workplace.state
        var random = Xoshiro256(seed: SplitMix64.seed(from: options.seed, for: 3, UInt64(number)))
        let ending = Recorder.Ending.allCases[Int.random(in: 0..<Recorder.Ending.allCases.count, using: &random)]
        let account = Account(number % Self.users, seed: options.seed)
        var recorder = Recorder(
            number / Self.users,
            of: account,
            gestures: Self.gestures,
            ending: ending,
            in: workplace.recordings
        )
        let half = recorder.size / 2
        while !recorder.isWritten {
            if ending == .renamed, recorder.position > half, !recorder.isRenamed {
                try daemon.wait(for: "row of \(recorder.key)") { try PublishedList(in: state).has(recorder.key) }
                try recorder.rename()
            }
            try recorder.write(1 + Int.random(in: 0..<Self.largestChunk, using: &random))
            if isPaced { try daemon.pass(Self.longestPause * Double(Int.random(in: 0..<100, using: &random)) / 100) }
        }
        if ending == .compressed {
            try daemon.wait(for: "row of \(recorder.key)") { try PublishedList(in: state).has(recorder.key) }
            try recorder.compress()
        }
        try daemon.wait(for: "end of \(recorder.key), session \(number)") {
            let list = try PublishedList(in: state)
            return list.closedCount > number && list.openCount == 0
        }
    }
}
