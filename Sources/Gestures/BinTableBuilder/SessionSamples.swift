import Statistics

/// What one session contributes to a table of bins: of each numeric feature a bounded sample, of each cell feature the
/// counts of its cells.
public struct SessionSamples: Sendable {
    /// Whose session it is.
    let user: [UInt8]
    private(set) var samples: FeatureSamples

    /// The transform of each numeric feature; nil for a cell feature.
    private let transforms: [SampleTransform?]
    /// For each feature the hash that decides which values are kept, by their running number within the session.
    private let hashes: [SipHash]
    private var runningNumbers: [UInt64]

    /// Nothing yet of a session.
    ///
    /// - Parameters:
    ///   - user: the user's name in the file system's bytes.
    ///   - session: what tells the session from the user's other sessions, in bytes.
    ///   - features: what is measured, in the order of the features' numbers in a `SampleBuffer`.
    ///   - limit: the most values of a numeric feature that are kept.
    public init(user: [UInt8], session: [UInt8], features: [BinTableBuilder.Feature], limit: Int) {
        let identity = BinTableBuilder.hash(user + [0] + session)
        self.user = user
        transforms = features.map { if case .numeric(let transform) = $0.kind { transform } else { nil } }
        samples = FeatureSamples(features: features, limit: limit)
        hashes = features.map { SipHash(key: identity, BinTableBuilder.hash($0.identifier)) }
        runningNumbers = Array(repeating: 0, count: features.count)
    }

    /// Adds all samples of `buffer`. A value that is not finite is left out: no edge can lie beside it.
    ///
    /// - Precondition: the features in the buffer are those that the session was created with.
    public mutating func add(_ buffer: borrowing SampleBuffer) {
        for index in 0..<buffer.numberCount {
            let sample = buffer.number(at: index)
            add(sample.value, feature: Int(sample.feature))
        }
        for index in 0..<buffer.wholeCount {
            let sample = buffer.whole(at: index)
            add(Double(sample.value), feature: Int(sample.feature))
        }
        for index in 0..<buffer.cellCount {
            let sample = buffer.cell(at: index)
            samples.count(cell: sample.cell, of: Int(sample.feature))
        }
    }

    private mutating func add(_ raw: Double, feature: Int) {
        guard let transform = transforms[feature] else { preconditionFailure("a cell feature has no quantity") }
        let number = runningNumbers[feature]
        runningNumbers[feature] += 1
        let value = Float(transform(raw))
        if value.isFinite { samples.insert(value, hash: hashes[feature](number), of: feature) }
    }
}
