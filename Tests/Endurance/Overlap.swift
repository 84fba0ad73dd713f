import Harness
import Synthesis
import SystemPackage

/// Sessions that overlap: each is there once, with all that was recorded of it, however often the daemon was killed.
struct Overlap {
    private static let users = 6
    private static let gestures = 100
    private static let silence = 0.5
    /// So many sessions grow at once.
    private static let simultaneous = 8
    private static let longestPause = 0.01
    /// So many s after the end all have to be in the list.
    private static let patience = 20.0
    private static let largestChunk = 6_000

    private let options: ProofOptions

    /// A proof.
    init(_ options: ProofOptions) {
        self.options = options
    }

    /// Kills the daemon so many times, and compares what it found out with what is found out without.
    func prove(kills: Int, _ table: inout ProofTable) throws {
        let workplace = try Workplace()
        let sessions = try record(in: workplace, kills: kills)
        let findings = try Self.byRecording(LedgerFindings(in: workplace.state))

        // The same directory again, by a daemon that knows nothing and is left in peace.
        let fresh = workplace.path("fresh")
        let daemon = try DaemonProcess(
            options.binary,
            over: workplace.recordings,
            state: fresh,
            silence: Self.silence,
            log: workplace.log
        )
        try workplace.wait(for: "list of all sessions", daemon) {
            let list = try PublishedList(in: fresh)
            return list.closedCount >= sessions && list.openCount == 0
        }
        try daemon.terminate()
        let expected = try Self.byRecording(LedgerFindings(in: fresh))

        table.note("overlapping: kills", Double(kills))
        table.note("sessions", Double(expected.count))
        let lost = expected.keys.filter { findings[$0] == nil }.sorted()
        let doubled = findings.filter { $0.value.count > 1 }.map(\.key).sorted()
        let different = expected.filter { key, value in
            guard let found = findings[key]?.last, let value = value.last else { return false }
            return found.events != value.events || found.gestures != value.gestures || found.duration != value.duration
        }
        let rows = try PublishedList(in: workplace.state)
        table.expect("sessions missing in the list", Double(max(sessions - rows.closedCount, 0)), .atMost(0))
        table.expect("sessions that never end", Double(rows.openCount), .atMost(0))
        table.expect("sessions lost", Double(lost.count), .atMost(0))
        table.expect("sessions doubled", Double(doubled.count), .atMost(0))
        table.expect("sessions with other events or gestures", Double(different.count), .atMost(0))
        for key in lost { print("lost: \(key)") }
        for key in doubled { print("doubled: \(key), \(findings[key] ?? [])") }
        for (key, value) in different { print("different: \(key), \(findings[key] ?? []) and not \(value)") }
        if !(rows.closedCount == sessions && rows.openCount == 0 && lost.isEmpty && doubled.isEmpty
            && different.isEmpty)
        {
            print("Left in \(try workplace.keep())")
        }
        workplace.printLog()
    }

    /// What was found out of each recording, whatever it was called when it was found.
    private static func byRecording(_ findings: LedgerFindings) -> [String: [LedgerFindings.Finding]] {
        Dictionary(
            grouping: findings.findings,
            by: { $0.key.hasSuffix(Recorder.renamed) ? String($0.key.dropLast(Recorder.renamed.count)) : $0.key }
        ).mapValues { $0.map(\.value) }
    }

    /// Records sessions until the daemon was killed so many times; returns how many these were.
    private func record(in workplace: borrowing Workplace, kills: Int) throws -> Int {
        let (recordings, state, log) = (workplace.recordings, workplace.state, workplace.log)
        let daemon = try UnsteadyDaemon(crashes: kills, silence: Self.silence, seed: options.seed + 1) {
            [options] in
            try DaemonProcess(options.binary, over: recordings, state: state, silence: Self.silence, log: log)
        }
        var random = Xoshiro256(seed: options.seed)
        var recorders: [Recorder] = []
        var begun = 0
        var written = 0
        while written < Self.simultaneous || daemon.remainingCrashes > 0 {
            while recorders.count < Self.simultaneous {
                recorders.append(recorder(begun, in: recordings, using: &random))
                begun += 1
            }
            let chosen = Int.random(in: 0..<recorders.count, using: &random)
            if try advance(&recorders[chosen], using: &random) {
                recorders.remove(at: chosen)
                written += 1
            }
            try daemon.pass(Self.longestPause * Double(Int.random(in: 0..<100, using: &random)) / 100)
        }
        while !recorders.isEmpty {
            if try advance(&recorders[0], using: &random) { recorders.removeFirst() }
        }
        // Whether all are there then is what is proved.
        let end = monotonicSeconds() + Self.patience
        var isOver = false
        while !isOver, monotonicSeconds() < end {
            try daemon.pass(0.1)
            let list = try PublishedList(in: state)
            isOver = list.closedCount >= begun && list.openCount == 0
        }
        // What is doubled may come later.
        try daemon.pass(3 * Self.silence)
        try runChild([options.gait, "health", "--state", state.string])
        try daemon.terminate()
        return begun
    }

    private func recorder(_ number: Int, in recordings: FilePath, using random: inout Xoshiro256) -> Recorder {
        Recorder(
            number / Self.users,
            of: Account(number % Self.users, seed: options.seed),
            gestures: Self.gestures,
            ending: Recorder.Ending.allCases[Int.random(in: 0..<Recorder.Ending.allCases.count, using: &random)],
            in: recordings
        )
    }

    /// Writes on; `true` once all is written and done.
    private func advance(_ recorder: inout Recorder, using random: inout Xoshiro256) throws -> Bool {
        try recorder.write(1 + Int.random(in: 0..<Self.largestChunk, using: &random))
        if recorder.ending == .renamed, !recorder.isRenamed,
            Int.random(in: 0..<10, using: &random) == 0 || recorder.isWritten
        {
            try recorder.rename()
        }
        guard recorder.isWritten else { return false }
        if recorder.ending == .compressed { try recorder.compress() }
        return true
    }
}
