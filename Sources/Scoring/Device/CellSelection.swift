/// Which cells of a histogram a smaller one is made of; several may become one.
struct CellSelection: Sendable, Equatable {
    private struct Source: Equatable {
        let cell: UInt16
        let target: UInt16
    }

    /// How many cells the smaller histogram has.
    let cellCount: Int
    /// Ascending.
    private let sources: [Source]

    /// - Parameter groups: for each cell of the smaller histogram the cells that become it.
    /// - Precondition: no cell is in two groups; cells are below 65,536.
    init(_ groups: [[Int]]) {
        cellCount = groups.count
        sources = groups.enumerated()
            .flatMap { target, cells in cells.map { Source(cell: UInt16($0), target: UInt16(target)) } }
            .sorted { $0.cell < $1.cell }
        precondition(zip(sources, sources.dropFirst()).allSatisfy { $0.cell < $1.cell }, "a cell has one place")
    }

    /// The smaller histogram of one. A sum that does not fit stays at the largest value.
    ///
    /// - Precondition: `histogram` has all cells that the smaller one is made of.
    func counts(_ histogram: [UInt32]) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: cellCount)
        for source in sources {
            let target = Int(source.target)
            let (sum, overflow) = counts[target].addingReportingOverflow(histogram[Int(source.cell)])
            counts[target] = overflow ? .max : sum
        }
        return counts
    }
}
