public import Agent
public import Gestures
import Profiles
import Scoring
import Recordings
import SystemPackage

/// Reads a directory of recordings into memory, for experiments that score the same sessions many times.
public struct SessionCollector: Sendable {
    /// How each session is cut; the whole of it is kept in any case.
    public enum Cut: Sendable {
        /// Into its first gestures in these numbers.
        case prefixes([Int])
        /// Into consecutive pieces of this many gestures; a shorter remainder is in none.
        case pieces(gestures: Int)

        /// Not at all.
        public static let none = Cut.prefixes([])
    }

    /// What was read, and what was not.
    public struct Collection: Sendable {
        /// The sessions in order of path, as each modality has them.
        public var sessionsByModality: ModalityMap<[CollectedSession]>
        /// The sessions in order of path, as the first of the modalities has them.
        public var sessions: [CollectedSession] { sessionsByModality.values.first ?? [] }
        /// What could not be read or names nobody, likewise.
        public var unusable: [Unusable] = []
    }

    /// A recording that takes no part.
    public struct Unusable: Sendable {
        /// Where it lies.
        public var path: RecordingPath
        /// The session's name; the path where that names no session.
        public var session: String
        /// Why, in a sentence that follows the path.
        public var reason: String
    }

    private let layout: LayoutPattern
    private let format: RecordingFormat?
    private let modalities: [Modality]
    private let threads: Int
    private let system: any SystemCalls

    /// A collector that reads as `configuration` says, and measures in `modalities`.
    public init(
        _ configuration: SessionScanner.Configuration,
        modalities: [Modality] = [.pointer],
        system: any SystemCalls
    ) {
        layout = configuration.layout
        format = configuration.format
        self.modalities = modalities
        threads = configuration.threads
        self.system = system
    }

    /// Reads all recordings of `directory`.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func collect(_ directory: RecordingDirectory, cut: Cut) throws(UnreadableRecording) -> Collection {
        let entries = try directory.recordings(format: format)
        let system = system
        let collected = Turns(Collection(sessionsByModality: ModalityMap(modalities) { _ in [] }))
        runConcurrently(count: entries.count, threads: threads) {
            RecordingFileReader(system: system)
        } work: { number, reader in
            let result = collect(entries[number], in: directory, cut, &reader)
            collected.take(number) { collection in
                switch result {
                case .success(let session): session.forEach { collection.sessionsByModality[$0]?.append($1) }
                case .failure(let error):
                    let path = entries[number].path
                    let session = RecordingNames(path, layout: layout).session
                    collection.unusable.append(Unusable(path: path, session: session, reason: error.description))
                }
            }
            collected.finish(number)
        }
        return collected.finalValue()
    }

    private func collect(
        _ entry: RecordingDirectory.Entry,
        in directory: RecordingDirectory,
        _ cut: Cut,
        _ reader: inout RecordingFileReader
    ) -> Result<ModalityMap<CollectedSession>, UnreadableRecording> {
        do throws(UnreadableRecording) {
            let session = try directory.withRecording(entry) { file throws(UnreadableRecording) in
                let names = try reader.names(of: file, layout: layout, format: format)
                let user = try names.requireUser().description
                var cutters = ModalityMap(modalities) { StretchCutter(cut, $0.space) }
                let pipeline = SamplePipeline(format: format)
                let summary = try reader.read(file, through: pipeline) { cutters[$0]?.add($1) }.summary
                let context = SessionContext(of: file, names, summary)
                return cutters.compactMap {
                    $1.finish(entry.path, user: user, session: names.session, context)
                }
            }
            return .success(session)
        } catch {
            return .failure(error)
        }
    }
}
