import Gestures
import Profiles
import Statistics

/// What all records of a ledger rest on; the first record of each of its files says it.
public struct LedgerHeader: Sendable, Codable {
    /// A hash of the pointer's features and their bins.
    var bins: UInt64
    /// A hash of the other modalities' features and their bins; `nil` where none was written.
    var otherBins: UInt64?
    /// Whose data scores stand on.
    var mode: ScoringMode
    /// The fingerprint of the key that hashes of names in the file are under; `nil` where they have no secret.
    var key: UInt64?
    /// Where the file begins among the bytes of all files of the ledger; `nil` in the first of version 1, which begins
    /// at 0.
    var base: UInt64?

    init(spaces: FeatureSpaces, mode: ScoringMode, key: NameKey, base: UInt64 = 0) {
        bins = Self.hash(of: [spaces[.pointer]])
        otherBins = Self.hash(of: Modality.allCases.filter { $0 != .pointer }.map { spaces[$0] })
        self.mode = mode
        self.key = key.fingerprint
        self.base = base
    }

    /// Whether records under this header are of the same bins as those under `other`.
    func hasBins(of other: LedgerHeader) -> Bool {
        bins == other.bins && (otherBins == nil || otherBins == other.otherBins)
    }

    private static func hash(of spaces: [FeatureSpace]) -> UInt64 {
        var text = ""
        for feature in spaces.flatMap(\.features) {
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
