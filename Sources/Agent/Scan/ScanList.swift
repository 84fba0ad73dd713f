import FoundationEssentials
import Recordings
import Scoring
import Synchronization
public import SystemPackage

/// The priority list of a scan: takes reports one at a time, and gives rows in order of rank: scored sessions first, the most
/// unusual at the top; then those without a score, then those that could not be read; ties in order of path.
///
/// There is a row for every recording, however many these are: of each, memory keeps what ranks it, and where its JSON lies.
public final class ScanList: Sendable {
    private struct Row {
        /// Larger for what is to be looked at sooner.
        var priority: Double
        var path: RecordingPath
        /// Where its JSON begins among all.
        var start: Int64
        /// How many bytes the JSON has.
        var count: UInt32
        /// How many of them come before the rank: all of them without one.
        var head: UInt32

        static func precedes(_ a: Row, _ b: Row) -> Bool { (a.priority, b.path) > (b.priority, a.path) }
    }

    private struct Contents: ~Copyable {
        var rows: [Row] = []
        var texts: SpillFile
        var summary = PriorityListDocument.Summary.ofScan
    }

    private let contents: Mutex<Contents>
    private let folder: FilePath

    /// An empty list.
    ///
    /// - Parameter folder: where a list that is long is kept meanwhile, in a file without a name.
    public init(spillingInto folder: FilePath, system: any SystemCalls) {
        contents = Mutex(Contents(texts: SpillFile(in: folder, system: system)))
        self.folder = folder
    }

    /// Takes a report in. One that holds a number that JSON cannot write is listed as unreadable, with that for the reason.
    public func add(_ report: SessionReport) {
        contents.withLock { contents in
            do throws(PublicationError) {
                try Self.add(report, to: &contents)
            } catch {
                var report = report
                report.outcome = .unreadable(UnreadableRecording("what was found out about it \(error)"))
                do throws(PublicationError) {
                    try Self.add(report, to: &contents)
                } catch {
                    preconditionFailure("there are no numbers to write of what could not be read: \(error)")
                }
            }
        }
    }

    private static func add(_ report: SessionReport, to contents: inout Contents) throws(PublicationError) {
        let json = try UnrankedRow(PublishedSession(report))
        contents.summary.add(report)
        contents.rows.append(
            Row(
                priority: report.priority,
                path: report.path,
                start: contents.texts.append(json.bytes),
                count: UInt32(json.bytes.count),
                head: UInt32(json.head)
            )
        )
    }

    /// How many rows there are of each kind, and what was read.
    public var summary: PriorityListDocument.Summary { contents.withLock { $0.summary } }

    private static func json(
        of row: Row,
        _ texts: borrowing SpillFile,
        in folder: FilePath
    ) throws(PublicationError) -> [UInt8] {
        do throws(Errno) {
            return try texts.bytes(at: row.start, count: Int(row.count))
        } catch {
            throw PublicationError(
                "the list, kept in a file below \(folder), cannot be read again: \(error); name another directory in TMPDIR"
            )
        }
    }

    /// Calls `body` with the JSON of each of the first `top` rows, all of them for `nil`, in order, each on one line.
    ///
    /// - Throws: `PublicationError` where a row cannot be read again, and what `body` throws.
    public func forEachRow(top: Int?, _ body: ([UInt8]) throws -> Void) throws {
        try contents.withLock { contents in
            contents.rows.sort(by: Row.precedes)
            for (place, row) in contents.rows.prefix(top ?? contents.rows.count).enumerated() {
                var bytes = try Self.json(of: row, contents.texts, in: folder)
                if row.head < row.count { bytes.insert(contentsOf: String(place + 1).utf8, at: Int(row.head)) }
                try body(bytes)
            }
        }
    }

    /// What `transform` makes of each of the first `top` rows, all of them for `nil`, in order.
    ///
    /// - Throws: as `forEachRow(top:_:)` does.
    public func mapRows<Result>(top: Int?, _ transform: (PublishedSession) -> Result) throws -> [Result] {
        let decoder = JSONDecoder()
        var results: [Result] = []
        try forEachRow(top: top) { bytes in
            do {
                results.append(transform(try decoder.decode(PublishedSession.self, from: Data(bytes))))
            } catch {
                throw PublicationError("the row \(String(decoding: bytes, as: UTF8.self)) is none: \(describe(error))")
            }
        }
        return results
    }
}

extension SessionReport {
    fileprivate var priority: Double {
        switch outcome {
        case .scored(let assessment, _): assessment.evidence
        case .notScored: -.greatestFiniteMagnitude
        case .unreadable: -.infinity
        }
    }
}
