public import Agent
public import ArgumentParser
import Recordings
import Scoring
import Synchronization
import SystemPackage

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Score a directory of recordings at rest, and print which session to open first.",
        discussion: """
            Sessions are taken in the order of their paths. Each is scored on what was learnt before it, and then \
            learnt, unless it stands out. With --baseline everything is learnt from another directory first.

            Exit codes: 0 all recordings were read, 1 some could not be read or name nobody in the baseline, 2 none could be.
            """
    )

    @Argument(help: "The directory of recordings.", completion: .directory)
    var directory: String

    @OptionGroup var reading: ReadingOptions

    @Option(help: "Learn from this directory, and only score the other.", completion: .directory)
    var baseline: String?

    @Option(help: "Keep what is learnt in this directory, and go on from what it knows.", completion: .directory)
    var state: String?

    @Option(name: .customLong("score"), help: "Whose data to use: own, or population (the owner's and others').")
    var mode = ScoringMode.own

    @Option(help: "Do not learn a session whose tail probability is below this.")
    var learningThreshold = LearningPolicy().threshold

    @OptionGroup var combination: CombinationOptions

    @Option(help: "Tell of the [[event]]s that this configuration file names.", completion: .file())
    var events: String?

    @Option(help: "Print only so many sessions.")
    var top: Int?

    @OptionGroup var form: OutputOptions

    func validate() throws {
        guard (0...1).contains(learningThreshold) else {
            throw ValidationError("--learning-threshold is a probability, between 0 and 1.")
        }
        guard baseline == nil || state == nil else {
            throw ValidationError("--baseline learns anew each time, --state goes on: give one of them.")
        }
        if let top, top < 1 { throw ValidationError("--top is at least 1.") }
    }

    func run() throws {
        let output = StandardOutput()
        Kernel().returnLargeMemory()
        Kernel().shareMemoryAmongThreads()
        Kernel().surviveFileSizeLimit()
        let progress = ProgressBar(isShown: !form.json && StandardError.isTerminal)
        var configuration = try reading.configuration(mode: mode, policy: LearningPolicy(threshold: learningThreshold))
        configuration.combination = combination.combination
        if let events { configuration.rules = try ConfigurationFile(path: events).events() }
        let scanner = SessionScanner(
            configuration,
            system: Kernel(),
            progress: { progress.show(done: $0.done, of: $0.total) }
        )
        defer { progress.clear() }
        let list = ScanList(spillingInto: Self.temporaryFolder, system: Kernel())
        let unusable = UnusableBaseline()
        try scan(with: scanner, into: list, unusable)
        progress.clear()
        unusable.write(below: baseline ?? "")
        let document = PriorityListDocument(mode: mode, summary: list.summary)
        do {
            try write(list, document, to: output)
        } catch let error as PublicationError {
            throw Failure(error.description)
        }
        let unreadable = document.summary.unreadable
        if unreadable == document.summary.recordings && unreadable > 0 { throw ExitCode(2) }
        if unreadable > 0 || unusable.count > 0 { throw ExitCode(1) }
    }
}

extension ScanCommand {
    /// Where temporary files belong that may be large, unless the environment says otherwise. `hier(7)`, `environ(7)`.
    private static var temporaryFolder: FilePath {
        let named = environment("TMPDIR") ?? ""
        return FilePath(named.isEmpty ? "/var/tmp" : named)
    }

    private func write(_ list: ScanList, _ document: PriorityListDocument, to output: StandardOutput) throws {
        if form.wantsJSON(on: output) {
            try output.write(json: document, filling: "sessions") { try list.forEachRow(top: top, $0) }
        } else {
            let rows = try list.mapRows(top: top, PriorityTable.Row.init)
            try output.write(PriorityTable(rows, document.summary, width: output.width).text)
        }
    }

    private func scan(with scanner: SessionScanner, into list: ScanList, _ unusable: UnusableBaseline) throws {
        let recordings = RecordingDirectory(FilePath(directory), system: Kernel())
        do {
            if let state {
                let state = try StateDirectory(at: FilePath(state), mode: mode, system: Kernel())
                return try scanner.scan(recordings, state: state, reporting: list.add)
            }
            let baseline = baseline.map { RecordingDirectory(FilePath($0), system: Kernel()) }
            try scanner.scan(recordings, baseline: baseline, reportingLearnt: unusable.add, reporting: list.add)
        } catch let error as UnreadableRecording {
            throw Failure(error.description)
        } catch let error as StateError {
            throw Failure(error.description)
        }
    }
}

/// Which recordings of a baseline taught nothing, and why.
private final class UnusableBaseline: Sendable {
    private let lines = Mutex<[String]>([])

    /// How many there are.
    var count: Int { lines.withLock { $0.count } }

    /// Takes the report of a recording of the baseline.
    func add(_ report: SessionReport) {
        var reason: String?
        if case .unreadable(let error) = report.outcome { reason = error.description }
        if report.user == nil { reason = reason ?? NotScored.namesNobody.description }
        guard let reason else { return }
        lines.withLock { $0.append("\(report.path): \(reason)\n") }
    }

    /// Says so on standard error.
    func write(below directory: String) {
        lines.withLock { lines in
            for line in lines { StandardError.write("\(directory)/\(line)") }
        }
    }
}

extension ScoringMode: ExpressibleByArgument {}
