/// Finds the cell of a histogram into which a quantity of a feature falls: how many of the feature's ascending thresholds
/// the quantity reaches, counted from the feature's first cell.
///
/// The leading bits of a quantity say in which narrow slot it lies, and a table by slots says which cell the slot begins
/// in: it is left to compare the quantity with the thresholds within the slot, seldom more than one. Slots are a
/// sixteenth of an octave wide; those near zero are as wide as at `resolution`.
struct CellFinder: Sendable {
    /// Of each cell the threshold at which the next one begins. The last cell of a feature has none: it has what is no
    /// number, which nothing reaches.
    private var thresholds: [Double] = []
    private var features: [Slots] = []
    /// Of each slot a cell that is not above that of any quantity in it.
    private var cells: [UInt16] = []

    private struct Slots {
        /// The slot below all thresholds; those further down are like it.
        var lowest: Int32
        /// The slot above all thresholds; those further up are like it.
        var highest: Int32
        /// What is to be added to a slot for its place among those of all features.
        var shift: Int32
    }

    /// A ms in s, a thousandth of a px or a radian: of what is smaller, only how near it is to zero is of interest.
    private static let resolution = 0x1p-10

    /// Adds a feature, whose first cell comes after the cells of those that were added before.
    ///
    /// - Precondition: `thresholds` ascend, or are equal, and none is NaN; there are fewer than cells; all features
    ///   together have at most 65,536 cells.
    mutating func addFeature(thresholds: [Double], cellCount: Int) {
        let firstCell = self.thresholds.count
        precondition(thresholds.count < cellCount && firstCell + cellCount <= 1 << 16)
        let slots = thresholds.map(Self.slot(of:))
        let lowest = (slots.first ?? 0) - 1
        let highest = (slots.last ?? 0) + 1
        features.append(Slots(lowest: lowest, highest: highest, shift: Int32(cells.count) - lowest))
        var below = 0
        for slot in lowest...highest {
            while below < slots.count, slots[below] < slot { below += 1 }
            cells.append(UInt16(firstCell + below))
        }
        self.thresholds += thresholds + Array(repeating: .nan, count: cellCount - thresholds.count)
    }

    /// The slot of a quantity: no lower than that of any lower quantity.
    @inline(__always)
    private static func slot(of value: Double) -> Int32 {
        let sign = Int64(bitPattern: value.bitPattern) &>> 63
        let magnitude = ((value.magnitude + resolution).bitPattern &- resolution.bitPattern) &>> 48
        return Int32(truncatingIfNeeded: magnitude) ^ Int32(truncatingIfNeeded: sign)
    }

    /// The cell of a quantity of a feature. What is no number falls into the last cell that a number may fall into, or
    /// the first where its sign is negative.
    ///
    /// - Precondition: there is that feature.
    @inline(__always)
    func cell(of value: Double, feature: Int) -> Int {
        let slots = features[feature]
        let slot = min(max(Self.slot(of: value), slots.lowest), slots.highest)
        // Each feature has a cell for each slot from the lowest to the highest, and each cell has a threshold; what is no
        // number ends the ascent at the feature's last cell.
        var cell = Int(unsafe cells.span[unchecked: Int(slot &+ slots.shift)])
        cell &+= unsafe thresholds.span[unchecked: cell] <= value ? 1 : 0
        while unsafe thresholds.span[unchecked: cell] <= value { cell &+= 1 }
        return cell
    }
}
