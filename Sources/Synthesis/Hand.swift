internal import Recordings

/// A hand on a mouse: where the pointer is, what time it is, and how the next stroke goes.
struct Hand: Sendable {
    var random: Xoshiro256
    private(set) var habits: Habits
    let desktop: Desktop
    let reportInterval: Int64
    /// In µs of the session.
    var time: Int64 = 0
    /// Where the pointer rests, in px; not rounded.
    var x: Double
    var y: Double
    var shown: (x: Int32, y: Int32)
    var trembling = (x: 0.0, y: 0.0)
    var strokes: [Stroke] = []
    /// The reports of the gesture in progress.
    var reports: [Report] = []

    /// A hand that takes the mouse at the beginning of a session.
    ///
    /// - Parameters:
    ///   - habits: of that day.
    ///   - desktop: of that day.
    ///   - reportInterval: of the device, in µs.
    ///   - random: decides everything that the habits leave open.
    init(habits: Habits, desktop: Desktop, reportInterval: Int64, random: Xoshiro256) {
        self.habits = habits
        self.desktop = desktop
        self.reportInterval = reportInterval
        self.random = random
        let start = desktop.target(using: &self.random)
        (x, y) = (start.x, start.y)
        shown = (Int32(x.rounded()), Int32(y.rounded()))
    }

    /// Hands the mouse over to somebody else, who takes a few seconds to sit down.
    mutating func handOver(to habits: Habits) {
        self.habits = habits
        wait(median: 6, spread: 0.4)
    }
}
