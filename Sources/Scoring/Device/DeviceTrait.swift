/// A trait by which one pointing device, its settings or its recorder differ from others more than one hand from another.
///
/// Which features serve was chosen by how often they set recordings apart that were resampled, scaled or rounded, and how
/// seldom other people at the same kind of device. The wheel, the kinds of records and the pauses differ between people as much
/// as between devices; the recorder's delays differ with the line, from day to day.
public enum DeviceTrait: String, Sendable, Codable, CaseIterable {
    /// How often the device reports: the times between reports, and how even they are.
    case sampling
    /// On which grid positions lie: the shares of 1, 2, 3 and 4 px among short steps, across and down.
    case grid
    /// How long a step is, in px: what the device, its speed and the screen make of a movement in so much time.
    case scale
}
