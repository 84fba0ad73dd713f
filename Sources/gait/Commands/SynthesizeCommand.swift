import Agent
import ArgumentParser
import Synthesis
import SystemPackage

struct SynthesizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesize",
        abstract: "Write recordings of people who do not exist, some of them at another's account, with labels.",
        discussion: """
            For demonstrations and for load. DIR/baseline holds the first sessions of every user, all their own; \
            DIR/sessions the later ones, some of them somebody else's; DIR/labels.csv says which. The same numbers and \
            seed give the same files.
            """
    )

    @Argument(help: "Where to write: a directory that is new or empty.", completion: .directory)
    var directory: String

    @Option(help: "How many users there are.")
    var users = 10

    @Option(help: "How many sessions each user has, those of the baseline among them.")
    var sessions = 24

    @Option(help: "Determines everything: another number, other people.")
    var seed: UInt64 = 1

    @OptionGroup var threads: ThreadOptions

    func validate() throws {
        _ = try corpus()
    }

    func run() throws {
        let corpus = try corpus()
        let layout = CorpusLayout(root: FilePath(directory))
        let writer = CorpusWriter(corpus, to: layout, threads: threads.count, system: Kernel())
        let progress = ProgressBar(isShown: StandardError.isTerminal)
        let bytes: Int64
        do throws(CorpusWritingError) {
            defer { progress.clear() }
            bytes = try writer.write { progress.show(done: $0, of: corpus.count) }
        } catch {
            throw Failure(error.description)
        }
        try StandardOutput().write(CorpusSummary(corpus, at: layout, bytes: bytes).text)
    }

    private func corpus() throws -> Corpus {
        do {
            let corpus = try Corpus(users: users, sessionsPerUser: sessions, seed: seed)
            guard sessions > corpus.baselineSessions else {
                throw ValidationError("--sessions \(sessions) leaves none after the baseline: choose 4 or more.")
            }
            return corpus
        } catch let error as CorpusError {
            throw ValidationError("\(error).")
        }
    }
}
