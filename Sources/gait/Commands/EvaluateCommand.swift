import Agent
import ArgumentParser
import Evaluation
import Experiments
import FoundationEssentials
import Gestures
import Glibc
import Profiles
import Recordings
import Scoring
import SystemPackage

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure how well sessions of others are told from the owners'.",
        discussion: """
            With --labels, every labelled session of DIR is scored against the owner that its path names, on what was \
            learnt from --baseline. With --cross no labels are needed: the first two thirds of every user's sessions \
            are the baseline, and the rest, in pieces, is scored against the user and against every other user.

            Exit codes: 0 all recordings were used, 1 some could not be.
            """
    )

    @Argument(help: "The directory of recordings.", completion: .directory)
    var directory: String

    @OptionGroup var reading: ReadingOptions

    @Option(
        name: .customLong("modality"),
        help: """
            What is measured: \(Modality.allCases.map(\.rawValue).joined(separator: ", ")); with --cross also commands, \
            circumstances, and several, each with an option of its own, whose evidence is combined for whole sessions.
            """
    )
    var voices = [Voice.modality(.pointer)]

    @Option(help: "The directory of the owners' own sessions.", completion: .directory)
    var baseline: String?

    @Option(
        help: "A CSV file: name of a recording, and 1 where it is not the owner's.",
        completion: .file(extensions: ["csv"])
    )
    var labels: String?

    @Flag(help: "Score every user's later sessions against every user.")
    var cross = false

    @Option(help: "With --cross: how many gestures, or keys, a piece has.")
    var gestures = 60

    @Option(help: "Also hold out every baseline session, and put so many gestures of somebody else into it.")
    var takeover: Int?

    @Option(name: .customLong("score"), help: "Whose data to use: own, or population (the owner's and others').")
    var mode = ScoringMode.own

    @Option(help: "Write a plot of the ROC and of the scores to this SVG file.", completion: .file(extensions: ["svg"]))
    var plot: String?

    @OptionGroup var form: OutputOptions

    func validate() throws {
        guard cross != (labels != nil) else {
            throw ValidationError("Give either --labels with --baseline, or --cross.")
        }
        guard cross != (baseline != nil) else {
            throw ValidationError("--labels needs --baseline, and --cross has none.")
        }
        guard (1...100_000).contains(takeover ?? 1) else {
            throw ValidationError("--takeover is between 1 and 100000.")
        }
        guard takeover == nil || !cross else { throw ValidationError("--takeover goes with --labels.") }
        guard Set(voices).count == voices.count, cross || voices.count == 1 && !modalities.isEmpty else {
            throw ValidationError(
                "--modality is given once, of what the hand does, or with --cross once for each that is combined."
            )
        }
        guard takeover == nil || modalities == [.pointer] else {
            throw ValidationError("--takeover goes with --modality pointer.")
        }
        guard (1...100_000).contains(gestures) else {
            throw ValidationError("--gestures is between 1 and 100000.")
        }
    }

    private var modalities: [Modality] { voices.compactMap(\.modality) }

    func run() throws {
        let start = ContinuousClock.now
        let configuration = try reading.configuration(mode: mode, policy: .everything)
        // Of commands or circumstances alone the sessions are measured in some modality.
        let measured = modalities.isEmpty ? [.pointer] : modalities
        let experiment = Experiment(mode: mode, modality: measured[0], threads: configuration.threads)
        let collector = SessionCollector(configuration, modalities: measured, system: Kernel())
        var unusable = 0
        var document: EvaluationDocument
        let trials: [LabelledTrial]
        if cross {
            trials =
                voices.count > 1 || modalities.isEmpty
                ? try combinedTrials(collector, experiment, &unusable)
                : try crossTrials(collector, experiment, &unusable)
            document = try EvaluationDocument(trials)
        } else {
            let study = try labelledStudy(collector, &unusable)
            trials = study.trials(experiment)
            document = try EvaluationDocument(trials)
            document.aucByGestures = try study.aucByGestures(experiment).byText
            document.byBaselineSessions = try study.byBaselineSessions(experiment).mapValues {
                EvaluationDocument.SmallBaseline(auc: $0.auc, falsePositiveRate: $0.falsePositiveRate)
            }.byText
            document.labelsUnmatched = study.unmatchedLabels.count
            document.add(try heldOutStudy(study, experiment, configuration), beside: trials)
        }
        document.seconds = (ContinuousClock.now - start) / .seconds(1)
        document.peakResidentBytes = peakResidentBytes()
        if let plot { try write(plotOf: trials, to: plot) }
        let output = StandardOutput()
        if form.wantsJSON(on: output) {
            try output.write(json: document)
        } else {
            try output.write(document.text)
        }
        if unusable > 0 { throw ExitCode(1) }
    }

    private func labelledStudy(_ collector: SessionCollector, _ unusable: inout Int) throws -> LabelledStudy {
        guard let labels, let baseline else { preconditionFailure("validated before") }
        let sessionLabels: SessionLabels
        do throws(LabelsFileError) {
            sessionLabels = try SessionLabels(contentsOf: FilePath(labels))
        } catch {
            throw Failure(error.description)
        }
        let study = LabelledStudy(
            baseline: try collect(baseline, collector, .none, &unusable).sessions,
            recordings: try collect(directory, collector, .prefixes(LabelledStudy.prefixes), &unusable),
            labels: sessionLabels
        )
        guard let study else {
            throw Failure("\(labels) has no label for a recording in \(directory): it names paths, files, or sessions")
        }
        if let first = study.unmatchedLabels.first {
            StandardError.write(
                "\(labels): \(study.unmatchedLabels.count) of \(sessionLabels.count) labels stand for no recording in "
                    + "\(directory), the first of them is \(escapedForTerminal(Array(first.utf8)))\n"
            )
        }
        return study
    }

    private func heldOutStudy(
        _ study: LabelledStudy,
        _ experiment: Experiment,
        _ configuration: SessionScanner.Configuration
    ) throws -> HeldOutStudy {
        let baseline = RecordingDirectory(FilePath(baseline ?? directory), system: Kernel())
        let reader = TakeoverReader(configuration, in: baseline, system: Kernel())
        do throws(UnreadableRecording) {
            return try HeldOutStudy(study.baseline, experiment, takeover: takeover.map { (reader, $0) })
        } catch {
            throw Failure(error.description)
        }
    }

    private func crossTrials(
        _ collector: SessionCollector,
        _ experiment: Experiment,
        _ unusable: inout Int
    ) throws -> [LabelledTrial] {
        let collection = try collect(directory, collector, .pieces(gestures: gestures), &unusable)
        guard let study = CrossStudy(collection.sessions) else {
            throw Failure(
                "\(directory): none of the users' later sessions has \(gestures) gestures: give fewer with --gestures"
            )
        }
        return study.trials(experiment)
    }

    private func combinedTrials(
        _ collector: SessionCollector,
        _ experiment: Experiment,
        _ unusable: inout Int
    ) throws -> [LabelledTrial] {
        guard
            let study = CombinedStudy(
                try collect(directory, collector, .none, &unusable).sessionsByModality,
                of: voices
            )
        else {
            throw Failure("\(directory): none of the users has a session that is not baseline")
        }
        return study.trials(experiment)
    }

    private func collect(
        _ directory: String,
        _ collector: SessionCollector,
        _ cut: SessionCollector.Cut,
        _ unusable: inout Int
    ) throws -> SessionCollector.Collection {
        do throws(UnreadableRecording) {
            let collection = try collector.collect(
                RecordingDirectory(FilePath(directory), system: Kernel()),
                cut: cut
            )
            unusable += collection.unusable.count
            for recording in collection.unusable {
                StandardError.write("\(directory)/\(recording.path): \(recording.reason)\n")
            }
            guard !collection.sessions.isEmpty else {
                throw UnreadableRecording("\(directory) holds no recording that can be used")
            }
            return collection
        } catch {
            throw Failure(error.description)
        }
    }

    private func write(plotOf trials: [LabelledTrial], to path: String) throws {
        let scored = trials.compactMap { trial in trial.assessment.map { (trial, $0) } }
        let plot = try EvaluationPlot(
            title: cross ? "Later sessions against every user" : "Labelled sessions against their owners",
            scores: scored.map { LabelledScore(score: $1.evidence, isIllegal: $0.isIllegal) },
            legalTailProbabilities: scored.filter { !$0.0.isIllegal }.map(\.1.tailProbability)
        )
        do {
            try Data(plot.svg().utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Failure("\(path): the plot cannot be written there")
        }
    }

    private func peakResidentBytes() -> Int64 {
        var usage = rusage()
        return unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? Int64(usage.ru_maxrss) * 1024 : 0
    }
}

extension Dictionary where Key == Int {
    /// The same with keys as JSON has them.
    fileprivate var byText: [String: Value] {
        Dictionary<String, Value>(uniqueKeysWithValues: map { (String($0.key), $0.value) })
    }
}
