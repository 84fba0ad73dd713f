import Agent
import Gestures
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
            figures.window.measure(session.whole.windows.count { $0.size == SessionScorer.windowSize }) {
                for window in session.whole.windows { scorer.add(window) }
            }
            let counts = session.whole.histogram.counts()
            figures.session.measure(1) {
                _ = scorer.assess(counts, gestureCount: session.whole.gestureCount)
            }
        }
        return figures
    }

    private func fit(_ sessions: [CollectedSession], _ timing: inout Timing) -> [String: OwnerFit] {
        var profiles: [String: Profile] = [:]
        for session in sessions {
            var sketch = SessionSketch(session: session.session)
            for window in session.whole.windows { sketch.add(window) }
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

    private func collect(_ path: String) throws -> [CollectedSession] {
        let layout = try LayoutPattern(MeasuredRecordings.layout)
        let collector = SessionCollector(Scanner.Configuration(layout: layout), system: Kernel())
        return try collector.collect(RecordingDirectory(FilePath(path), system: Kernel()), cut: .whole(prefixes: []))
            .sessions
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
