/// What a `GapHistogram` says of the times in it, with those of a cell spread evenly over it.
struct GapDistribution {
    /// The times of one cell that occurs.
    struct Cell {
        /// The first of its times in ms, and how many it has.
        var start: Int
        var width: Int
        /// How often one of them came.
        var count: Int
    }

    /// The cells that occur, ascending.
    private(set) var cells: [Cell] = []
    /// How many times there are.
    private(set) var count = 0

    /// What is in `histogram`.
    init(_ histogram: GapHistogram) {
        let counts = histogram.counts
        cells.reserveCapacity(counts.count { $0 > 0 })
        for cell in counts.indices where counts[cell] > 0 {
            let (start, width) = IntervalScale.span(of: cell)
            cells.append(Cell(start: start, width: width, count: Int(counts[cell])))
            count += Int(counts[cell])
        }
    }

    /// The time in ms that `share` of all are shorter than.
    func quantile(_ share: Double) -> Double {
        let target = share * Double(count)
        var before = 0
        for cell in cells {
            guard Double(before + cell.count) < target else {
                return Double(cell.start) - 0.5
                    + Double(cell.width) * (target - Double(before)) / Double(cell.count)
            }
            before += cell.count
        }
        return 0
    }

    /// How many times are shorter than `bound`.
    func count(below bound: Double) -> Double {
        cells.reduce(0) { sum, cell in
            let share = (bound - (Double(cell.start) - 0.5)) / Double(cell.width)
            return sum + Double(cell.count) * min(max(share, 0), 1)
        }
    }

    /// The largest share of the times whose cells begin in one stretch of so many ms.
    func largestShare(within width: Int) -> Double {
        var largest = 0
        var (first, sum) = (0, 0)
        for last in cells {
            sum += last.count
            while last.start - cells[first].start >= width {
                sum -= cells[first].count
                first += 1
            }
            largest = max(largest, sum)
        }
        return Double(largest) / Double(max(count, 1))
    }

    /// The third standardised moment of the times' logarithms: below 0 where those that are shorter than most are farther from
    /// them than those that are longer.
    ///
    /// Counts from the median, of which more than two octaves above are left out, and more than two below taken for two.
    func skewness(around median: Double) -> Double {
        let centre = IntervalScale.logarithm(sixteenths: Int(16 * median))
        var (number, sum, squares, cubes) = (0, 0, 0, 0)
        for cell in cells {
            let middle = 16 * cell.start + 8 * (cell.width - 1)
            let distance = max(IntervalScale.logarithm(sixteenths: middle) - centre, -64)
            guard distance <= 64 else { continue }
            number += cell.count
            sum += cell.count * distance
            squares += cell.count * distance * distance
            cubes += cell.count * distance * distance * distance
        }
        guard number > 0 else { return 0 }
        let mean = Double(sum) / Double(number)
        let meanSquare = Double(squares) / Double(number)
        let variance = meanSquare - mean * mean
        guard variance >= 1e-9 else { return 0 }
        let third = Double(cubes) / Double(number) - 3 * mean * meanSquare + 2 * mean * mean * mean
        return third / (variance * variance.squareRoot())
    }
}
