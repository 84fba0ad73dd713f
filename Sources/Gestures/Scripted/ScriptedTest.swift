/// What may show that a program is at work, and no human.
public enum ScriptedTest: String, Sendable, Codable, CaseIterable {
    /// Keys come after equal times.
    case gapsTooEven = "gaps-too-even"
    /// No time between keys is much longer than most.
    case gapsWithoutTail = "gaps-without-tail"
    /// The times between keys scatter as random numbers do, and do not depend on the keys.
    case jitterWithoutRhythm = "jitter-without-rhythm"
    /// All keys are held equally long.
    case holdsTooEven = "holds-too-even"
    /// Long movements are perfectly straight.
    case straightPaths = "straight-paths"
    /// Long movements neither begin nor end slowly.
    case evenSpeed = "even-speed"
    /// No movement leads from click to click.
    case clicksWithoutPath = "clicks-without-path"
    /// Clicks come after equal times.
    case clicksTooEven = "clicks-too-even"
    /// No time between clicks is much longer than most.
    case clicksWithoutTail = "clicks-without-tail"
    /// Keys come again within the session, at the same times.
    case keysRepeated = "keys-repeated"
    /// Movements come again within the session.
    case movesRepeated = "moves-repeated"
    /// Clicks come again within the session, at the same places.
    case clicksRepeated = "clicks-repeated"
    /// Keys come as in an earlier session, at the same times.
    case keysReplayed = "keys-replayed"
    /// Movements come as in an earlier session.
    case movesReplayed = "moves-replayed"
    /// Clicks come as in an earlier session, at the same places.
    case clicksReplayed = "clicks-replayed"
    /// Sessions begin at the same time each day.
    case sameTimeEachDay = "same-time-each-day"
}
