import Gestures
import Statistics

/// What all records of a ledger rest on; the first record of each of its files says it.
public struct LedgerHeader: Sendable, Codable {
    /// A hash of the features and their bins.
    var bins: UInt64
    /// Whose data scores stand on.
    var mode: ScoringMode
    /// Where the file begins among the bytes of all files of the ledger; `nil` in the first of version 1, which begins
    /// at 0.
    var base: UInt64?

    init(space: FeatureSpace, mode: ScoringMode, base: UInt64 = 0) {
        bins = Self.hash(of: space)
        self.mode = mode
        self.base = base
    }

    private static func hash(of space: FeatureSpace) -> UInt64 {
        var text = ""
        for feature in space.features {
            let numbers: [Double]
            switch feature.binning {
            case .numeric(let transform, let edges):
                text += "\(feature.identifier) \(transform)"
                numbers = edges
            case .cells(let shares):
                text += "\(feature.identifier) cells"
                numbers = shares
            }
            for number in numbers { text += " \(number.bitPattern)" }
            text += "\n"
        }
        return SipHash(key: 0, 0)(text)
    }
}
