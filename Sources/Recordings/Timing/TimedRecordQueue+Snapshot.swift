import Snapshots

extension TimedRecordQueue {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isOneStream)
        inputEnd.snapshot(into: &writer)
        outputEnd.snapshot(into: &writer)
        input.snapshot(into: &writer)
        output.snapshot(into: &writer)
        writer.append(flag: isShowing)
        writer.append(count: pass.rawValue)
        // Events of those before have been handed out.
        let first = pass == .events ? next : 0
        writer.append(count: records.count - first)
        writer.append(count: next - first)
        var previous = TimedRecord(.output, length: 0, elapsed: 0, line: 0, byte: 0)
        for record in records[first...] {
            record.snapshot(after: previous, into: &writer)
            previous = record
        }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        isOneStream = try reader.flag()
        inputEnd = try StreamEnd(from: &reader)
        outputEnd = try StreamEnd(from: &reader)
        try input.restore(from: &reader)
        try output.restore(from: &reader)
        isShowing = try reader.flag()
        guard let pass = Pass(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.pass = pass
        let count = try reader.count(atMost: Self.capacity)
        next = try reader.count(atMost: pass == .gathering ? 0 : max(0, count - 1))
        guard pass == .gathering || count > 0 else { throw reader.corruption }
        records = []
        var previous = TimedRecord(.output, length: 0, elapsed: 0, line: 0, byte: 0)
        for _ in 0..<count {
            previous = try TimedRecord(after: previous, from: &reader)
            records.append(previous)
        }
        guard pass != .echoes || isAwaitingOutput else { throw reader.corruption }
    }

    /// Whether it is the turn of something shown whose bytes are still to come.
    private var isAwaitingOutput: Bool { records[next].direction == .output && wanted == .output && !isOneStream }
}

extension TimedRecordQueue.StreamEnd {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isReached)
        writer.append(flag: isEarly)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        isReached = try reader.flag()
        isEarly = try reader.flag()
    }
}

extension TimedRecord {
    fileprivate func snapshot(after previous: TimedRecord, into writer: inout SnapshotWriter) {
        writer.append(flag: direction == .output)
        writer.append(count: elapsed - previous.elapsed)
        writer.append(count: rest)
        writer.append(count: line - previous.line)
        writer.append(count: byte - previous.byte)
        writer.append(optional: echo) { writer, echo in
            writer.append(count: echo.keyClass.rawValue)
            writer.append(optional: echo.digraph) { $0.append(count: $1.rank) }
        }
    }

    fileprivate init(after previous: TimedRecord, from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let direction: TerminalDirection = try reader.flag() ? .output : .input
        let delay = Int64(try reader.count(atMost: Int(TimingClock.longest - previous.elapsed)))
        let rest = Int64(try reader.count(atMost: .max))
        let line = previous.line + Int64(try reader.count(atMost: 1 << 50))
        let byte = previous.byte + Int64(try reader.count(atMost: 1 << 50))
        self.init(direction, length: rest, elapsed: previous.elapsed + delay, line: line, byte: byte)
        echo = try reader.optional { reader throws(SnapshotCorruption) in
            guard let keyClass = KeyClass(rawValue: UInt8(try reader.count(atMost: 255))) else {
                throw reader.corruption
            }
            let digraph = try reader.optional { reader throws(SnapshotCorruption) in
                guard let digraph = FrequentDigraph(rank: UInt8(try reader.count(atMost: 255))) else {
                    throw reader.corruption
                }
                return digraph
            }
            return TerminalEcho.Finding(keyClass: keyClass, digraph: digraph)
        }
    }
}
