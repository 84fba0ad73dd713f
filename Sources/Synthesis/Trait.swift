/// One habit of the hand, as a positive number.
///
/// Each has a median over people, and log-normal spreads over people and over one person's days. That the second is not
/// much smaller than the first for many of them is what makes people hard to tell apart.
enum Trait: Int, CaseIterable {
    /// Intercept of Fitts' law, in s (Fitts 1954, doi:10.1037/h0055392).
    case fittsIntercept
    /// Slope of Fitts' law, in s for each bit.
    case fittsSlope
    /// Spread (of the logarithm) of a stroke's duration about Fitts' law.
    case durationSpread
    /// Share of the distance that the first stroke covers on average.
    case primaryGain
    /// Standard deviation of a stroke's end along its direction, relative to its length (Meyer and others 1988,
    /// doi:10.1037/0033-295X.95.3.340).
    case endpointError
    /// Delay between a stroke's end and its correction, in s.
    case correctionDelay
    /// Slope of the time warp at the end of a stroke: below 1 the speed peaks early.
    case asymmetry
    /// Standard deviation of a stroke's bow, relative to its length.
    case bowSpread
    /// Standard deviation of the tremor in a fast movement, in px.
    case tremor
    /// Mean number of places looked at on the way to a target.
    case detours
    /// Median stop at such a place, in s.
    case hesitation
    /// Median pause between gestures, in s.
    case pause
    /// Spread of the pauses.
    case pauseSpread
    /// Share of the pauses in which something else is done: reading, typing, talking.
    case absence
    /// Median time between arrival and press, in s.
    case settling
    /// Median time that a click holds the button, in s.
    case hold
    /// Spread of the hold times.
    case holdSpread
    /// Mean number of further clicks in the same place.
    case repeats
    /// Median time between the release and the press of a double click, in s.
    case repeatGap
    /// Probability that the release of a button moves the pointer; a press does so half as often.
    case nudge
    /// Median delay of the movement after a release, in s.
    case nudgeDelay
    /// Probability that the pointer slips by a pixel or two while a click holds the button.
    case slip
    /// Weight of gestures that end in a click.
    case clicking
    /// Weight of gestures that end in a drag.
    case dragging
    /// Weight of gestures that end with the wheel.
    case wheeling
    /// Weight of gestures that end in nothing.
    case resting
    /// Share of clicks with the secondary button.
    case secondary
    /// Duration of a drag relative to a movement of the same length.
    case dragSlowness
    /// Median length of a drag, in px.
    case dragLength
    /// Mean number of notches in a turn of the wheel.
    case notches
    /// Median time between notches, in s.
    case notchGap
    /// Probability that the wheel turns up.
    case wheelUp
    /// Share of targets that are near to where the pointer is.
    case locality
    /// Median distance of such targets, in px.
    case nearDistance
    /// Size of targets relative to the usual.
    case targetSize

    /// How a trait is distributed.
    struct Distribution {
        /// Median over people.
        let median: Double
        /// Standard deviation of the logarithm over people.
        let people: Double
        /// Standard deviation of the logarithm over one person's days.
        let days: Double
    }

    /// The distribution over people and over one person's days.
    ///
    /// The figures are ours: chosen so that speeds, pauses and hold times spread like those of recorded remote desktops.
    var distribution: Distribution {
        switch self {
        case .fittsIntercept: Distribution(median: 0.10, people: 0.14, days: 0.07)
        case .fittsSlope: Distribution(median: 0.11, people: 0.12, days: 0.06)
        case .durationSpread: Distribution(median: 0.28, people: 0.15, days: 0.08)
        case .primaryGain: Distribution(median: 0.93, people: 0.03, days: 0.015)
        case .endpointError: Distribution(median: 0.08, people: 0.20, days: 0.10)
        case .correctionDelay: Distribution(median: 0.10, people: 0.20, days: 0.12)
        case .asymmetry: Distribution(median: 0.50, people: 0.12, days: 0.06)
        case .bowSpread: Distribution(median: 0.07, people: 0.20, days: 0.10)
        case .tremor: Distribution(median: 0.40, people: 0.25, days: 0.15)
        case .detours: Distribution(median: 0.9, people: 0.18, days: 0.12)
        case .hesitation: Distribution(median: 0.20, people: 0.18, days: 0.09)
        case .pause: Distribution(median: 0.38, people: 0.28, days: 0.17)
        case .pauseSpread: Distribution(median: 1.3, people: 0.08, days: 0.05)
        case .absence: Distribution(median: 0.06, people: 0.30, days: 0.35)
        case .settling: Distribution(median: 0.075, people: 0.28, days: 0.13)
        case .hold: Distribution(median: 0.10, people: 0.12, days: 0.07)
        case .holdSpread: Distribution(median: 0.19, people: 0.18, days: 0.10)
        case .repeats: Distribution(median: 0.27, people: 0.30, days: 0.30)
        case .repeatGap: Distribution(median: 0.10, people: 0.14, days: 0.07)
        case .nudge: Distribution(median: 0.75, people: 0.12, days: 0.06)
        case .nudgeDelay: Distribution(median: 0.14, people: 0.5, days: 0.18)
        case .slip: Distribution(median: 0.04, people: 0.50, days: 0.25)
        case .clicking: Distribution(median: 1.0, people: 0.15, days: 0.15)
        case .dragging: Distribution(median: 0.09, people: 0.35, days: 0.35)
        case .wheeling: Distribution(median: 0.16, people: 0.35, days: 0.35)
        case .resting: Distribution(median: 0.45, people: 0.25, days: 0.20)
        case .secondary: Distribution(median: 0.01, people: 0.80, days: 0.50)
        case .dragSlowness: Distribution(median: 1.4, people: 0.18, days: 0.10)
        case .dragLength: Distribution(median: 120, people: 0.25, days: 0.18)
        case .notches: Distribution(median: 5, people: 0.25, days: 0.20)
        case .notchGap: Distribution(median: 0.07, people: 0.25, days: 0.15)
        case .wheelUp: Distribution(median: 0.30, people: 0.20, days: 0.20)
        case .locality: Distribution(median: 0.60, people: 0.12, days: 0.13)
        case .nearDistance: Distribution(median: 55, people: 0.20, days: 0.15)
        case .targetSize: Distribution(median: 1, people: 0.15, days: 0.10)
        }
    }
}
