public import Gestures
import Profiles
import Statistics

/// How an account's owner usually behaves in one modality: A and B, fitted to the owner's own sessions alone and
/// calibrated on them.
public struct OwnerModel: Sendable {
    /// An owner with fewer windows than this is not scored.
    public static let fewestWindows = 12

    let embedding: HistogramEmbedding
    let moments: MomentModel
    let typicality: TypicalityModel
    let momentCalibration: Calibration
    let typicalityCalibration: Calibration

    /// Raw and calibrated evidence that a histogram is not the owner's, from the owner's data alone.
    public struct Evidence: Sendable, Equatable {
        /// A, calibrated: 0 for the owner's median session, about 1 for each standard deviation above.
        public var moments: Double
        /// B, calibrated likewise.
        public var typicality: Double
        /// S = A + B.
        public var sum: Double { moments + typicality }
    }

    /// The evidence in a histogram over `embedding`'s cells.
    public func evidence(in counts: [UInt32]) -> Evidence {
        Evidence(
            moments: momentCalibration(moments.distance(embedding.embed(counts))),
            typicality: typicalityCalibration(typicality.surprise(counts, in: embedding))
        )
    }
}

/// The fit of an owner's model, with what only the fit can know: the scores of the owner's own left-out windows, and
/// what a population is made of.
public struct OwnerFit {
    /// The fitted model.
    public let model: OwnerModel
    /// S of each of the owner's windows, left out of the baseline.
    public let leftOut: [Double]

    let baseline: Baseline
    let residuals: Matrix

    /// Fits a model to `folds`; `nil` where they hold fewer than `OwnerModel.fewestWindows` windows.
    public init?(_ folds: [BaselineFold], space: FeatureSpace) {
        let embedding = HistogramEmbedding(space)
        let baseline = Baseline(folds, embedding: embedding)
        guard baseline.windows.count >= OwnerModel.fewestWindows, let moments = MomentFit(baseline) else { return nil }
        let typicality = TypicalityFit(baseline)
        guard let momentCalibration = Calibration(moments.distances, folds: baseline.folds),
            let typicalityCalibration = Calibration(typicality.surprises, folds: baseline.folds)
        else { return nil }
        self.baseline = baseline
        residuals = moments.residuals
        model = OwnerModel(
            embedding: embedding,
            moments: moments.model,
            typicality: typicality.model,
            momentCalibration: momentCalibration,
            typicalityCalibration: typicalityCalibration
        )
        leftOut = zip(moments.distances, typicality.surprises).map { momentCalibration($0) + typicalityCalibration($1) }
    }
}
