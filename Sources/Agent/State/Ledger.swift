import Gestures
import Recordings
import SystemPackage

/// The ledger of a state directory: what was closed and decided, in order, one checksummed record each.
///
/// A file is eight bytes of magic, then records: four bytes of length, four of CRC-32 of the payload, the payload.
/// Whatever follows the last intact record was never committed and is cut away; damage before an intact record is an
/// error.
struct Ledger {
    private static let magic = Array("GAITLDG1".utf8)
    private static let fileName = FileName("ledger-00000001")
    private static let frameBytes = 8
    /// A kind, and the length of a text.
    private static let fewestRecordBytes = 5
    private static let mostRecordBytes = 16 << 20

    private let system: any SystemCalls
    private let descriptor: FileDescriptor
    private let path: FilePath
    private var size: Int

    /// Opens the ledger in `directory`, calls `replay` with every record in order, and is ready to append.
    ///
    /// - Parameters:
    ///   - mode: the mode that it must be of, and that a new one will be of; `nil` to take one that is there as it is.
    init(
        in directory: FileDescriptor,
        at path: FilePath,
        space: FeatureSpace,
        mode: ScoringMode?,
        system: any SystemCalls,
        replay: (LedgerRecord) -> Void
    ) throws(StateError) {
        self.system = system
        if mode == nil { try Self.checkPresence(in: directory, at: path, system) }
        self.path = path.appending(String(decoding: Self.fileName.bytes, as: UTF8.self))
        do throws(Errno) {
            descriptor = try system.openForAppending(Self.fileName, in: directory)
        } catch {
            throw StateError(self.path, "cannot be opened: \(error)")
        }
        size = 0
        do throws(StateError) {
            let header = LedgerHeader(space: space, mode: mode ?? .own)
            guard try !read(header, ofMode: mode, cellCount: space.cellCount, replay) else { return }
            try begin(with: header, in: directory)
            replay(.header(header))
        } catch {
            system.close(descriptor)
            throw error
        }
    }

    private static func checkPresence(
        in directory: FileDescriptor,
        at path: FilePath,
        _ system: any SystemCalls
    ) throws(StateError) {
        do throws(Errno) {
            _ = try system.status(of: fileName, in: directory)
        } catch {
            throw StateError(path, "holds no ledger (\(error)): give the state directory of gait scan")
        }
    }

    /// Closes the ledger's file.
    func close() { system.close(descriptor) }

    /// Appends a record. It is safe after `commit`.
    mutating func append(_ record: LedgerRecord) throws(StateError) {
        let payload: [UInt8]
        do {
            payload = try record.encoded()
        } catch {
            throw StateError(path, "cannot take a record: \(error)")
        }
        let framed = littleEndian(UInt32(payload.count)) + littleEndian(crc32(of: payload)) + payload
        do throws(Errno) {
            try system.write(framed, to: descriptor)
        } catch {
            // What was written of the record is cut away at the next opening.
            throw StateError(path, "cannot be written: \(error); free some space and run again")
        }
        size += framed.count
    }

    /// Waits until all appended records are on the disk.
    func commit() throws(StateError) {
        do throws(Errno) {
            try system.synchronise(descriptor)
        } catch {
            throw StateError(path, "may not have reached the disk: \(error)")
        }
    }

    /// Reads all records and cuts away what follows the last intact one.
    ///
    /// - Returns: `false` where not even the header was ever committed.
    private mutating func read(
        _ header: LedgerHeader,
        ofMode mode: ScoringMode?,
        cellCount: Int,
        _ replay: (LedgerRecord) -> Void
    ) throws(StateError) -> Bool {
        var buffer = FileBuffer(descriptor: descriptor, path: path, system: system)
        let magic = try buffer.peek(Self.magic.count)
        if magic.count < Self.magic.count || magic.allSatisfy({ $0 == 0 }) { return false }
        guard Array(magic) == Self.magic else {
            throw StateError(path, byte: 0, "is not a ledger of this version of Gait: use the version that wrote it")
        }
        buffer.skip(Self.magic.count)
        size = Self.magic.count
        var isHeader = true
        while let payload = try nextPayload(&buffer) {
            do throws(LedgerCorruption) {
                let record = try LedgerRecord(encoded: payload, cellCount: cellCount)
                if isHeader { try check(record, against: header, ofMode: mode) }
                isHeader = false
                replay(record)
            } catch {
                throw StateError(path, byte: size, "holds a record that cannot be used: \(error.description)")
            }
            size += Self.frameBytes + payload.count
            buffer.skip(Self.frameBytes + payload.count)
        }
        let damage = size
        while try !buffer.peek(1).isEmpty {
            buffer.skip(1)
            if try nextPayload(&buffer) != nil {
                throw StateError(path, byte: damage, "is damaged before intact records: restore it from a copy")
            }
        }
        try cut(to: size)
        return !isHeader
    }

    /// The payload of the intact record at the buffer's position; `nil` where there is none.
    private func nextPayload(_ buffer: inout FileBuffer) throws(StateError) -> ArraySlice<UInt8>? {
        let head = try buffer.peek(Self.frameBytes + Self.fewestRecordBytes)
        guard head.count == Self.frameBytes + Self.fewestRecordBytes,
            let length = UInt32(littleEndian: head).map(Int.init),
            (Self.fewestRecordBytes...Self.mostRecordBytes).contains(length),
            LedgerRecord.isPlausible(head.dropFirst(Self.frameBytes), length: length)
        else { return nil }
        let checksum = UInt32(littleEndian: head.dropFirst(4))
        let payload = try buffer.peek(Self.frameBytes + length).dropFirst(Self.frameBytes)
        return payload.count == length && crc32(of: Array(payload)) == checksum ? payload : nil
    }

    private func check(
        _ record: LedgerRecord,
        against expected: LedgerHeader,
        ofMode mode: ScoringMode?
    ) throws(LedgerCorruption) {
        guard case .header(let header) = record else {
            throw LedgerCorruption("it should say what the ledger rests on")
        }
        guard header.bins == expected.bins else {
            throw LedgerCorruption("the ledger was written with other bins: use another state directory")
        }
        guard mode == nil || header.mode == mode else {
            throw LedgerCorruption(
                "the ledger was written with --score \(header.mode.rawValue): use that, or another state directory"
            )
        }
    }

    /// Makes the file a ledger without facts.
    private mutating func begin(with header: LedgerHeader, in directory: FileDescriptor) throws(StateError) {
        try cut(to: 0)
        do throws(Errno) {
            try system.write(Self.magic, to: descriptor)
        } catch {
            throw StateError(path, "cannot be written: \(error); free some space and run again")
        }
        size = Self.magic.count
        try append(.header(header))
        try commit()
        do throws(Errno) {
            try system.synchronise(directory)
        } catch {
            throw StateError(path, "may not have reached the disk: \(error)")
        }
    }

    private func cut(to size: Int) throws(StateError) {
        do throws(Errno) {
            try system.truncate(descriptor, to: Int64(size))
        } catch {
            throw StateError(path, "cannot be cut to its last whole record: \(error)")
        }
    }
}

/// A file read from its beginning, with a look ahead.
private struct FileBuffer {
    let descriptor: FileDescriptor
    let path: FilePath
    let system: any SystemCalls
    private var bytes: [UInt8] = []
    private var position = 0

    init(descriptor: FileDescriptor, path: FilePath, system: any SystemCalls) {
        self.descriptor = descriptor
        self.path = path
        self.system = system
    }

    /// The next `count` bytes; fewer where the file ends before.
    mutating func peek(_ count: Int) throws(StateError) -> ArraySlice<UInt8> {
        if bytes.count - position < count {
            bytes.removeFirst(position)
            position = 0
            while bytes.count < count, try fill() {}
        }
        return bytes[position..<min(position + count, bytes.count)]
    }

    /// Goes on by `count` bytes that were peeked at.
    mutating func skip(_ count: Int) {
        position += count
    }

    private mutating func fill() throws(StateError) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        do throws(Errno) {
            let count = try system.read(descriptor, into: &chunk)
            bytes += chunk[..<count]
            return count > 0
        } catch {
            throw StateError(path, "cannot be read: \(error)")
        }
    }
}
