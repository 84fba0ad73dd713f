import Agent
import ArgumentParser
import Recordings

/// Options of every command that reads recordings, with threads of its own.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var recordings: RecordingOptions

    @OptionGroup var threads: ThreadOptions

    /// The scanner's configuration.
    func configuration(mode: ScoringMode, policy: LearningPolicy) throws -> SessionScanner.Configuration {
        SessionScanner.Configuration(
            layout: try recordings.layoutPattern(),
            format: try recordings.recordingFormat(),
            mode: mode,
            policy: policy,
            threads: threadCount
        )
    }

    /// How many threads to use.
    var threadCount: Int { threads.count }
}

/// What recordings are called and how they are written.
struct RecordingOptions: ParsableArguments {
    static let defaultLayout = "{user}/{session}"

    @Option(
        help: ArgumentHelp(
            "How paths name user and session.",
            discussion: """
                Placeholders: {user}, {session}, {host}, {account}, {address}. A suffix .gz is ignored. {user}/{session} unless \
                given.
                """,
            valueName: "pattern"
        )
    )
    var layout: String?

    @Option(
        help: "The recordings' format; recognised by content unless given.",
        completion: .list(RecordingFormat.all.map(\.name))
    )
    var format: String?

    func validate() throws {
        _ = try layoutPattern()
        _ = try recordingFormat()
    }

    /// The parsed layout.
    func layoutPattern() throws -> LayoutPattern {
        do {
            return try LayoutPattern(layout ?? Self.defaultLayout)
        } catch {
            throw ValidationError("--layout \(layout ?? Self.defaultLayout): \(error)")
        }
    }

    /// The format of that name.
    func recordingFormat() throws -> RecordingFormat? {
        guard let format else { return nil }
        guard let known = RecordingFormat.all.first(where: { $0.name == format }) else {
            let names = RecordingFormat.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--format \(format) is not known; known formats are \(names).")
        }
        return known
    }
}
