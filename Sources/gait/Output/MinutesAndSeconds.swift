/// Lengths of time as a player shows them.
enum MinutesAndSeconds {
    /// `h:mm:ss`, or `m:ss` under an hour.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let clock = [seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return seconds < 3600 ? "\(seconds / 60):\(clock[1])" : "\(seconds / 3600):\(clock[0]):\(clock[1])"
    }
}
