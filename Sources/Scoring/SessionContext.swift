public import Profiles

/// What a session is compared by beside how the hand moved and typed.
public struct SessionContext: Sendable, Equatable {
    /// When, where and how it was; `nil` where nothing of that is known that sessions are compared by.
    public var circumstances: SessionCircumstances?
    /// The commands that were entered.
    public var commands: CommandSketch

    /// So much of a session.
    public init(_ circumstances: SessionCircumstances? = nil, commands: CommandSketch = CommandSketch()) {
        self.circumstances = circumstances
        self.commands = commands
    }
}

/// What a session's context is compared with.
public struct ContextModel: Sendable {
    /// What its circumstances are compared with.
    public let circumstances: CircumstanceModel
    /// What its commands are compared with; `nil` where too few are known.
    public let commands: CommandModel?

    /// Of one owner.
    public init(_ circumstances: CircumstanceModel, _ commands: CommandModel?) {
        self.circumstances = circumstances
        self.commands = commands
    }

    /// Of somebody of whom nothing is known.
    public static let nobody = ContextModel(CircumstanceModel([]), nil)

    /// Bytes of memory that it takes.
    public var byteCount: Int { circumstances.byteCount + (commands?.byteCount ?? 0) }

    /// How unusual the context is.
    public func assess(_ session: SessionContext) -> ContextAssessment {
        ContextAssessment(
            circumstances: session.circumstances.flatMap(circumstances.assess),
            commands: commands?.assess(session.commands)
        )
    }
}

/// How unusual a session's context is for its owner.
public struct ContextAssessment: Sendable, Equatable {
    /// What the circumstances say; `nil` where that is nothing.
    public var circumstances: CircumstanceAssessment?
    /// What the commands say; `nil` where that is nothing.
    public var commands: CommandAssessment?

    /// What either says.
    public init(circumstances: CircumstanceAssessment? = nil, commands: CommandAssessment? = nil) {
        self.circumstances = circumstances
        self.commands = commands
    }
}
