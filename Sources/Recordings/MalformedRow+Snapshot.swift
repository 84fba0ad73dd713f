import Snapshots

extension RowCounts {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: total)
        writer.append(count: malformed)
        writer.append(count: unplaced)
        writer.append(optional: firstMalformed) { writer, row in
            // Lines count from 1.
            writer.append(count: row.line ?? 0)
            writer.append(count: row.byte)
            row.reason.snapshot(into: &writer)
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        total = Int64(try reader.tally())
        malformed = Int64(try reader.tally())
        unplaced = Int64(try reader.tally())
        firstMalformed = try reader.optional { reader throws(SnapshotCorruption) in
            let line = Int64(try reader.tally())
            let byte = Int64(try reader.tally())
            let reason = try MalformedRow.Reason(from: &reader)
            return MalformedRow(line: line > 0 ? line : nil, byte: byte, reason: reason)
        }
    }
}

extension MalformedRow.Reason {
    func snapshot(into writer: inout SnapshotWriter) {
        switch self {
        case .fieldCount:
            writer.append(unsigned: 0)
        case .number(let field):
            writer.append(unsigned: 1)
            writer.append(text: field)
        case .word(let field):
            writer.append(unsigned: 2)
            writer.append(text: field)
        case .tooLong(let limit):
            writer.append(unsigned: 3)
            writer.append(signed: Int64(limit))
        case .missing(let part):
            writer.append(unsigned: 4)
            writer.append(text: part)
        case .lost(let rows):
            writer.append(unsigned: 5)
            writer.append(signed: rows)
        case .outOfOrder:
            writer.append(unsigned: 6)
        case .foreign:
            writer.append(unsigned: 7)
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        switch try reader.unsigned() {
        case 0: self = .fieldCount
        case 1: self = .number(field: try reader.text())
        case 2: self = .word(field: try reader.text())
        case 3: self = .tooLong(limit: Int(try reader.signed()))
        case 4: self = .missing(try reader.text())
        case 5: self = .lost(rows: try reader.signed())
        case 6: self = .outOfOrder
        case 7: self = .foreign
        default: throw reader.corruption
        }
    }
}
