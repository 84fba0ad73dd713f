extension StandardisedResiduals {
    /// The length of each row of `leftOut` in the ridged second-moment metric of the rows `others`.
    ///
    /// - Parameter memory: what this takes, lent from one fold to the next.
    /// - Precondition: `others` is not empty.
    public func distances(
        ofRows leftOut: [Int],
        inSecondMomentOf others: [Int],
        ridge: CholeskyFactor.Ridge,
        using memory: inout LeftOutMemory
    ) -> [Double] {
        leftOutDistances(ofRows: leftOut, inSecondMomentOf: others, ridge: ridge, using: &memory)
    }
}

extension RowsOfValues {
    /// The length of each row of `leftOut` in the ridged second-moment metric Σ of the rows `others`, √(zᵀΣ⁻¹z / p): what
    /// `CholeskyFactor` says, at less cost where there are fewer rows than columns.
    ///
    /// Rows below a matrix LLᵀ come out of its factorisation multiplied by L⁻¹: those that are left out below Σ, whose squared
    /// lengths are then zᵀΣ⁻¹z. Where there are fewer other rows than columns, with them as Z and λ the ridge,
    /// zᵀΣ⁻¹z = (|z|² − kᵀ(ZZᵀ + NλI)⁻¹k) / λ for k = Zz (Woodbury's identity): a matrix of N rows is factored instead of one of p,
    /// with the k below it.
    ///
    /// - Parameter memory: what this takes, lent from one fold to the next.
    /// - Precondition: `others` is not empty; the values are finite; the ridge is positive where there are fewer rows than
    ///   columns.
    func leftOutDistances(
        ofRows leftOut: [Int],
        inSecondMomentOf others: [Int],
        ridge: CholeskyFactor.Ridge,
        using memory: inout LeftOutMemory
    ) -> [Double] {
        guard others.count < columnCount else {
            return leftOutDistances(ofRows: leftOut, inLargeSecondMomentOf: others, ridge: ridge)
        }
        let panelCount = PanelledVectors.panelCount(others.count)
        memory.columns.take(columnsOf: self, rows: others, then: leftOut)
        var triangle = TriangularPanels(productSumsOf: memory.columns, leadingPanels: panelCount)
        var trace = 0.0
        for index in others.indices { trace += triangle[index, index] }
        let count = Double(others.count)
        let ridge = ridge.amount(trace: trace / count, columnCount: columnCount, rowCount: others.count)
        let first = panelCount * TriangularPanels.height
        triangle.addRidge(count * ridge, toFirst: others.count)
        triangle.factor(leadingPanels: panelCount)
        return leftOut.indices.map { number in
            let row = first + number
            let squaredNorm = triangle[row, row] - triangle.squaredNorm(ofRow: row, first: first)
            return (max(squaredNorm, 0) / (ridge * Double(columnCount))).squareRoot()
        }
    }

    private func leftOutDistances(
        ofRows leftOut: [Int],
        inLargeSecondMomentOf others: [Int],
        ridge: CholeskyFactor.Ridge
    ) -> [Double] {
        let panelCount = PanelledVectors.panelCount(columnCount)
        let first = panelCount * TriangularPanels.height
        var triangle = TriangularPanels(secondMomentOf: others, of: self, ridge: ridge, rowsBelow: leftOut.count)
        for (number, row) in leftOut.enumerated() { triangle.setRow(first + number, toRow: row, of: self) }
        triangle.factor(leadingPanels: panelCount)
        return leftOut.indices.map { number in
            (triangle.squaredNorm(ofRow: first + number, first: columnCount) / Double(columnCount)).squareRoot()
        }
    }
}

/// Memory for `StandardisedResiduals.distances`: what is new for each fold would be asked from the system and given back each time.
public struct LeftOutMemory {
    fileprivate var columns = PanelledVectors()

    /// Memory for one call at a time.
    public init() {}
}
