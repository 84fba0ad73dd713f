public import Agent
import Gestures
import Profiles
import Recordings
import Scoring
import SystemPackage

/// Makes sessions that somebody else takes over in the middle, out of two recordings.
public struct TakeoverReader: Sendable {
    private let format: RecordingFormat?
    private let directory: RecordingDirectory
    private let system: any SystemCalls

    /// A reader of the recordings in `directory`.
    public init(
        _ configuration: SessionScanner.Configuration,
        in directory: RecordingDirectory,
        system: any SystemCalls
    ) {
        format = configuration.format
        self.directory = directory
        self.system = system
    }

    /// The session of `owner` with `gestureCount` gestures from the middle of `intruder`'s in its own middle.
    ///
    /// - Throws: `UnreadableRecording` where a recording cannot be read.
    public func read(
        owner: CollectedSession,
        intruder: CollectedSession,
        gestureCount: Int
    ) throws(UnreadableRecording) -> CollectedStretch {
        let place = owner.whole.gestureCount / 2
        let source = max((intruder.whole.gestureCount - gestureCount) / 2, 0)
        var sketcher = SessionSketcher(space: .pointer, gestureLimit: place)
        var windows: [SessionWindow] = []
        var failure: UnreadableRecording?
        var isInserted = false
        try read(owner.path) { samples in
            var cursor = SampleCursor()
            sketcher.add(samples, from: &cursor) { windows.append($0) }
            guard !isInserted, sketcher.isComplete else { return }
            isInserted = true
            do throws(UnreadableRecording) {
                sketcher.gestureLimit = place + gestureCount
                try insert(intruder.path, after: source, &sketcher, &windows)
            } catch {
                failure = error
            }
            sketcher.gestureLimit = nil
            sketcher.add(samples, from: &cursor) { windows.append($0) }
        }
        if let failure { throw failure }
        return CollectedStretch(sketcher, windows: windows)
    }

    /// Adds the gestures of the recording at `path` after the first `skipped` ones, up to the sketcher's limit.
    private func insert(
        _ path: RecordingPath,
        after skipped: Int,
        _ sketcher: inout SessionSketcher,
        _ windows: inout [SessionWindow]
    ) throws(UnreadableRecording) {
        var skipping = SessionSketcher(space: .pointer, gestureLimit: skipped)
        try read(path) { samples in
            var cursor = SampleCursor()
            skipping.add(samples, from: &cursor) { _ in }
            if skipping.isComplete { sketcher.add(samples, from: &cursor) { windows.append($0) } }
        }
    }

    private func read(
        _ path: RecordingPath,
        consume: (borrowing SampleBuffer) -> Void
    ) throws(UnreadableRecording) {
        try directory.withRecording(at: path) { file throws(UnreadableRecording) in
            var reader = RecordingFileReader(system: system)
            try reader.read(file, of: .pointer, format: format, consume: consume)
        }
    }
}
