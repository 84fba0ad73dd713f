import Statistics

extension EvidenceScale {
    /// For S = A + B, of the owner's data alone.
    static let own = EvidenceScale(
        intercept: 3.233,
        slope: 0.7481,
        deviation: 1.758,
        wholeShare: 0.9,
        tail: PiecewiseLinear(
            arguments: [-1.328, -0.6063, -0.0134, 0.6903, 1.384, 1.936, 2.839, 12.84],
            values: [0.051293, 0.28768, 0.69315, 1.3863, 2.3026, 3.2189, 4.6052, 20.427]
        ),
        combinedTail: PiecewiseLinear(
            arguments: [0.173, 0.5994, 1.086, 1.815, 2.633, 3.1, 3.757, 13.76],
            values: [0.051293, 0.28768, 0.69315, 1.3863, 2.3026, 3.2189, 4.6052, 25.096]
        )
    )

    /// For S = A + B + C, of the owner's data and the box's population.
    static let population = EvidenceScale(
        intercept: 7.251,
        slope: 1.708,
        deviation: 2.601,
        wholeShare: 0.9,
        tail: PiecewiseLinear(
            arguments: [-1.308, -0.5881, -0.04945, 0.6679, 1.343, 1.877, 2.58, 12.58],
            values: [0.051293, 0.28768, 0.69315, 1.3863, 2.3026, 3.2189, 4.6052, 23.206]
        ),
        combinedTail: PiecewiseLinear(
            arguments: [0.1969, 0.5392, 1.044, 1.874, 2.92, 3.358, 3.698, 13.7],
            values: [0.051293, 0.28768, 0.69315, 1.3863, 2.3026, 3.2189, 4.6052, 34.182]
        )
    )
}
