import Recordings
import SystemPackage

/// The ledger of a state directory: what was closed and decided, in order, one checksummed record each.
///
/// A file is eight bytes of magic, then records: four bytes of length, four of CRC-32 of the payload, the payload. A
/// record that was cut off at the end was never committed and is cut away; anything else that is wrong is an error.
struct Ledger {
    private static let magic = Array("GAITLDG1".utf8)
    private static let fileName = FileName("ledger-00000001")
    private static let mostRecordBytes = 16 << 20

    private let system: any SystemCalls
    private let descriptor: FileDescriptor
    private let path: FilePath
    private var size: Int

    /// Opens the ledger in `directory`, calls `replay` with every record in order, and is ready to append.
    init(
        in directory: FileDescriptor,
        at path: FilePath,
        cellCount: Int,
        system: any SystemCalls,
        replay: (LedgerRecord) -> Void
    ) throws(StateError) {
        self.system = system
        self.path = path.appending(String(decoding: Self.fileName.bytes, as: UTF8.self))
        do throws(Errno) {
            descriptor = try system.openForAppending(Self.fileName, in: directory)
        } catch {
            throw StateError(self.path, "cannot be opened: \(error)")
        }
        size = 0
        do throws(StateError) {
            try read(cellCount: cellCount, replay)
        } catch {
            system.close(descriptor)
            throw error
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

    private mutating func read(cellCount: Int, _ replay: (LedgerRecord) -> Void) throws(StateError) {
        var buffer = FileBuffer(descriptor: descriptor, path: path, system: system)
        guard let magic = try buffer.take(Self.magic.count) else {
            try restart()
            return
        }
        guard Array(magic) == Self.magic else {
            throw StateError(path, byte: 0, "is not a ledger of this version of Gait: use the version that wrote it")
        }
        size = Self.magic.count
        while let head = try buffer.take(8) {
            let length = Int(UInt32(littleEndian: head) ?? 0)
            let checksum = UInt32(littleEndian: head.dropFirst(4))
            guard length <= Self.mostRecordBytes else {
                throw StateError(path, byte: size, "holds a record of impossible length: restore it from a copy")
            }
            guard let payload = try buffer.take(length) else { break }
            guard crc32(of: Array(payload)) == checksum else {
                throw StateError(path, byte: size, "holds a damaged record: restore it from a copy")
            }
            do throws(LedgerCorruption) {
                replay(try LedgerRecord(encoded: payload, cellCount: cellCount))
            } catch {
                throw StateError(path, byte: size, "holds a record that makes no sense: \(error.description)")
            }
            size += 8 + length
        }
        try cut(to: size)
    }

    private mutating func restart() throws(StateError) {
        try cut(to: 0)
        do throws(Errno) {
            try system.write(Self.magic, to: descriptor)
        } catch {
            throw StateError(path, "cannot be written: \(error)")
        }
        size = Self.magic.count
    }

    private func cut(to size: Int) throws(StateError) {
        do throws(Errno) {
            try system.truncate(descriptor, to: Int64(size))
        } catch {
            throw StateError(path, "cannot be cut to its last whole record: \(error)")
        }
    }
}

/// A file read from its beginning in pieces of known length.
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

    /// The next `count` bytes; `nil` where the file ends before.
    mutating func take(_ count: Int) throws(StateError) -> ArraySlice<UInt8>? {
        while bytes.count - position < count {
            bytes.removeFirst(position)
            position = 0
            guard try fill() else { return nil }
        }
        defer { position += count }
        return bytes[position..<(position + count)]
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
