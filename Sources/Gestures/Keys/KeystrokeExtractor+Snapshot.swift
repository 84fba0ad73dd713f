import Recordings
public import Snapshots

extension KeystrokeExtractor {
    /// Appends everything that the samples still to come depend on: some dozen bytes, without a word of what was typed.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: source.rawValue)
        writer.append(signed: origin)
        writer.append(count: gestureCount)
        writer.append(count: duration)
        writer.append(count: held.count)
        for press in held { press.snapshot(into: &writer) }
        writer.append(optional: last) { $1.snapshot(into: &$0) }
        writer.append(optional: lastRelease) { $0.append(signed: $1) }
        writer.append(count: burst)
        writer.append(flag: isOver)
    }

    /// An extractor that goes on where one was when it took a snapshot.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let source = KeyEvent.Action(rawValue: UInt8(try reader.count(atMost: 255))) else {
            throw reader.corruption
        }
        self.init(of: source, since: try reader.time())
        gestureCount = try reader.tally()
        duration = Int64(try reader.count(atMost: Int(Timestamp.limit) * 2))
        for _ in 0..<(try reader.count(atMost: Self.mostHeld)) { held.append(try Press(from: &reader)) }
        last = try reader.optional { reader throws(SnapshotCorruption) in try Press(from: &reader) }
        lastRelease = try reader.optional { reader throws(SnapshotCorruption) in try reader.time() }
        burst = Int64(try reader.tally())
        isOver = try reader.flag()
    }
}

extension KeystrokeExtractor.Press {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(signed: time)
        writer.append(count: keyClass.rawValue)
        writer.append(optional: next) { writer, next in
            writer.append(signed: next.time)
            writer.append(count: next.pair.first.rawValue)
            writer.append(count: next.pair.second.rawValue)
        }
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        time = try reader.time()
        guard let keyClass = KeyClass(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.keyClass = keyClass
        next = try reader.optional { reader throws(SnapshotCorruption) in
            let time = try reader.time()
            let pair = KeyPair(first: try reader.keyGroup(), second: try reader.keyGroup())
            return KeystrokeExtractor.NextPress(time: time, pair: pair)
        }
    }
}

extension SnapshotReader {
    fileprivate mutating func time() throws(SnapshotCorruption) -> Int64 {
        try signed(in: -Timestamp.limit...Timestamp.limit)
    }

    fileprivate mutating func keyGroup() throws(SnapshotCorruption) -> KeyGroup {
        guard let group = KeyGroup(rawValue: try count(atMost: 255)) else { throw corruption }
        return group
    }
}
