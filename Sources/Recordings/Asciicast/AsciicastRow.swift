import Snapshots

/// One event of a recording, as far as it has been read: `[time, code, text]`, in version 1 `[time, text]`.
struct AsciicastRow {
    /// What an event is.
    enum Kind: UInt8 {
        case output
        case input
        /// The session has ended.
        case exit
        /// What Gait does not use: the terminal's size, a mark, or something new.
        case other
    }

    /// What a text is read as.
    enum Text: UInt8 {
        case ignored
        case code
        case output
        case input
        /// A name in the header.
        case name
    }

    /// The offset of its first byte, and its line.
    let start: Int64
    let line: Int64
    /// How many of its elements have begun.
    var elements = 0
    /// What it is; nil until that is known.
    var kind: Kind?
    /// What is wrong with it; nil while nothing is.
    private(set) var reason: MalformedRow.Reason?

    init(start: Int64, line: Int64) {
        self.start = start
        self.line = line
    }

    /// Takes note of what is wrong, if nothing was before.
    mutating func reject(_ reason: MalformedRow.Reason) {
        self.reason = self.reason ?? reason
    }

    /// Takes its code.
    mutating func take(_ code: AsciicastCode, version: Double) {
        switch code.letter {
        case UInt8(ascii: "o"): kind = .output
        case UInt8(ascii: "i"): kind = .input
        case UInt8(ascii: "x") where version == 3: kind = .exit
        default: kind = .other
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: start)
        writer.append(count: line)
        writer.append(count: elements)
        writer.append(optional: kind) { $0.append(count: $1.rawValue) }
        writer.append(optional: reason) { $1.snapshot(into: &$0) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        start = Int64(try reader.tally())
        line = Int64(try reader.tally())
        elements = try reader.tally()
        kind = try reader.optional { reader throws(SnapshotCorruption) in
            guard let kind = Kind(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
            return kind
        }
        reason = try reader.optional { reader throws(SnapshotCorruption) in try MalformedRow.Reason(from: &reader) }
    }
}

/// An event's code as far as it has been read, of which one letter is kept: there are no longer ones yet.
struct AsciicastCode: TextSink {
    private var first: UInt8 = 0
    private var length: UInt8 = 0

    init() {}

    /// The code where it has one letter.
    var letter: UInt8? { length == 1 ? first : nil }

    @inline(__always)
    mutating func take(_ byte: UInt8) {
        if length == 0 { first = byte }
        length = min(2, length + 1)
    }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>) {
        for index in 0..<min(2, bytes.count) { take(bytes[index]) }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: first)
        writer.append(count: length)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        first = UInt8(try reader.count(atMost: 255))
        length = UInt8(try reader.count(atMost: 2))
    }
}
