import Snapshots

extension Key {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: keyClass.rawValue)
        writer.append(optional: letter) { $0.append(count: $1) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let known = KeyClass(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        keyClass = known
        letter = try reader.optional { reader throws(SnapshotCorruption) in UInt8(try reader.count(atMost: 25)) }
    }
}
