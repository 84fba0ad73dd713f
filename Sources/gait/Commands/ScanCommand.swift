public import Agent
public import ArgumentParser
import Recordings
import Scoring
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
        let result = try scan(with: scanner)
        progress.clear()
        let unusableBaseline = sayWhatIsUnusable(inBaseline: result.baseline)
        let document = PriorityListDocument(result, mode: mode)
        let rows = result.rows(top: top)
        if form.wantsJSON(on: output) {
            try output.write(json: document, filling: "sessions", with: rows)
        } else {
            try output.write(PriorityTable(rows, document.summary, width: output.width).text)
        }
        let unreadable = document.summary.unreadable
        if unreadable == document.summary.recordings && unreadable > 0 { throw ExitCode(2) }
        if unreadable > 0 || unusableBaseline > 0 { throw ExitCode(1) }
    }
}

extension ScanCommand {
    /// Says on standard error which baseline recordings taught nothing, and why; returns how many.
    private func sayWhatIsUnusable(inBaseline reports: [SessionReport]) -> Int {
        var count = 0
        for report in reports {
            var reason: String?
            if case .unreadable(let error) = report.outcome { reason = error.description }
            if report.user == nil { reason = reason ?? NotScored.namesNobody.description }
            guard let reason else { continue }
            count += 1
            StandardError.write("\(baseline ?? "")/\(report.path): \(reason)\n")
        }
        return count
    }

    private func scan(with scanner: SessionScanner) throws -> ScanResult {
        let recordings = RecordingDirectory(FilePath(directory), system: Kernel())
        do {
            if let state {
                let state = try StateDirectory(at: FilePath(state), mode: mode, system: Kernel())
                return try scanner.scan(recordings, state: state)
            }
            let baseline = baseline.map { RecordingDirectory(FilePath($0), system: Kernel()) }
            return try scanner.scan(recordings, baseline: baseline)
        } catch let error as UnreadableRecording {
            throw Failure(error.description)
        } catch let error as StateError {
            throw Failure(error.description)
        }
    }
}

extension ScoringMode: ExpressibleByArgument {}
