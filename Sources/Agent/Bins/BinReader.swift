public import Gestures
public import Recordings
import SystemPackage

/// Reads directories of recordings into what makes a table of bins.
///
/// Recordings are decoded on all threads, and each is added as a whole or not at all.
public struct BinReader: Sendable {
    /// Something to say of a recording.
    public struct Finding: Sendable, Equatable {
        /// Where the recording lies.
        public var path: RecordingPath
        /// Whether the recording counts nevertheless.
        public var isRead: Bool
        /// What there is to say, in a sentence that follows the recording's path.
        public var description: String
    }

    /// What became of a directory.
    public struct Outcome: Sendable {
        /// What makes the table.
        public var builder: BinTableBuilder
        /// How many recordings were read.
        public var readCount = 0
        /// How many could not be read, or name nobody.
        public var unreadableCount = 0
        /// What there is to say, in the order of the recordings.
        public var findings: [Finding] = []
    }

    private let layout: LayoutPattern
    private let format: RecordingFormat?
    private let modality: Modality
    private let threads: Int
    private let system: any SystemCalls

    /// A reader.
    ///
    /// - Parameters:
    ///   - layout: how a recording's path names its user; one that does not fit names nobody, and does not count.
    ///   - format: the recordings' format; `nil` to recognise it.
    ///   - modality: what is measured.
    ///   - threads: how many threads decode.
    public init(
        layout: LayoutPattern,
        format: RecordingFormat? = nil,
        modality: Modality = .pointer,
        threads: Int = 1,
        system: any SystemCalls
    ) {
        self.layout = layout
        self.format = format
        self.modality = modality
        self.threads = threads
        self.system = system
    }

    /// Adds all recordings of `directory` to a builder, each told from the others by its path.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func read(_ directory: RecordingDirectory) throws(UnreadableRecording) -> Outcome {
        let builder = BinTableBuilder(of: modality)
        let entries = try directory.recordings(format: format)
        let turns = Turns(Outcome(builder: builder))
        let system = system
        runConcurrently(count: entries.count, threads: threads) {
            RecordingFileReader(system: system)
        } work: { number, reader in
            let entry = entries[number]
            do throws(UnreadableRecording) {
                let (session, remarks) = try read(entry, of: directory, for: builder, &reader)
                turns.take(number) { outcome in
                    outcome.builder.add(session)
                    outcome.readCount += 1
                    outcome.findings += remarks.map { Finding(path: entry.path, isRead: true, description: $0) }
                }
            } catch {
                turns.take(number) { outcome in
                    outcome.unreadableCount += 1
                    outcome.findings.append(
                        Finding(path: entry.path, isRead: false, description: error.description)
                    )
                }
            }
            turns.finish(number)
        }
        return turns.finalValue()
    }

    private func read(
        _ entry: RecordingDirectory.Entry,
        of directory: RecordingDirectory,
        for builder: BinTableBuilder,
        _ reader: inout RecordingFileReader
    ) throws(UnreadableRecording) -> (session: SessionSamples, remarks: [String]) {
        try directory.withRecording(entry) { file throws(UnreadableRecording) in
            let user = try reader.names(of: file, layout: layout, format: format).requireUser()
            var session = builder.session(named: entry.path.bytes, of: user.bytes)
            let remarks = try reader.read(file, of: modality, format: format) { session.add($0) }
            return (session, remarks)
        }
    }
}
