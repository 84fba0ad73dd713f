import Agent
import Gestures
import Profiles
import Scoring

/// Cuts a session's samples, as they come, into the stretches that an experiment asks for.
struct StretchCutter {
    private struct Open {
        var sketcher: SessionSketcher
        var windows: [SessionWindow] = []

        mutating func add(_ samples: borrowing SampleBuffer, from cursor: inout SampleCursor) {
            sketcher.add(samples, from: &cursor) { windows.append($0) }
        }
    }

    private let space: FeatureSpace
    private var whole: Open
    private var prefixes: [(size: Int, open: Open)] = []
    private var piece: Open?
    private var pieces: [CollectedStretch] = []

    init(_ cut: SessionCollector.Cut, _ space: FeatureSpace) {
        self.space = space
        whole = Open(sketcher: SessionSketcher(space: space))
        switch cut {
        case .prefixes(let sizes):
            prefixes = sizes.map { ($0, Open(sketcher: SessionSketcher(space: space, gestureLimit: $0))) }
        case .pieces(let size):
            piece = Open(sketcher: SessionSketcher(space: space, gestureLimit: size))
        }
    }

    mutating func add(_ samples: borrowing SampleBuffer) {
        var cursor = SampleCursor()
        whole.add(samples, from: &cursor)
        for index in prefixes.indices {
            var cursor = SampleCursor()
            prefixes[index].open.add(samples, from: &cursor)
        }
        addToPieces(samples)
    }

    private mutating func addToPieces(_ samples: borrowing SampleBuffer) {
        guard var piece else { return }
        // So that the piece is not copied where it grows.
        self.piece = nil
        var cursor = SampleCursor()
        piece.add(samples, from: &cursor)
        while piece.sketcher.isComplete {
            let size = piece.sketcher.gestureLimit
            pieces.append(CollectedStretch(piece.sketcher, windows: piece.windows))
            piece = Open(sketcher: SessionSketcher(space: space, gestureLimit: size))
            piece.add(samples, from: &cursor)
        }
        self.piece = piece
    }

    /// The session at `path` with its stretches.
    func finish(
        _ path: RecordingPath,
        user: String,
        session: String,
        _ context: SessionContext
    ) -> CollectedSession {
        let whole = CollectedStretch(whole.sketcher, windows: whole.windows)
        // A session that ends before a limit is its own beginning.
        let beginnings = prefixes.map { size, open in
            (size, open.sketcher.isComplete ? CollectedStretch(open.sketcher, windows: open.windows) : whole)
        }
        return CollectedSession(
            path: path,
            user: user,
            session: session,
            context: context,
            whole: whole,
            prefixes: Dictionary(uniqueKeysWithValues: beginnings),
            pieces: pieces
        )
    }
}
