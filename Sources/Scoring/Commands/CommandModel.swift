import Glibc
public import Profiles
import Statistics

/// Which commands an owner enters and in what order, and how much that differs from session to session.
///
/// Not the one engine of histograms: commands have no bins that would be the same for everybody, and hashed into cells they
/// tell people apart worse (AUC .87 against .99 on eight people's shells). Windows, calibration and what is made of the evidence
/// are the same.
public struct CommandModel: Sendable {
    /// An owner with fewer sessions that commands are known of says nothing about others.
    public static let fewestSessions = 3
    /// Nor one of whom fewer commands are known.
    public static let fewestCommands = 120
    /// Beside what the hand did these many sessions are needed,
    public static let fewestSessionsBesideHand = 8
    /// and these many commands.
    public static let fewestCommandsBesideHand = 600

    /// How many stretches of the owner's sessions are measured at most by what was known before.
    private static let folds = 8

    private let sessionCount: Int
    private let commandCount: Int
    private let language: CommandLanguage
    private let population: CommandPopulation?
    private let scales: CommandParts<CommandScale>
    private let calibration: Calibration
    private let tails: [CommandLength: CommandTail]

    /// Bytes of memory that the model takes.
    public var byteCount: Int {
        MemoryLayout<Self>.size + language.byteCount + tails.values.reduce(0) { $0 + $1.byteCount }
    }

    /// What is expected of the owner's windows, each measured by what was known before it.
    private struct Forecast {
        var window: CommandWindow
        var parts: CommandParts<Double>
        var session: Int
    }

    /// Fits a model to the commands of an owner's sessions, oldest first; `nil` where these are too few.
    ///
    /// Each window of the later half is measured by the language of the sessions before it, as the next session will be: people
    /// take up new commands, and windows in the midst of what was learnt would not show how many.
    ///
    /// - Parameter population: what the box's owners enter, which is told and changes no evidence; `nil` where it is not known.
    public init?(_ sessions: [[CommandBlock]], beside population: CommandPopulation? = nil) {
        guard Self.isEnough(sessions) else { return nil }
        let forecasts = Self.forecasts(sessions)
        guard !forecasts.isEmpty else { return nil }
        let measured = Set(forecasts.map(\.session)).count
        let scales = CommandParts { part in
            let values = forecasts.map { (count: $0.window.count, value: $0.parts[part]) }
            return CommandScale(values, sessions: measured, prior: part.prior)
        }
        let raw = forecasts.map { Self.mean(scales, $0.parts, $0.window) }
        let prior = Calibration.Prior(scale: 0.5, sessions: CommandScale.priorSessions)
        let first = forecasts[0].session
        let groups = forecasts.map { $0.session - first }
        guard let calibration = Calibration(raw, groups: groups, sessions: measured, prior: prior) else { return nil }
        var tails: [CommandLength: [Double]] = [:]
        for (forecast, raw) in zip(forecasts, raw) {
            tails[CommandLength(forecast.window.count), default: []].append(Self.rounded(calibration(raw)))
        }
        sessionCount = sessions.count
        commandCount = Self.commandCount(sessions)
        self.population = population
        language = CommandLanguage(sessions.joined())
        self.scales = scales
        self.calibration = calibration
        self.tails = tails.mapValues(CommandTail.init)
    }

    /// Whether a model can be fitted to the commands of an owner's sessions.
    public static func isEnough(_ sessions: [[CommandBlock]]) -> Bool {
        sessions.count >= fewestSessions && commandCount(sessions) >= fewestCommands
    }

    private static func commandCount(_ sessions: [[CommandBlock]]) -> Int {
        sessions.joined().reduce(0) { $0 + $1.commands.count }
    }

    private static func forecasts(_ sessions: [[CommandBlock]]) -> [Forecast] {
        let folds = min(Self.folds, sessions.count)
        return (max(1, folds / 2)..<folds).flatMap { fold in
            let start = fold * sessions.count / folds
            let language = CommandLanguage(sessions[..<start].joined())
            return (start..<(fold + 1) * sessions.count / folds).flatMap { session in
                let windows = sessions[session].flatMap { block in
                    // One of a single window is not measured twice.
                    [CommandWindow(block.commands)]
                        + (block.windows.count > 1 ? block.comparableWindows.map(\.window) : [])
                }
                return windows.map { Forecast(window: $0, parts: language.measure($0), session: session) }
            }
        }
    }

    private static func mean(
        _ scales: CommandParts<CommandScale>,
        _ parts: CommandParts<Double>,
        _ window: CommandWindow
    ) -> Double {
        CommandPart.allCases.reduce(0) { $0 + scales[$1].standardise(parts[$1], count: window.count) }
            / Double(CommandPart.allCases.count)
    }

    /// So that no processor's mathematics library decides an order.
    private static func rounded(_ value: Double) -> Double { (value * 1024).rounded() / 1024 }

    /// How unusual a session's commands are; `nil` where they are too few.
    public func assess(_ session: CommandSketch) -> CommandAssessment? {
        let blocks = session.blocks.filter { $0.commands.count >= CommandSketch.fewestCommands }
        guard !blocks.isEmpty else { return nil }
        let whole = Explained(blocks.map { measure(CommandWindow($0.commands)) })
        let longest = blocks.map(\.commands.count).max() ?? 0
        var assessment = CommandAssessment(
            sessions: sessionCount,
            baselineCommands: commandCount,
            whole: stretch(whole.sum, length: CommandLength(longest), commands: session.commandCount),
            usual: -calibration.center / calibration.scale
        )
        let segment = mostUnusualWindow(of: blocks, &assessment)
        let isSegment = assessment.segmentProbability ?? 1 < assessment.whole.tailProbability
        explain(isSegment ? segment ?? whole : whole, in: &assessment)
        return assessment
    }

    /// Takes note of the most unusual window, where there are enough.
    private func mostUnusualWindow(of blocks: [CommandBlock], _ assessment: inout CommandAssessment) -> Explained? {
        let windows = blocks.flatMap { block in
            block.comparableWindows.filter { $0.window.count >= CommandAssessment.fewestOfWindow }
                .map { (block: block, number: $0.number, measured: measure($0.window)) }
        }
        guard windows.count >= CommandAssessment.fewestWindows,
            let found = windows.max(by: { $0.measured.sum < $1.measured.sum })
        else { return nil }
        let period = found.block.period(ofWindow: found.number)
        assessment.windowCount = windows.count
        assessment.segment = CommandAssessment.Segment(
            firstCommand: found.block.index * CommandBlock.capacity + found.number * CommandBlock.windowSize,
            start: period.lowerBound,
            end: period.upperBound,
            stretch: stretch(found.measured.sum, length: .short, commands: found.measured.window.count)
        )
        return Explained([found.measured])
    }

    private func explain(_ explained: Explained, in assessment: inout CommandAssessment) {
        assessment.different = explained.commands.count
        let new = explained.commands.filter { !language.isKnown($0) }
        assessment.new = new.count
        assessment.newToBox = population.map { population in new.count { !population.knows($0) } }
        assessment.parts = CommandPart.allCases
            .map { CommandAssessment.Part(part: $0, contribution: explained.parts[$0]) }
            .sorted(descendingBy: \.contribution)
    }

    /// Windows together: how unusual they are on average, each by how many commands it has.
    private struct Explained {
        var sum = 0.0
        var parts = CommandParts(0.0)
        var commands: Set<UInt32> = []

        init(_ windows: [Measured]) {
            let total = Double(windows.reduce(0) { $0 + $1.window.count })
            for measured in windows {
                let weight = Double(measured.window.count) / total
                sum += weight * measured.sum
                for part in CommandPart.allCases { parts[part] += weight * measured.contributions[part] }
                commands.formUnion(measured.window.commands)
            }
        }
    }

    /// A window, how unusual it is, and what each part adds to that.
    private struct Measured {
        var window: CommandWindow
        var sum: Double
        var contributions: CommandParts<Double>
    }

    private func measure(_ window: CommandWindow) -> Measured {
        let parts = language.measure(window)
        let weight = 1 / Double(CommandPart.allCases.count) / calibration.scale
        return Measured(
            window: window,
            sum: calibration(Self.mean(scales, parts, window)),
            contributions: CommandParts { scales[$0].standardise(parts[$0], count: window.count) * weight }
        )
    }

    private func stretch(_ sum: Double, length: CommandLength, commands: Int) -> CommandAssessment.Stretch {
        let sum = Self.rounded(sum)
        let (asUnusual, compared) = tails[length]?.rank(of: sum) ?? (0, 0)
        return CommandAssessment.Stretch(commands: commands, sum: sum, asUnusual: asUnusual, compared: compared)
    }
}

/// What windows are compared with: those of about their length.
enum CommandLength: Sendable {
    case short
    case long

    /// Nearer to a window or to a block, as the ratio goes.
    init(_ count: Int) {
        let boundary = CommandBlock.windowSize * CommandBlock.capacity
        self = count * count > boundary ? .long : .short
    }
}

/// How unusual the owner's own windows were.
struct CommandTail: Sendable {
    private let values: [Float]

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int { values.count * MemoryLayout<Float>.stride }

    /// - Parameter values: multiples of 1/1024, of which single precision holds all below 16,384.
    init(_ values: [Double]) { self.values = values.map { Float($0) }.sorted() }

    /// How many are at least as unusual, and of how many.
    func rank(of value: Double) -> (asUnusual: Int, compared: Int) {
        (values.count - values.partitioningIndex { Double($0) >= value }, values.count)
    }
}

extension CommandPart {
    fileprivate var prior: CommandScale.Prior {
        switch self {
        case .rarity: CommandScale.Prior(slope: 0.5, between: 0.25, within: 5)
        case .order: CommandScale.Prior(slope: 0.1, between: 0.05, within: 2.5)
        case .missedHabits: CommandScale.Prior(slope: -0.28, between: 0.025, within: 0.35)
        }
    }
}
