extension ScriptedSign {
    /// What was found, in words for an auditor.
    public var words: String {
        switch test {
        case .gapsTooEven: "keys come at even intervals: \(closeness); \(typing)"
        case .gapsWithoutTail: "keys come without a pause: \(longOnes); \(typing)"
        case .jitterWithoutRhythm:
            "the \(count) gaps between keys scatter like random numbers, whichever keys they lie between; \(typing)"
        case .holdsTooEven: "\(percent) % of \(count) keys are held equally long, within 17 ms; \(typing)"
        case .straightPaths: "\(percent) % of \(count) long movements are perfectly straight; \(moving)"
        case .evenSpeed: "\(percent) % of \(count) long movements go at an even speed; \(moving)"
        case .clicksWithoutPath:
            "no path: no movement leads to \(percent) % of \(count) clicks; a program or a touch screen may be at work"
        case .clicksTooEven: "clicks come at even intervals: \(closeness); \(clicking)"
        case .clicksWithoutTail: "clicks come without a pause: \(longOnes); \(clicking)"
        case .keysRepeated: "keys come again in the same rhythm: \(repetitions); \(looping)"
        case .movesRepeated: "movements come again in the same way: \(repetitions); \(looping)"
        case .clicksRepeated: "clicks come again in the same places: \(repetitions); \(looping)"
        case .keysReplayed: "keys come in the same rhythm as in \(originals)"
        case .movesReplayed: "the pointer moves in the same way as in \(originals)"
        case .clicksReplayed: "clicks come in the same places as in \(originals)"
        case .sameTimeEachDay:
            "on \(number) of the user's last \(count) days with sessions one began at the same time, within 30 s; a timer may "
                + "have started it"
        }
    }

    private var percent: Int { Int((100 * statistic).rounded()) }
    private var number: Int { Int(statistic.rounded()) }
    private var closeness: String { "three quarters of \(count) gaps lie within \(percent) % of each other" }
    private var longOnes: String { "\(percent) % of \(count) gaps are much longer than most" }
    private var repetitions: String { "\(number) of \(count) sampled runs occur twice or more" }
    private var originals: String {
        "\(original ?? "an earlier session"): \(number) of \(count) sampled runs are the same; they may be replayed"
    }
    private var typing: String { "a program may be typing" }
    private var moving: String { "a program may be moving the pointer" }
    private var clicking: String { "a program may be clicking" }
    private var looping: String { "a program may be going round" }
}
