import ArgumentParser
import Harness
import Scoring
import SystemPackage

/// The parent of all measured processes. It reads no recording itself, so that its memory does not show in theirs.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure the stages and whole scans, and print the figures.",
        discussion: """
            Every row is a process of its own; rows take turns, and the median of their runs is printed. Speeds are MB \
            (10^6 bytes of uncompressed recordings) for one second of processor time, or of wall-clock time where all \
            cores are used.
            """
    )

    @Argument(help: "A directory with training_files/USER/session_ID and test_files/USER/session_ID.")
    var directory: String?

    @Option(help: "The gait that is measured.")
    var gait: String

    @Option(help: "How often each row is measured.")
    var runs = 5

    @Flag(help: "Leave out the session of 1 GiB.")
    var withoutLongSession = false

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs is at least 1.") }
    }

    func run() throws {
        let scratch = try TemporaryDirectory()
        let recordings = try MeasuredRecordings(in: try prepare(scratch.path), scratch: scratch.path)
        let programs = Programs(gait: FilePath(gait))
        var speed = try SpeedStudy(recordings, programs, scratch: scratch.path)
        try speed.run(rounds: runs)
        print(speed.report)
        print(try ScoringFigures(recordings, programs, scratch: scratch.path, runs: runs).report)
        let memory = try MemoryStudy(recordings, programs, scratch: scratch.path)
        print(try memory.report(withLongSession: !withoutLongSession))
    }

    private func prepare(_ scratch: FilePath) throws -> FilePath {
        if let directory {
            print("Recordings: \(directory)")
            return FilePath(directory)
        }
        let directory = scratch.appending("recordings")
        print("Recordings: synthesized")
        try MeasuredRecordings.synthesize(into: directory)
        return directory
    }
}

/// Where the measured programs are.
struct Programs {
    /// This program.
    let harness: FilePath
    /// The product.
    let gait: FilePath

    /// This program and the given product.
    init(gait: FilePath) {
        harness = FilePath(CommandLine.arguments[0])
        self.gait = gait
    }

    /// A stage over `directories`.
    func stage(_ name: String, _ directories: FilePath...) -> [String] {
        [harness.string, "stage", name] + directories.map(\.string)
    }

    /// A scan of `directory`, in which other voices than `voices` are off.
    func scan(
        _ directory: FilePath,
        baseline: FilePath? = nil,
        threads: Int? = nil,
        voices: [Voice] = Voice.all
    ) -> [String] {
        [gait.string, "scan", "--json", "--layout", MeasuredRecordings.layout]
            + (baseline.map { ["--baseline", $0.string] } ?? [])
            + (threads.map { ["--threads", String($0)] } ?? [])
            + Voice.all.filter { !voices.contains($0) }.flatMap { ["--off", $0.name] }
            + [directory.string]
    }
}
