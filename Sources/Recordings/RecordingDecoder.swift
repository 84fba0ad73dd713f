package import Snapshots

/// The name of one of the byte streams that a recording is made of.
///
/// Most recordings are one file, `main`. Others are a directory or a pair of files: there a stream is named by what
/// tells its file from its siblings, such as `timing`.
public struct StreamName: Sendable, Hashable {
    /// The stream that every recording has, and by whose first bytes its format is recognised.
    public static let main = StreamName("")

    /// What tells the stream's file from its siblings; empty for `main`.
    public let name: String

    /// A stream called `name`.
    public init(_ name: String) {
        self.name = name
    }

    /// Whether it comes before another stream of its recording: the main one before all, and parts by their numbers.
    func isBefore(_ other: StreamName) -> Bool {
        (partNumber ?? 0, name) < (other.partNumber ?? 0, other.name)
    }
}

/// How many rows (lines, instructions, records) a decoder met, and what became of them.
public struct RowCounts: Sendable, Equatable {
    /// All rows that claim to be an event, blank lines and headers not counted.
    public var total: Int64 = 0
    /// Rows that break the format's grammar. They were skipped.
    public var malformed: Int64 = 0
    /// Rows that obey the grammar but give no usable position. They were skipped.
    public var unplaced: Int64 = 0
    /// The first malformed row.
    public var firstMalformed: MalformedRow?

    /// No rows.
    public init() {}

    /// Counts a row that breaks the grammar.
    mutating func count(_ row: MalformedRow) {
        total += 1
        malformed += 1
        firstMalformed = firstMalformed ?? row
    }

    /// These rows and then `later`, of which places are those in another file.
    func adding(_ later: RowCounts) -> RowCounts {
        var sum = self
        sum.total += later.total
        sum.malformed += later.malformed
        sum.unplaced += later.unplaced
        sum.firstMalformed = firstMalformed ?? later.firstMalformed
        return sum
    }

    /// Counts a row as malformed that was counted before, because what it announced is missing. There may have been later
    /// rows meanwhile.
    mutating func countIncomplete(_ row: MalformedRow) {
        malformed += 1
        guard let first = firstMalformed, first.byte <= row.byte else {
            firstMalformed = row
            return
        }
    }
}

/// A decoder for one recorder's format: bytes of the recording's streams, cut anywhere, become events.
///
/// A conforming type lives in a file or folder of its own and is entered in `RecordingFormat.all`. It holds bounded
/// memory whatever it is fed, and its events depend only on the bytes of each stream, not on how they were cut.
package protocol RecordingDecoder {
    /// The stream whose bytes are needed next; nil once the recording has ended.
    var wantedStream: StreamName? { get }

    /// What has been met so far.
    var rows: RowCounts { get }

    /// Whether the recording has said itself that it is complete. `false` unless the decoder says otherwise.
    var isComplete: Bool { get }

    /// What times count from, where that is not the same in all recordings of the format and this one says it. `nil` unless
    /// the decoder says otherwise.
    var clock: RecordingContents.Clock? { get }

    /// What the recording has said of itself so far. Nothing unless the decoder says otherwise.
    var description: RecordingDescription { get }

    /// From when to when the rows met so far are, where they say more of that than the pointer's events do. `nil` unless the
    /// decoder says otherwise.
    var span: RecordedSpan? { get }

    /// What is wrong from some byte on, so that nothing behind it can be read; all rows before it count. `nil` unless the
    /// decoder says otherwise.
    var damage: RecordingError? { get }

    /// Bytes of memory that the decoder takes, about. Its size unless the decoder says otherwise.
    var byteCount: Int { get }

    /// Decodes bytes from the front of `bytes`, which continue the wanted stream.
    ///
    /// It stops when all are used, when `batch` is full, or when another stream is wanted; bytes that were not used are
    /// presented again later. Where `batch` has room, it uses at least one byte or fills it.
    ///
    /// - Returns: how many bytes were used.
    /// - Throws: `RecordingError` where the recording as a whole cannot be read.
    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int

    /// Whether the main stream has to be given again from its first byte, because the decoder unpacks it itself and what
    /// that depends on cannot be saved. True from `restore` on until the bytes are used that were used at the snapshot;
    /// of those there are no events. `false` unless the decoder says otherwise.
    var isReplaying: Bool { get }

    /// Begins a replay anew, with the main stream's first byte.
    mutating func restartReplay()

    /// Takes note that the wanted stream has no more bytes. `batch` is empty when this is called, and what the call
    /// adds fits into it.
    ///
    /// - Parameter isCut: whether the stream is known to have lost its end, so that an unfinished last row is not
    ///   taken for a whole one.
    /// - Throws: `RecordingError` where the recording as a whole cannot be read.
    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError)

    /// Whether it can come to keep what a terminal showed. `false` unless the decoder says otherwise.
    var showsTerminal: Bool { get }

    /// Whether it keeps something of what a terminal showed, which is in no snapshot: a snapshot that was taken when it did
    /// not is then to be gone on with, and the bytes that followed are to be given again. `false` unless the decoder says
    /// otherwise.
    var holdsShownText: Bool { get }

    /// Forgets what it keeps of what a terminal showed: nothing comes of it.
    mutating func giveUpShownText()

    /// Appends everything that the events still to come depend on, in bounded length, and nothing of what people typed.
    func snapshot(into writer: inout SnapshotWriter)

    /// How many of the bytes of `stream` that were used last are to be given again after a snapshot, because they are not
    /// in it. A bounded number; 0 unless the decoder says otherwise.
    func bytesToRepeat(of stream: StreamName) -> Int64

    /// How many of the bytes of the main stream that were used last it keeps, and may leave to be given again after a later
    /// snapshot. 0 unless the decoder says otherwise.
    var bytesKept: Int64 { get }

    /// Becomes what a decoder of the same format was when it took the snapshot, but for the bytes that are to be given
    /// again. Called on a fresh decoder.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption)
}

extension RecordingDecoder {
    package var isComplete: Bool { false }
    package var clock: RecordingContents.Clock? { nil }
    package var description: RecordingDescription { RecordingDescription() }
    package var span: RecordedSpan? { nil }
    package var damage: RecordingError? { nil }
    package var byteCount: Int { MemoryLayout<Self>.size }
    package var isReplaying: Bool { false }
    package var showsTerminal: Bool { false }
    package var holdsShownText: Bool { false }
    package mutating func giveUpShownText() {}
    package mutating func restartReplay() {}
    package func bytesToRepeat(of stream: StreamName) -> Int64 { 0 }
    package var bytesKept: Int64 { 0 }
}
