public import Gestures
public import Statistics

/// The constants of the one-class engine.
///
/// A modality's own are what Gait scores with. Other sets serve to see what a constant does, and to compare the engine with
/// other implementations of the same formulas.
public struct EngineParameters: Sendable {
    /// Standardised residuals of moments are clipped at ± this.
    public var momentClip: Double
    /// Standardised surprises are clipped at ± this.
    public var surpriseClip: Double
    /// The variance between sessions is held at no less than this share of the mean square.
    public var leastBetweenShare: Double
    /// The variance between sessions is held at no less than this.
    public var leastBetween: Double
    /// What rounds the metric of moments.
    public var ridge: CholeskyFactor.Ridge
    /// How many sessions the prior of a calibration scale weighs.
    public var priorSessions: Double
    /// The prior scale of A's distances.
    public var momentPrior: Double
    /// The prior scale of B's surprises.
    public var typicalityPrior: Double
    /// The prior scale of C's contrasts.
    public var populationPrior: Double
    /// What the nearest other owner's distance weighs against the owner's own, in C.
    public var nearestOtherWeight: Double
    /// What the variance of moments is shrunk to; `nil` for nothing.
    public var momentVariance: VarianceModel.Prior?
    /// What A takes off for what is common among people, where no others on the box are known; `nil` for nothing.
    public var background: Background?
    /// What makes evidence of distances: from the owner's data alone, and with the box's population.
    var scales = EvidenceScales.pointer

    /// Creates a set of constants.
    public init(
        momentClip: Double,
        surpriseClip: Double,
        leastBetweenShare: Double,
        leastBetween: Double,
        ridge: CholeskyFactor.Ridge,
        priorSessions: Double,
        momentPrior: Double,
        typicalityPrior: Double,
        populationPrior: Double,
        nearestOtherWeight: Double
    ) {
        self.momentClip = momentClip
        self.surpriseClip = surpriseClip
        self.leastBetweenShare = leastBetweenShare
        self.leastBetween = leastBetween
        self.ridge = ridge
        self.priorSessions = priorSessions
        self.momentPrior = momentPrior
        self.typicalityPrior = typicalityPrior
        self.populationPrior = populationPrior
        self.nearestOtherWeight = nearestOtherWeight
    }

    /// What Gait scores pointer gestures with.
    public static let pointer = EngineParameters(
        momentClip: 3,
        surpriseClip: 5,
        leastBetweenShare: 0.6,
        leastBetween: 1e-4,
        ridge: CholeskyFactor.Ridge(base: 0.1, growth: 0.5),
        priorSessions: 4,
        momentPrior: 0.085,
        typicalityPrior: 0.19,
        populationPrior: 0.085,
        nearestOtherWeight: 1
    )

    /// What Gait scores keys with that go down and come up.
    public static let keystrokes = pointer.forTyping(.keystrokes)
    /// What Gait scores characters with that come by themselves.
    public static let characters = pointer.forTyping(.characters)

    /// How people type changes less from session to session than how they move a pointer, and outliers say more. Three sessions of
    /// 100 keys make only twelve windows, and most pairs of keys are missing in some of them: too little for a variance that
    /// stands on its own.
    ///
    /// The prior variance and the spread of people are about the medians over the columns of free text of 55 people. How much they
    /// weigh was chosen on stretches of 100 keys of that text, three of them for a baseline: a prior of 6 or 24 rows and a
    /// background of a weight from 0.4 to 0.8 do as well.
    private func forTyping(_ scales: EvidenceScales) -> EngineParameters {
        var parameters = self
        parameters.momentClip = 4
        parameters.leastBetweenShare = 0.3
        parameters.ridge.growth = 1
        parameters.momentVariance = VarianceModel.Prior(between: 0.2, within: 0.5, rows: 12, sufficientShare: 0.5)
        parameters.background = Background(spread: 0.2, weight: 0.5)
        parameters.scales = scales
        return parameters
    }

    var momentLimits: VarianceModel.Limits {
        VarianceModel.Limits(
            leastBetweenShare: leastBetweenShare,
            leastBetween: leastBetween,
            clip: momentClip,
            prior: momentVariance
        )
    }

    var surpriseLimits: VarianceModel.Limits {
        VarianceModel.Limits(leastBetweenShare: leastBetweenShare, leastBetween: leastBetween, clip: surpriseClip)
    }
}

extension Modality {
    /// What B weighs against A.
    public var typicalityWeight: Double { parameters.scales.own.typicalityWeight }

    /// What the modality is scored with.
    public var parameters: EngineParameters {
        switch self {
        case .pointer: .pointer
        case .keystrokes: .keystrokes
        case .terminalInput, .terminalEcho: .characters
        }
    }
}
