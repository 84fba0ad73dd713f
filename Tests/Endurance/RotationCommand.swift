import ArgumentParser
import Glibc
import Harness
import Synthesis
import SystemPackage

/// One recording is rotated again and again while it grows and the daemon is killed.
struct RotationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotation",
        abstract: "Nothing is lost or doubled of a recording that is rotated while the daemon is killed.",
        discussion: """
            Recorder and rotator are one process here, so that nothing is written between the copy and the cut of a \
            copytruncate: what the rotator itself loses is 0. Every record is one event, and the events of all parts \
            that the list has are added up.
            """
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How many records are written.")
    var records = 100_000

    @Option(help: "How many records are written in a second.")
    var rate = 5_000.0

    @Option(help: "The recording is rotated once in so many s.")
    var period = 2.0

    @Option(help: "How often the daemon is killed.")
    var kills = 3

    func validate() throws {
        guard records > 0, rate > 0, period > 0, kills >= 0 else {
            throw ValidationError("--records, --rate and --period are more than 0, --kills is not negative.")
        }
    }

    func run() throws {
        var table = ProofTable("\(records) records, \(kills) kills")
        for method in RotatedRecording.Method.allCases { try prove(method, &table) }
        try table.finish()
    }

    private func prove(_ method: RotatedRecording.Method, _ table: inout ProofTable) throws {
        let workplace = try Workplace()
        let (recordings, state, log) = (workplace.recordings, workplace.state, workplace.log)
        let silence = max(2 * period, 1)
        let start = { [options] in
            try DaemonProcess(options.binary, over: recordings, state: state, silence: silence, log: log)
        }
        var daemon = try start()
        var recording = RotatedRecording(method, seed: options.seed, in: recordings)
        var random = Xoshiro256(seed: options.seed)
        let crashes = (0..<kills).map { _ in Int.random(in: 0..<records, using: &random) }.sorted()
        var crashed = 0
        let begin = monotonicSeconds()
        while recording.records < records {
            let elapsed = monotonicSeconds() - begin
            try recording.write(min(Int(elapsed * rate), records) - recording.records)
            if elapsed > period * Double(recording.rotations + 1), recording.records < records {
                try recording.rotate()
            }
            while crashed < kills, recording.records > crashes[crashed] {
                try daemon.crash()
                daemon = try start()
                crashed += 1
            }
            pause(0.01)
        }
        // Parts may share a row, so that the list does not say whether one of them is open.
        pause(2 * silence + 1)
        try workplace.wait(for: "end of all parts", daemon) { try PublishedList(in: state).openCount == 0 }
        try daemon.terminate()

        let findings = try LedgerFindings(in: state)
        let (lost, doubled) = Self.compare(recording.parts, findings.findings.values.map { Int($0.events) })
        let what = method.rawValue
        table.note("\(what): rotations", Double(recording.rotations))
        table.note("\(what): parts in the list", Double(findings.findings.count))
        table.expect("\(what): lost", Double(lost), .atMost(0))
        table.expect("\(what): doubled", Double(doubled), .atMost(0))
        if lost + doubled > 0 {
            print("\(what): the parts have \(recording.parts) records, the oldest first. In the ledger are")
            for (key, finding) in findings.findings.sorted(by: { $0.key < $1.key }) {
                print("    \(finding.path) (\(key)): \(finding.events) events, over because \(finding.reason)")
                for remark in finding.remarks { print("        \(remark)") }
            }
        }
        workplace.printLog()
    }

    /// How many records of `parts` are not among what was `found`, and how many are there once too often.
    ///
    /// Parts are told by their numbers of records; what is left over on both sides is taken to be the same.
    private static func compare(_ parts: [Int], _ found: [Int]) -> (lost: Int, doubled: Int) {
        var missing = parts.filter { $0 > 0 }
        var doubled = 0
        var partial = 0
        for count in found {
            if let part = missing.firstIndex(of: count) {
                missing.remove(at: part)
            } else if parts.contains(count) {
                doubled += count
            } else {
                partial += count
            }
        }
        let lost = missing.reduce(0, +)
        return (max(lost - partial, 0), doubled + max(partial - lost, 0))
    }
}
