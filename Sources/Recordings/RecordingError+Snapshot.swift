import Snapshots

extension RecordingError {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: line) { $0.append(signed: $1) }
        writer.append(signed: byte)
        problem.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let line = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        let byte = try reader.signed()
        self.init(try Problem(from: &reader), line: line, byte: byte)
    }
}

extension RecordingError.Problem {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        switch self {
        case .empty:
            writer.append(unsigned: 0)
        case .unknownFormat:
            writer.append(unsigned: 1)
        case .wrongHeader(let expected):
            writer.append(unsigned: 2)
            writer.append(text: expected)
        case .mostlyMalformed(let malformed, let rows, let first):
            writer.append(unsigned: 3)
            writer.append(signed: malformed)
            writer.append(signed: rows)
            first.snapshot(into: &writer)
        case .corruptCompression(let message):
            writer.append(unsigned: 4)
            writer.append(text: message)
        case .compressionEndsEarly:
            writer.append(unsigned: 5)
        case .tooLarge(let limit):
            writer.append(unsigned: 6)
            writer.append(signed: limit)
        case .expandsTooMuch(let ratio):
            writer.append(unsigned: 7)
            writer.append(signed: ratio)
        case .unsupported(let what, let remedy):
            writer.append(unsigned: 8)
            writer.append(text: what)
            writer.append(text: remedy)
        case .unframed(let missing):
            writer.append(unsigned: 9)
            writer.append(text: missing)
        case .companion(let what):
            writer.append(unsigned: 10)
            writer.append(text: what)
        }
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        switch try reader.unsigned() {
        case 0: self = .empty
        case 1: self = .unknownFormat
        case 2: self = .wrongHeader(expected: try reader.text())
        case 3:
            let malformed = try reader.signed()
            let rows = try reader.signed()
            self = .mostlyMalformed(malformed: malformed, rows: rows, first: try MalformedRow.Reason(from: &reader))
        case 4: self = .corruptCompression(try reader.text())
        case 5: self = .compressionEndsEarly
        case 6: self = .tooLarge(limit: try reader.signed())
        case 7: self = .expandsTooMuch(ratio: try reader.signed())
        case 8:
            let what = try reader.text()
            self = .unsupported(what: what, remedy: try reader.text())
        case 9: self = .unframed(missing: try reader.text())
        case 10: self = .companion(try reader.text())
        default: throw reader.corruption
        }
    }
}
