public import Agent
public import Profiles
public import Scoring

/// A session, or part of one, held in memory for an experiment: everything that it can be scored and learnt by.
public struct CollectedSession: Sendable {
    /// Where its recording lies.
    public var path: RecordingPath
    /// Whose session it is.
    public var user: String
    /// Its name.
    public var session: String
    /// When, where and how it was, and what was entered.
    public var context: SessionContext
    /// All of it.
    public var whole: CollectedStretch
    /// Its first gestures, by how many.
    public var prefixes: [Int: CollectedStretch]
    /// Its consecutive pieces, in order; none unless it was cut.
    public var pieces: [CollectedStretch]

    /// What a profile keeps of its commands.
    var commands: SessionSketches {
        var sketches = SessionSketches(session: path.description)
        sketches.commands = context.commands.learnable
        return sketches
    }

    /// What a profile keeps of it.
    var sketch: SessionSketch {
        var sketch = SessionSketch(session: session)
        sketch.gestureCount = whole.gestureCount
        for window in whole.windows { sketch.add(window) }
        return sketch
    }
}

/// A stretch of gestures: its samples, as a whole and in windows.
public struct CollectedStretch: Sendable {
    /// All samples in their bins.
    public var histogram: SparseHistogram
    /// How many gestures there are.
    public var gestureCount: Int
    /// How many samples there are.
    public var sampleCount: Int
    /// The windows of all sizes, in the order in which they closed.
    public var windows: [SessionWindow]

    init(_ sketcher: consuming SessionSketcher, windows: [SessionWindow]) {
        var sketcher = sketcher
        var windows = windows
        sketcher.finish { windows.append($0) }
        histogram = SparseHistogram(sketcher.total)
        gestureCount = sketcher.gestureCount
        sampleCount = sketcher.sampleCount
        self.windows = windows
    }

    /// How unusual the stretch is; `nil` where it is too short to say.
    func assess(_ scorer: SessionScorer) -> Assessment? {
        guard sampleCount >= SessionReport.fewestSamples else { return nil }
        var scorer = scorer
        for window in windows { scorer.add(window) }
        return scorer.assess(histogram.counts(), gestureCount: gestureCount)
    }
}
