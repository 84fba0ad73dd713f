import Profiles
public import Snapshots

extension SessionScorer {
    /// Appends what was made of the session so far, without the model and the population: about 2.5 KiB.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: windowCount)
        writer.append(count: segmentCount)
        writer.append(optional: lastWindow) { $1.snapshot(into: &$0) }
        writer.append(optional: mostUnusual) { $1.snapshot(into: &$0) }
        writer.append(optional: mostUnusualCells) { $0.append($1, cellCount: owner.embedding.cellCount) }
    }

    /// A scorer with the same model and population that goes on where one was when it took a snapshot.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public func resuming(from reader: inout SnapshotReader) throws(SnapshotCorruption) -> SessionScorer {
        var scorer = self
        try scorer.restore(from: &reader)
        return scorer
    }

    private mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let cellCount = owner.embedding.cellCount
        windowCount = try reader.tally()
        segmentCount = try reader.tally()
        lastWindow = try reader.optional { reader throws(SnapshotCorruption) in
            try SessionWindow(from: &reader, cellCount: cellCount)
        }
        mostUnusual = try reader.optional { reader throws(SnapshotCorruption) in
            try Assessment.Segment(from: &reader)
        }
        mostUnusualCells = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.cells(below: cellCount)
        }
    }
}

extension Assessment.Segment {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: firstWindow)
        writer.append(count: gestureCount)
        writer.append(signed: start)
        writer.append(signed: end)
        writer.append(bitPattern: stretch.moments)
        writer.append(bitPattern: stretch.typicality)
        writer.append(optional: stretch.population) { $0.append(bitPattern: $1) }
        writer.append(bitPattern: stretch.sum)
        writer.append(bitPattern: stretch.standardised)
        writer.append(bitPattern: stretch.evidence)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(
            firstWindow: try reader.tally(),
            gestureCount: try reader.tally(),
            start: try reader.signed(),
            end: try reader.signed(),
            stretch: StretchEvidence(
                moments: try reader.double(),
                typicality: try reader.double(),
                population: try reader.optional { reader throws(SnapshotCorruption) in try reader.double() },
                sum: try reader.double(),
                standardised: try reader.double(),
                evidence: try reader.double()
            )
        )
    }
}
