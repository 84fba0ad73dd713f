extension PriorityList {
    private static let noRows = Array("\"sessions\":[]".utf8)

    /// How many rows there are of each kind.
    public var summary: PriorityListDocument.Summary {
        var summary = PriorityListDocument.Summary()
        summary.recordings = rows.count
        summary.scored = rows.count { $0.kind == .scored }
        summary.notScored = rows.count { $0.kind == .notScored }
        summary.unreadable = rows.count { $0.kind == .unreadable }
        summary.provisional = rows.count(where: \.isProvisional)
        summary.quarantined = rows.count(where: \.isQuarantined)
        summary.withRemarks = rows.count(where: \.hasRemarks)
        summary.open = rows.count(where: \.isOpen)
        return summary
    }

    /// The list as `priority.json` has it, one line for each row; equal lists give equal bytes.
    ///
    /// - Throws: `PublicationError` where what was published of it cannot be read or is not what was written.
    public func encoded() throws(PublicationError) -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try encode { bytes += $0 }
        return bytes
    }

    /// Hands over the list as `priority.json` has it, in pieces of bounded size.
    ///
    /// Rows that have not changed are read where they were published last. They are in the same order as there, so that
    /// the file is read once, onwards.
    ///
    /// - Returns: where each row lies.
    func encode<Failure>(
        _ take: ([UInt8]) throws(Failure) -> Void
    ) throws(PublicationError) -> [PriorityRow.PublishedPlace] {
        var frame = PriorityListDocument(mode: mode, summary: summary)
        frame.ledgerPosition = ledgerPosition
        frame.newestEnd = newestEnd
        frame.leftOut = leftOut
        let bytes = try json(frame)
        guard let place = bytes.place(of: Self.noRows) else {
            throw PublicationError("cannot be written as JSON: it has no place for rows")
        }
        let split = place.upperBound - 1
        var reader = PublishedFileReader(file)
        var places: [PriorityRow.PublishedPlace] = []
        places.reserveCapacity(rows.count)
        var piece = Array(bytes[..<split])
        var handedOver: Int64 = 0
        for (index, row) in rows.enumerated() {
            piece += index == 0 ? "\n".utf8 : ",\n".utf8
            let offset = handedOver + Int64(piece.count)
            let number = UInt32(index + 1)
            let checksum = try row.write(number: number, to: &piece, from: &reader)
            places.append(PriorityRow.PublishedPlace(offset: offset, number: number, checksum: checksum))
            guard piece.count >= Self.pieceBytes else { continue }
            try Self.hand(piece, to: take)
            handedOver += Int64(piece.count)
            piece.removeAll(keepingCapacity: true)
        }
        if !rows.isEmpty { piece += "\n".utf8 }
        try Self.hand(piece + bytes[split...] + "\n".utf8, to: take)
        return places
    }

    private static func hand<Failure>(
        _ piece: [UInt8],
        to take: ([UInt8]) throws(Failure) -> Void
    ) throws(PublicationError) {
        do throws(Failure) {
            try take(piece)
        } catch {
            throw PublicationError("cannot be written: \(error)")
        }
    }

    private static let pieceBytes = 64 * 1024
}
