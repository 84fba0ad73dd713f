/// The `timing` of a message: what came in and went out when.
///
///     timing = *(["+" ms] ("<" n | "[" n "/" m | ">" n | "]" n "/" m | "=" columns "x" lines))
///
/// Each `n` counts characters of the text of that direction; where brackets stand, they are stand-ins for `m` bytes that
/// are no text.
struct TlogTiming {
    /// The most bytes that are kept. tlog limits all of a message to 2048 unless told otherwise.
    static let limit = 16 * 1024

    enum Direction: UInt8 {
        case input
        case output
    }

    struct Record: Equatable {
        /// ms since the step before it.
        var delay: UInt32 = 0
        /// How many characters it has.
        var count: UInt32
        var direction: Direction
        /// Whether these stand for bytes that are no text.
        var isBinary: Bool
        /// Whether it came at once with the record before it, which has the same direction.
        var joins: Bool
    }

    /// What all of the text says.
    struct Summary {
        /// ms from the message's position to its end.
        var duration: Int64
        var terminal: RecordingDescription.TerminalSize?
    }

    /// Memory for more steps than a usual message has is given back.
    private static let usualRecords = 1024

    var text: [UInt8] = []
    /// The steps of the text, in which a window is a record of no characters; none before `read`.
    private(set) var records: [Record] = []

    /// Bytes of memory that it takes besides itself, about.
    var byteCount: Int { text.capacity + records.capacity * MemoryLayout<Record>.stride }

    /// Forgets the text, and keeps its memory.
    mutating func removeAll() {
        text.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: records.capacity <= Self.usualRecords)
    }

    /// Takes the text apart; nil where it breaks the grammar.
    mutating func read() -> Summary? {
        records.removeAll(keepingCapacity: true)
        var steps = TlogTimingSteps()
        var terminal: RecordingDescription.TerminalSize?
        while true {
            switch steps.next(text.span) {
            case .record(let record): records.append(record)
            case .window(let record, let columns, let lines):
                records.append(record)
                // Without a terminal around it, tlog says 0.
                terminal = terminal ?? RecordingDescription.TerminalSize(columns: Int64(columns), lines: Int64(lines))
            case .end: return Summary(duration: steps.elapsed, terminal: terminal)
            case .defect: return nil
            }
        }
    }

    /// A place between two records.
    struct Cursor {
        /// How many records are before it.
        var index = 0
        /// ms since the message's position.
        var elapsed: Int64 = 0
        /// Whether `next` went over input on its way.
        var hasPassedInput = false

        /// Moves behind the next record of a direction that has any characters; nil where there is none.
        mutating func next(_ direction: Direction, _ timing: borrowing TlogTiming) -> Record? {
            hasPassedInput = false
            let records = timing.records.span
            while index < records.count {
                let record = records[index]
                index &+= 1
                elapsed &+= Int64(record.delay)
                guard record.count > 0 else { continue }
                if record.direction == direction { return record }
                if record.direction == .input { hasPassedInput = true }
            }
            return nil
        }
    }
}
