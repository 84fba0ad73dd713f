import Agent
import Gestures
import Harness
import Profiles
import Recordings
import Scoring
import SystemPackage

/// Fits a model to every user's sessions in one directory and scores another's on it, timing each by itself.
struct ScoringStudy {
    let baseline: String
    let sessions: String

    private static let fits = 5

    /// s of processor time, and how often.
    struct Timing {
        var seconds = 0.0
        var count = 0

        /// s for one.
        var mean: Double { seconds / Double(max(count, 1)) }
    }

    /// What was measured.
    struct Figures {
        /// One fit of one owner's model.
        var fit = Timing()
        /// One window of 30 gestures.
        var window = Timing()
        /// One session as a whole, with its explanation.
        var session = Timing()

        var text: String {
            [fit, window, session].map { "\($0.seconds) \($0.count)" }.joined(separator: " ")
        }
    }

    func run() throws -> Figures {
        var figures = Figures()
        let fits = fit(try collect(baseline), &figures.fit)
        for session in try collect(sessions) {
            guard let model = fits[session.user]?.model else { continue }
            var scorer = SessionScorer(owner: model)
            figures.window.measure(session.windows.count { $0.size == SessionScorer.windowSize }) {
                for window in session.windows { scorer.add(window) }
            }
            figures.session.measure(1) {
                _ = scorer.assess(session.counts, gestureCount: session.gestureCount)
            }
        }
        return figures
    }

    private func fit(_ sessions: [Session], _ timing: inout Timing) -> [String: OwnerFit] {
        var profiles: [String: Profile] = [:]
        for session in sessions {
            var sketch = SessionSketch(session: session.session)
            for window in session.windows { sketch.add(window) }
            profiles[session.user, default: Profile()].learn(sketch)
        }
        var fits: [String: OwnerFit] = [:]
        for (user, profile) in profiles {
            timing.measure(Self.fits) {
                for _ in 0..<Self.fits { fits[user] = OwnerFit(profile, space: .pointer) }
            }
        }
        return fits
    }

    /// A session that has been read: all that it is learnt and scored by.
    private struct Session {
        var user: String
        var session: String
        var windows: [SessionWindow]
        var counts: [UInt32]
        var gestureCount: Int
    }

    private func collect(_ path: String) throws -> [Session] {
        let layout = try LayoutPattern(MeasuredRecordings.layout)
        let directory = RecordingDirectory(FilePath(path), system: Kernel())
        var reader = RecordingFileReader(system: Kernel())
        var sessions: [Session] = []
        for entry in try directory.entries() where entry.refusal == nil {
            let name = layout.match(bytes: entry.path.bytes)
            guard let user = name?.user?.description, let session = name?.session?.description else { continue }
            let file = try directory.open(entry.path)
            defer { Kernel().close(file.descriptor) }
            var windows: [SessionWindow] = []
            var sketcher = SessionSketcher(space: .pointer)
            _ = try reader.read(file, through: SamplePipeline()) { _, samples in
                sketcher.add(samples) { windows.append($0) }
            }
            sketcher.finish { windows.append($0) }
            sessions.append(
                Session(
                    user: user,
                    session: session,
                    windows: windows,
                    counts: sketcher.total,
                    gestureCount: sketcher.gestureCount
                )
            )
        }
        return sessions
    }
}

extension ScoringStudy.Timing {
    /// Adds the time of `body`, which does `count` of them.
    fileprivate mutating func measure(_ count: Int, _ body: () -> Void) {
        let start = processorSeconds()
        body()
        seconds += processorSeconds() - start
        self.count += count
    }
}
