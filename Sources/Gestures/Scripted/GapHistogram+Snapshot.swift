import Snapshots

extension GapHistogram {
    func snapshot(into writer: inout SnapshotWriter) {
        let counts = counts
        writer.append(flag: !counts.isEmpty)
        if !counts.isEmpty { writer.append(small: counts.map(UInt32.init)) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        guard try reader.flag() else { return }
        let counts = try reader.smallIntegers(count: IntervalScale.cellCount)
        guard counts.allSatisfy({ $0 <= UInt16.max }) else { throw reader.corruption }
        self.init(counts.map { UInt16($0) })
    }
}
