/// Which features a modality measures, and how each is binned: all that the engine behind the histogram needs to know
/// of a modality.
///
/// Cells of all features lie side by side: feature *f* owns the cells `cells(of: f)` of a histogram with `cellCount`
/// cells.
public struct FeatureSpace: Sendable {
    /// How one feature's values are put into bins.
    public enum Binning: Sendable, Equatable {
        /// A quantity, transformed, in the bins between ascending `edges` (at most 31).
        case numeric(SampleTransform, edges: [Double])
        /// A cell number; `shares` are the reference shares of the cells (at most 256), which place them on a scale.
        case cells(shares: [Double])

        /// How many bins there are.
        public var binCount: Int {
            switch self {
            case .numeric(_, let edges): edges.count + 1
            case .cells(let shares): shares.count
            }
        }
    }

    /// One feature: what it is called and how it is binned.
    public struct Feature: Sendable, Equatable {
        /// The short identifier in files of edges and in evidence.
        public var identifier: String
        /// What the feature tells about: the hand, or the line and the recorder.
        public var origin: FeatureOrigin
        /// How a difference from the owner's is told to an auditor.
        public var phrases: FeaturePhrases
        /// How values are binned.
        public var binning: Binning

        /// Creates a feature from its parts.
        public init(identifier: String, origin: FeatureOrigin, phrases: FeaturePhrases, binning: Binning) {
            self.identifier = identifier
            self.origin = origin
            self.phrases = phrases
            self.binning = binning
        }
    }

    /// The features, in the order of their numbers.
    public let features: [Feature]
    /// The first cell of each feature, and after the last the number of all cells: `features.count + 1` entries.
    public let offsets: [Int]

    private let finder: CellFinder
    /// For each feature the cells of the whole numbers in `smallWholes`.
    private let smallWholeCells: [UInt16]

    private static let smallWholes = -256..<256

    /// The space of `features`.
    ///
    /// - Precondition: at most 255 features; edges ascend, at most 31 of them; at most 256 cells.
    public init(features: [Feature]) {
        precondition(features.count < 256, "a feature is numbered by one byte")
        self.features = features
        var offsets = [0]
        var finder = CellFinder()
        for feature in features {
            var thresholds: [Double] = []
            switch feature.binning {
            case .numeric(let transform, let edges):
                precondition(edges.count < 32, "at most 31 edges a feature")
                precondition(zip(edges, edges.dropFirst()).allSatisfy(<), "edges ascend")
                thresholds = edges.map(transform.threshold(forEdge:))
            case .cells(let shares):
                precondition((1...256).contains(shares.count), "1 to 256 cells a feature")
            }
            finder.addFeature(thresholds: thresholds, cellCount: feature.binning.binCount)
            offsets.append(offsets[offsets.count - 1] + feature.binning.binCount)
        }
        self.offsets = offsets
        self.finder = finder
        smallWholeCells = features.indices.flatMap { feature in
            Self.smallWholes.map { UInt16(finder.cell(of: Double($0), feature: feature)) }
        }
    }

    /// How many cells a histogram over all features has.
    public var cellCount: Int { offsets[features.count] }

    /// The cells of feature number `feature` within a histogram.
    public func cells(of feature: Int) -> Range<Int> { offsets[feature]..<offsets[feature + 1] }

    /// The number of the feature called `identifier`.
    public func feature(named identifier: String) -> Int? {
        features.firstIndex { $0.identifier == identifier }
    }

    /// The cell within a histogram into which a raw quantity of a numeric feature falls.
    public func cell(ofNumber value: Double, feature: Int) -> Int {
        precondition(features.indices.contains(feature), "there is no such feature")
        return finder.cell(of: value, feature: feature)
    }

    /// Adds the samples of `buffer` in the given ranges to `counts`.
    ///
    /// - Precondition: `counts` has `cellCount` elements; the ranges lie within the buffer.
    public func add(
        _ buffer: borrowing SampleBuffer,
        numbers: Range<Int>,
        wholes: Range<Int>,
        cells: Range<Int>,
        to counts: inout [UInt32]
    ) {
        precondition(numbers.lowerBound >= 0 && numbers.upperBound <= buffer.numberCount)
        precondition(wholes.lowerBound >= 0 && wholes.upperBound <= buffer.wholeCount)
        precondition(cells.lowerBound >= 0 && cells.upperBound <= buffer.cellCount)
        precondition(counts.count == cellCount)
        var counts = counts.mutableSpan
        addNumbers(numbers, of: buffer, to: &counts)
        addWholes(wholes, of: buffer, to: &counts)
        addCells(cells, of: buffer, to: &counts)
    }

    // Each kind in a function of its own, so that what its loop needs stays in registers. Ranges lie within the buffer, and
    // `counts` has a count for each cell, as `add` has checked.

    @inline(never)
    private func addNumbers(
        _ range: Range<Int>,
        of buffer: borrowing SampleBuffer,
        to counts: inout MutableSpan<UInt32>
    ) {
        for index in range {
            let sample = unsafe buffer.number(unchecked: index)
            let cell = finder.cell(of: sample.value, feature: Int(sample.feature))
            unsafe counts[unchecked: cell] &+= 1
        }
    }

    @inline(never)
    private func addWholes(_ range: Range<Int>, of buffer: borrowing SampleBuffer, to counts: inout MutableSpan<UInt32>)
    {
        let smallWholeCells = smallWholeCells.span
        for index in range {
            let sample = unsafe buffer.whole(unchecked: index)
            let feature = Int(sample.feature)
            precondition(feature < features.count, "a sample of another space")
            let place = Int(sample.value) &- Self.smallWholes.lowerBound
            // Each feature has a cell for each of the small whole numbers.
            let cell =
                Self.smallWholes.contains(Int(sample.value))
                ? Int(unsafe smallWholeCells[unchecked: feature &* Self.smallWholes.count &+ place])
                : finder.cell(of: Double(sample.value), feature: feature)
            unsafe counts[unchecked: cell] &+= 1
        }
    }

    @inline(never)
    private func addCells(_ range: Range<Int>, of buffer: borrowing SampleBuffer, to counts: inout MutableSpan<UInt32>)
    {
        let offsets = offsets.span
        for index in range {
            let sample = unsafe buffer.cell(unchecked: index)
            let feature = Int(sample.feature)
            counts[min(offsets[feature] &+ sample.cell, offsets[feature &+ 1] &- 1)] &+= 1
        }
    }
}

/// What a feature tells about, so that another computer can be told from another hand.
public enum FeatureOrigin: String, Sendable {
    /// The person.
    case hand
    /// The line, the recorder and the device's sampling.
    case transport
}
