public import Agent
import Gestures
import Profiles
import Recordings
import SystemPackage

/// Reads a directory of recordings into memory, for experiments that score the same sessions many times.
public struct SessionCollector: Sendable {
    /// How each session is cut.
    public enum Cut: Sendable {
        /// The whole session, and its first gestures in these numbers.
        case whole(prefixes: [Int])
        /// Consecutive pieces of this many gestures; a shorter remainder is left out.
        case pieces(gestures: Int)
    }

    /// What was read, and what was not.
    public struct Collection: Sendable {
        /// The sessions in order of path.
        public var sessions: [CollectedSession] = []
        /// What could not be read, with the reason; or names nobody.
        public var unusable: [(path: RecordingPath, reason: String)] = []
    }

    private let layout: LayoutPattern
    private let format: RecordingFormat?
    private let space: FeatureSpace
    private let threads: Int
    private let system: any SystemCalls

    /// A collector that reads as `configuration` says.
    public init(_ configuration: SessionScanner.Configuration, system: any SystemCalls) {
        layout = configuration.layout
        format = configuration.format
        space = configuration.space
        threads = configuration.threads
        self.system = system
    }

    /// Reads all recordings of `directory`.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func collect(_ directory: RecordingDirectory, cut: Cut) throws(UnreadableRecording) -> Collection {
        let entries = try directory.entries()
        let system = system
        let collected = Turns(Collection())
        runConcurrently(count: entries.count, threads: threads) {
            RecordingFileReader(system: system)
        } work: { number, reader in
            let result = collect(entries[number], in: directory, cut, &reader)
            collected.take(number) { collection in
                switch result {
                case .success(let sessions): collection.sessions += sessions
                case .failure(let error): collection.unusable.append((entries[number].path, error.description))
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
    ) -> Result<[CollectedSession], UnreadableRecording> {
        do throws(UnreadableRecording) {
            let sessions = try directory.withRecording(entry) { file throws(UnreadableRecording) in
                let names = RecordingNames(entry.path, layout: layout)
                let user = try names.requireUser().description
                var cutter = StretchCutter(cut, space)
                _ = try reader.read(file, through: SamplePipeline(format: format)) { cutter.add($0) }
                return cutter.finish().map { whole, prefixes in
                    CollectedSession(
                        path: entry.path,
                        user: user,
                        session: names.session,
                        whole: whole,
                        prefixes: prefixes
                    )
                }
            }
            return .success(sessions)
        } catch {
            return .failure(error)
        }
    }
}

/// Cuts a session's samples into the stretches that an experiment asks for.
private struct StretchCutter {
    private struct Open {
        var sketcher: SessionSketcher
        var windows: [SessionWindow] = []

        mutating func add(_ samples: borrowing SampleBuffer, from cursor: inout SampleCursor) {
            sketcher.add(samples, from: &cursor) { windows.append($0) }
        }
    }

    private let space: FeatureSpace
    private let pieceSize: Int?
    private var whole: Open
    private var prefixes: [(size: Int, open: Open)] = []
    private var pieces: [CollectedStretch] = []

    init(_ cut: SessionCollector.Cut, _ space: FeatureSpace) {
        self.space = space
        switch cut {
        case .whole(let sizes):
            pieceSize = nil
            whole = Open(sketcher: SessionSketcher(space: space))
            prefixes = sizes.map { ($0, Open(sketcher: SessionSketcher(space: space, gestureLimit: $0))) }
        case .pieces(let size):
            pieceSize = size
            whole = Open(sketcher: SessionSketcher(space: space, gestureLimit: size))
        }
    }

    mutating func add(_ samples: borrowing SampleBuffer) {
        for index in prefixes.indices {
            var cursor = SampleCursor()
            prefixes[index].open.add(samples, from: &cursor)
        }
        var cursor = SampleCursor()
        whole.add(samples, from: &cursor)
        while whole.sketcher.isComplete {
            pieces.append(CollectedStretch(whole.sketcher, windows: whole.windows))
            whole = Open(sketcher: SessionSketcher(space: space, gestureLimit: pieceSize))
            whole.add(samples, from: &cursor)
        }
    }

    /// The stretches, and the beginnings of each.
    func finish() -> [(CollectedStretch, [Int: CollectedStretch])] {
        if pieceSize != nil { return pieces.map { ($0, [:]) } }
        let whole = CollectedStretch(whole.sketcher, windows: whole.windows)
        // A session that ends before a limit is its own beginning.
        let beginnings = prefixes.map { size, open in
            (size, open.sketcher.isComplete ? CollectedStretch(open.sketcher, windows: open.windows) : whole)
        }
        return [(whole, Dictionary(uniqueKeysWithValues: beginnings))]
    }
}
