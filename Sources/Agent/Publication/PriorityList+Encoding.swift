extension PriorityList {
    private static let noRows = Array("\"sessions\":[]".utf8)

    /// How many rows there are of each kind.
    public var summary: PriorityListDocument.Summary {
        var summary = PriorityListDocument.Summary()
        summary.recordings = rows.count
        summary.scored = rows.count { $0.place.kind == .scored }
        summary.notScored = rows.count { $0.place.kind == .notScored }
        summary.unreadable = rows.count { $0.place.kind == .unreadable }
        summary.provisional = rows.count(where: \.isProvisional)
        summary.quarantined = rows.count(where: \.isQuarantined)
        summary.withRemarks = rows.count(where: \.hasRemarks)
        summary.open = rows.count(where: \.isOpen)
        return summary
    }

    /// The list as `priority.json` has it, one line for each row; equal lists give equal bytes.
    ///
    /// - Throws: `PublicationError` where it cannot be encoded, which no list that `put` made comes to.
    public func encoded() throws(PublicationError) -> [UInt8] {
        var bytes: [UInt8] = []
        try encode { bytes += $0 }
        return bytes
    }

    /// Hands over the list as `priority.json` has it, in pieces of bounded size.
    func encode<Failure>(
        _ take: ([UInt8]) throws(Failure) -> Void
    ) throws(PublicationError) {
        var frame = PriorityListDocument(mode: mode, summary: summary)
        frame.ledgerPosition = ledgerPosition
        frame.newestEnd = newestEnd
        frame.leftOut = leftOut
        let bytes = try json(frame)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: Self.noRows) }) else {
            throw PublicationError("cannot be written as JSON: it has no place for rows")
        }
        let split = place + Self.noRows.count - 1
        do throws(Failure) {
            var piece = Array(bytes[..<split])
            for (index, row) in rows.enumerated() {
                piece += index == 0 ? "\n".utf8 : ",\n".utf8
                piece += row.line(rank: index + 1)
                if piece.count >= Self.pieceBytes {
                    try take(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
            if !rows.isEmpty { piece += "\n".utf8 }
            try take(piece + bytes[split...] + "\n".utf8)
        } catch {
            throw PublicationError("cannot be written: \(error)")
        }
    }

    private static let pieceBytes = 64 * 1024
}
