import FoundationEssentials
import Recordings
import SystemPackage

extension PriorityList {
    /// A list with more bytes than this in one line is not read.
    private static let mostLineBytes = 1 << 20
    /// Before its first row and behind its last a list has no more bytes than this.
    private static let mostFrameBytes = 4096

    /// Goes on with the list that `file` holds, within `limits`.
    ///
    /// It is read row by row, in pieces of bounded size.
    ///
    /// - Throws: `PublicationError` where it cannot be read, or is not as `encode` writes it.
    init(restoring file: PublishedFile, limits: Limits) throws(PublicationError) {
        do throws(PublicationError) {
            var reader = PublishedFileReader(file)
            let places = try Self.places(in: file, &reader)
            let frame = try PriorityListDocument(json: places.frame)
            guard frame.version == PriorityListDocument.currentVersion else {
                self = try Self.ofPointerAlone(frame, &reader, in: places.rows, limits)
                return
            }
            let rows = try Self.rows(&reader, in: places.rows)
            self.init(frame, rows, in: file, limits: limits)
            guard frame.sessions.isEmpty, frame.summary == summary else {
                throw PublicationError("is no priority list: its summary is not that of its rows")
            }
        } catch {
            throw PublicationError("\(file.path) \(error)")
        }
        keep(within: limits)
    }

    /// A list of the version before, of which every row is written anew.
    private static func ofPointerAlone(
        _ frame: PriorityListDocument,
        _ reader: inout PublishedFileReader,
        in range: Range<Int64>,
        _ limits: Limits
    ) throws(PublicationError) -> PriorityList {
        var list = PriorityList(frame, limits: limits)
        try forEachLine(&reader, in: range) { line, _ throws(PublicationError) in
            do {
                var row = try JSONDecoder().decode(PublishedSession.self, from: Data(line))
                row.rank = nil
                try list.put(row, key: row.key ?? row.path)
            } catch let error as PublicationError {
                throw error
            } catch {
                throw PublicationError("is no priority list: row \(list.count + 1): \(describe(error))")
            }
        }
        return list
    }

    /// What stands around the rows, and where the lines of these lie.
    private static func places(
        in file: PublishedFile,
        _ reader: inout PublishedFileReader
    ) throws(PublicationError) -> (frame: [UInt8], rows: Range<Int64>) {
        let status: FileStatus
        do throws(Errno) {
            status = try file.system.status(of: file.descriptor)
        } catch {
            throw PublicationError("cannot be read: \(error)")
        }
        guard status.kind == .file else { throw PublicationError("is no regular file") }
        try reader.verify(size: status.size)
        let count = min(status.size, Int64(mostFrameBytes))
        let end = try reader.bytes(at: status.size - count, count: Int(count))
        guard end.last == newline else { throw PublicationError("is no priority list: its last line is not whole") }
        let footer = end.dropLast().lastIndex(of: newline).map { end[($0 + 1)...] }
        let head = try reader.line(at: 0, atMost: mostFrameBytes)
        guard let head else { throw PublicationError("is no priority list: its first line is too long") }
        let start = Int64(head.count) + 1
        if start == status.size { return (Array(head), start..<start) }
        guard let footer, Int64(footer.count) <= status.size - start else {
            throw PublicationError("is no priority list: its last line is too long")
        }
        return (Array(head) + footer, start..<status.size - Int64(footer.count))
    }

    /// The rows on the lines in `range`.
    private static func rows(
        _ reader: inout PublishedFileReader,
        in range: Range<Int64>
    ) throws(PublicationError) -> [PriorityRow] {
        var rows: [PriorityRow] = []
        var keys: Set<String> = []
        try forEachLine(&reader, in: range) { line, offset throws(PublicationError) in
            let row = try Self.row(line, at: offset, number: rows.count + 1)
            guard keys.insert(row.key).inserted else {
                throw PublicationError("has a row without a key of its own: \(row.path)")
            }
            guard rows.last?.precedes(row) ?? true else {
                throw PublicationError("is no priority list: row \(rows.count + 1) is not in order")
            }
            rows.append(row)
        }
        return rows
    }

    /// Calls `body` with each line in `range`, without what parts it from the next, and where it begins.
    private static func forEachLine(
        _ reader: inout PublishedFileReader,
        in range: Range<Int64>,
        body: (ArraySlice<UInt8>, Int64) throws(PublicationError) -> Void
    ) throws(PublicationError) {
        var offset = range.lowerBound
        var number = 0
        while offset < range.upperBound {
            number += 1
            guard let whole = try reader.line(at: offset, atMost: mostLineBytes) else {
                throw PublicationError("is no priority list: row \(number) is too long")
            }
            let next = offset + Int64(whole.count) + 1
            guard (whole.last == UInt8(ascii: ",")) == (next < range.upperBound) else {
                throw PublicationError("is no priority list: row \(number) does not end as it should")
            }
            try body(next < range.upperBound ? whole.dropLast() : whole, offset)
            offset = next
        }
    }

    private static func row(
        _ line: ArraySlice<UInt8>,
        at offset: Int64,
        number: Int
    ) throws(PublicationError) -> PriorityRow {
        let scanner = try PublishedRowScanner(line)
        guard scanner.rank?.value == (scanner.facts.evidence == nil ? nil : number) else {
            throw PublicationError("is no priority list: row \(number) has another rank")
        }
        let head = line[..<(scanner.rank?.place.lowerBound ?? line.endIndex)]
        let tail = line[(scanner.rank?.place.upperBound ?? line.endIndex)...]
        let place = PriorityRow.PublishedPlace(
            offset: offset,
            number: UInt32(number),
            checksum: crc32(of: tail, after: crc32(of: head, after: 0))
        )
        return PriorityRow(scanner.facts, content: .published(place), head: head.count, tail: tail.count)
    }

    private static let newline = UInt8(ascii: "\n")
}
