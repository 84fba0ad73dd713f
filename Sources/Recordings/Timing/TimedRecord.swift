/// Which way bytes went between a terminal and its user.
enum TerminalDirection: UInt8 {
    /// What the terminal was sent.
    case input
    /// What it showed.
    case output
}

/// What a timing file says of one record, whose bytes lie in another stream.
struct TimedRecord {
    var direction: TerminalDirection
    /// ns from the session's start.
    var elapsed: Int64
    /// How many of its bytes are still to come.
    var rest: Int64
    /// The line of the timing file, counted from 1.
    var line: Int64
    /// The offset of that line.
    var byte: Int64
    /// What of a key it is the echo of, if of any; known once its bytes have come.
    var echo: TerminalEcho.Finding?

    /// A record of `length` bytes, all of them still to come.
    init(_ direction: TerminalDirection, length: Int64, elapsed: Int64, line: Int64, byte: Int64) {
        self.direction = direction
        self.elapsed = elapsed
        self.line = line
        self.byte = byte
        rest = length
    }

    /// Whether bytes of it are still to come of a stream, named by a direction, which has not ended.
    @inline(__always)
    func isUnfinished(in stream: TerminalDirection, isOneStream: Bool) -> Bool {
        rest > 0 && (isOneStream || direction == stream)
    }
}
