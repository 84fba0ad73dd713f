import Agent
import Gestures
import Glibc
import Harness
import Profiles
import Scoring
import Synthesis
import SystemPackage

/// A session that is recorded as fast as it happens.
final class GrowingSession {
    /// What its row in the list is known by.
    let key: String

    private let file: FileDescriptor
    private var chunks: RecorderCSV<SyntheticSession>.Iterator
    private var rest: ArraySlice<UInt8> = []
    /// The time of the last record that was written, in s since the session's beginning.
    private var recordedTime = 0.0
    /// The time that has passed in the session, in s.
    private var time = 0.0

    private var pipeline = SamplePipeline()
    private var sketcher = SessionSketcher(space: .pointer)
    private var windowGestures = 0
    private var windows = 0

    /// A record waits for the one before for so many s at most.
    private static let longestPause = 2.0

    /// Makes the recording of `session`.
    init(_ session: Int, of account: Account, in recordings: FilePath) throws {
        key = account.path(session)
        unsafe mkdir(recordings.appending(account.name).string, 0o700)
        chunks = account.csv(session, gestures: .max).makeIterator()
        file = try FileDescriptor.open(
            recordings.pushing(FilePath(key)),
            .writeOnly,
            options: [.create, .append],
            permissions: [.ownerReadWrite]
        )
    }

    deinit { try? file.close() }

    /// Writes what was recorded in the `elapsed` s that have passed.
    ///
    /// - Returns: how many bytes that were, and how many gestures the session has at least where that completed windows.
    func advance(_ elapsed: Double, using memory: inout PipelineMemory) throws -> (bytes: Int, gestures: Int?) {
        time += elapsed
        var written: [UInt8] = []
        while let line = nextLine() {
            let lineTime = line.leadingNumber
            let wait = min(max(lineTime - recordedTime, 0), Self.longestPause)
            guard wait <= time else { break }
            time -= wait
            recordedTime = lineTime
            written += line
            rest = rest[line.endIndex...]
        }
        guard !written.isEmpty else { return (0, nil) }
        try file.writeAll(written)
        let windowsBefore = windows
        try pipeline.read(written.span, using: &memory) { _, samples in
            sketcher.add(samples) { window in
                guard window.size == SessionScorer.windowSize else { return }
                windows += 1
                windowGestures += window.gestureCount
            }
        }
        return (written.count, windows > windowsBefore ? windowGestures : nil)
    }

    /// The next line of the recording, which stays in `rest`.
    private func nextLine() -> ArraySlice<UInt8>? {
        while true {
            if let newline = rest.firstIndex(of: UInt8(ascii: "\n")) { return rest[...newline] }
            guard let chunk = chunks.next() else { return nil }
            rest = ArraySlice(Array(rest) + chunk)
        }
    }
}
