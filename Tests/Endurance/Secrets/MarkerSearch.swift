/// Finds a marker, or any eight of its characters in a row, in whatever way these are spelled.
struct MarkerSearch {
    private static let pieceLength = 8

    /// The pieces, by the number that their first two bytes make.
    private var pieces = [[[UInt8]]](repeating: [], count: 1 << 16)

    init(_ marker: Marker) {
        for (bytes, width) in marker.spellings {
            let length = Self.pieceLength * width
            for start in stride(from: 0, through: bytes.count - length, by: width) {
                let piece = Array(bytes[start..<start + length])
                pieces[Self.number(piece[0], piece[1])].append(piece)
            }
        }
    }

    /// Where in `bytes` a piece begins; of pieces that overlap, the first.
    func places(in bytes: [UInt8]) -> [Int] {
        let bytes = bytes.span
        var places: [Int] = []
        var end = 0
        for start in 0..<max(0, bytes.count - 1) {
            let candidates = pieces[Self.number(bytes[start], bytes[start + 1])]
            guard start >= end, !candidates.isEmpty else { continue }
            for piece in candidates where Self.isThere(piece, in: bytes, at: start) {
                places.append(start)
                end = start + piece.count
                break
            }
        }
        return places
    }

    private static func number(_ low: UInt8, _ high: UInt8) -> Int { Int(low) | Int(high) << 8 }

    private static func isThere(_ piece: [UInt8], in bytes: Span<UInt8>, at start: Int) -> Bool {
        guard piece.count <= bytes.count - start else { return false }
        return piece.indices.allSatisfy { bytes[start + $0] == piece[$0] }
    }
}
