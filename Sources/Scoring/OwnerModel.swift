import Profiles
import Statistics

/// How an account's owner usually behaves in one modality: A and B, fitted to the owner's own sessions alone and
/// calibrated on them.
///
/// An object, though it never changes: many hold it, and a copy of all its parts would count a reference for each.
public final class OwnerModel: Sendable {
    /// An owner with fewer windows than this is not scored.
    public static let fewestWindows = 12

    /// How many of the owner's sessions the model was fitted to.
    public let sessionCount: Int

    let embedding: HistogramEmbedding
    let moments: MomentModel
    let typicality: TypicalityModel
    let momentCalibration: Calibration
    let typicalityCalibration: Calibration
    let scales: EvidenceScales
    /// What the owner's pointing device is like; `nil` in other modalities, and where too little is known.
    let device: DeviceModel?

    private typealias Parts = (
        Int, HistogramEmbedding, MomentModel, TypicalityModel, Calibration, Calibration, EvidenceScales, DeviceModel?
    )
    /// What an object has before its parts.
    private static let headBytes = 16

    /// Bytes of memory that the model takes, but for what all owners share.
    public var byteCount: Int {
        Self.headBytes + MemoryLayout<Parts>.size + moments.byteCount + typicality.byteCount + (device?.byteCount ?? 0)
    }

    fileprivate init(
        sessionCount: Int,
        embedding: HistogramEmbedding,
        moments: MomentModel,
        typicality: TypicalityModel,
        momentCalibration: Calibration,
        typicalityCalibration: Calibration,
        scales: EvidenceScales,
        device: DeviceModel?
    ) {
        self.sessionCount = sessionCount
        self.embedding = embedding
        self.moments = moments
        self.typicality = typicality
        self.momentCalibration = momentCalibration
        self.typicalityCalibration = typicalityCalibration
        self.scales = scales
        self.device = device
    }

    /// Raw and calibrated evidence that a histogram is not the owner's, from the owner's data alone.
    public struct Evidence: Sendable, Equatable {
        /// A, calibrated: 0 for the owner's median session, about 1 for each standard deviation above; less by what a background
        /// takes off, on the same scale.
        public var moments: Double
        /// B, calibrated likewise.
        public var typicality: Double
        /// A + B, neither weighted; S, which sessions are ranked by, weights B and may add C (`StretchEvidence.sum`).
        public var unweightedSum: Double { moments + typicality }
    }

    /// How a histogram differs from the owner's, before any calibration.
    struct Deviation: Sendable {
        let histogram: EmbeddedHistogram
        let moments: MomentDeviation
        /// The standardised surprise of each feature; 0 where missing.
        let surprises: [Double]
    }

    /// How a histogram's `cells`, which ascend, differ from the owner's.
    ///
    /// - Parameter amongOthers: whether C is added to the evidence, which compares with others on the box.
    func deviation(of cells: [CellCount], amongOthers: Bool) -> Deviation {
        let histogram = embedding.embed(cells)
        return Deviation(
            histogram: histogram,
            moments: moments.deviation(histogram, amongOthers: amongOthers),
            surprises: typicality.standardise(cells, in: embedding)
        )
    }

    /// The evidence that there is in a deviation.
    func evidence(in deviation: Deviation) -> Evidence {
        let surprise = deviation.surprises.reduce(0, +) / Double(deviation.surprises.count)
        return Evidence(
            moments: momentCalibration(deviation.moments.distance),
            typicality: typicalityCalibration(surprise)
        )
    }

    /// The evidence in a histogram over `embedding`'s cells.
    public func evidence(in counts: [UInt32]) -> Evidence {
        evidence(in: deviation(of: [CellCount](occurringIn: counts), amongOthers: false))
    }
}

/// The fit of an owner's model, with what a population is made of: the owner's windows and their residuals.
public struct OwnerFit: Sendable {
    /// The fitted model.
    public let model: OwnerModel

    let baseline: Baseline
    let parameters: EngineParameters
    let residuals: Residuals

    /// Fits a model to an owner's windows; `nil` where there are fewer than `OwnerModel.fewestWindows`.
    ///
    /// - Parameters:
    ///   - sessionCount: how many sessions the windows are of.
    ///   - foldTotals: the samples that typicality is judged by, for each fold; by default those of its windows.
    ///   - space: what the windows' histograms range over.
    public init?(
        _ windows: [BaselineWindow],
        sessionCount: Int,
        foldTotals: [[UInt32]]? = nil,
        space: ScoringSpace,
        parameters: EngineParameters = .pointer
    ) {
        guard windows.count >= OwnerModel.fewestWindows else { return nil }
        let embedding = space.embedding
        let baseline = Baseline(
            windows,
            sessionCount: sessionCount,
            foldTotals: foldTotals,
            embedding: embedding
        )
        guard let moments = MomentFit(baseline, parameters) else { return nil }
        let typicality = TypicalityFit(baseline, windows, parameters)
        guard
            let momentCalibration = baseline.calibration(moments.distances, prior: parameters.momentPrior, parameters),
            let typicalityCalibration = baseline.calibration(
                typicality.surprises,
                prior: parameters.typicalityPrior,
                parameters
            )
        else { return nil }
        self.baseline = baseline
        self.parameters = parameters
        residuals = moments.residuals
        model = OwnerModel(
            sessionCount: sessionCount,
            embedding: embedding,
            moments: moments.model,
            typicality: typicality.model,
            momentCalibration: momentCalibration,
            typicalityCalibration: typicalityCalibration,
            scales: parameters.scales,
            device: DeviceModel(windows, sessionCount: sessionCount, traits: space.deviceTraits)
        )
    }
}

extension Baseline {
    /// Calibrates on the left-out `values` of the windows.
    func calibration(_ values: [Double], prior: Double, _ parameters: EngineParameters) -> Calibration? {
        Calibration(
            values,
            groups: groups,
            sessions: sessionCount,
            prior: Calibration.Prior(scale: prior, sessions: parameters.priorSessions)
        )
    }
}
