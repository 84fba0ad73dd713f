import Agent
import ArgumentParser
import Gestures
import Recordings
import SystemPackage

struct EdgesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edges",
        abstract: "Make bin edges and cell shares from a directory of recordings.",
        discussion: """
            All users have the same weight, however many recordings they have. The same recordings at the same paths \
            below the directory give the same table. What could not be read is said on standard error.

            Exit codes: 0 all recordings were read, 1 some could not be read, 2 none could be.
            """
    )

    @Argument(help: "The directory of recordings.", completion: .directory)
    var directory: String

    @OptionGroup var reading: ReadingOptions

    @OptionGroup var modality: ModalityOption

    @Flag(help: "Print the Swift source of the shipped table instead of JSON.")
    var swift = false

    func validate() throws {
        guard try reading.recordings.layoutPattern().namesUser else {
            throw ValidationError(
                "--layout \(reading.recordings.layout ?? RecordingOptions.defaultLayout) names no user; put {user} where paths name the user."
            )
        }
    }

    func run() throws {
        let outcome = try read()
        for finding in outcome.findings {
            StandardError.write("\(finding.path): \(finding.isRead ? "" : "not read: ")\(finding.description)\n")
        }
        guard outcome.readCount > 0 else {
            let reason =
                outcome.unreadableCount > 0
                ? "none of its recordings could be read, for the reasons above"
                : "it holds no recordings: name the directory below which they are"
            throw Failure("\(directory): \(reason)")
        }
        let table: BinTable
        do throws(BinTable.Fault) {
            table = try outcome.builder.table()
        } catch {
            throw Failure("\(directory): \(error)")
        }
        let output = StandardOutput()
        if swift {
            try output.write(table.swiftSource(of: modality.modality))
        } else {
            try output.write(json: table)
        }
        if outcome.unreadableCount > 0 { throw ExitCode(1) }
    }

    private func read() throws -> BinReader.Outcome {
        let reader = BinReader(
            layout: try reading.recordings.layoutPattern(),
            format: try reading.recordings.recordingFormat(),
            modality: modality.modality,
            threads: reading.threadCount,
            system: Kernel()
        )
        do throws(UnreadableRecording) {
            return try reader.read(RecordingDirectory(FilePath(directory), system: Kernel()))
        } catch {
            throw Failure("\(directory): \(error)")
        }
    }
}
