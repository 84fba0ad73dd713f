// Measured without labels on the 33 long sessions of five owners at remote desktops: each is left out of its owner's baseline
// and cut into pieces of 10 to 640 gestures; every session has one vote, and every trait. `median` and `deviation`, which is
// (90th − 50th percentile) / 1.2816, are the means over the traits at each length; `tail` goes through the points of T of
// pieces of 20 to 160 gestures of all traits together, and on with the mean slope from the 85 % to the 99 % point.
extension EvidenceScale {
    /// For S = A + B of one trait of the pointing device.
    static let device = EvidenceScale(
        typicalityWeight: 1,
        median: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0],
            [0.67, 0.393, 0.017, -0.315, -0.594, -0.871, -1.056]
        ),
        deviation: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0],
            [3.023, 2.73, 2.361, 2, 1.73, 1.407, 1.141]
        ),
        greatestMedian: .ofCounts([1.0, 2.0], [0, 0]),
        tail: .tail([-0.897, -0.634, -0.354, -0.001, 0.443, 0.973, 1.541, 2.215, 3.212, 13.212], last: 16.699)
    )
}

extension EngineParameters {
    /// What a trait of the pointing device is measured with: devices differ by far more than an owner's sessions do, so that
    /// residuals are clipped later. The priors are the median scales of the same owners' traits.
    static let device: EngineParameters = {
        var parameters = pointer
        parameters.momentClip = 6
        parameters.surpriseClip = 10
        parameters.momentPrior = 0.25
        parameters.typicalityPrior = 0.4
        return parameters
    }()
}
