import Recordings
import SystemPackage

/// A list that was published, open as long as anything refers to it: whoever replaces or removes the file does no harm.
final class PublishedFile: Sendable {
    /// Its descriptor, which can be read.
    let descriptor: FileDescriptor
    let path: FilePath
    let system: any SystemCalls
    /// The CRC-32 of what was written; `nil` of a file that another process wrote.
    let checksum: UInt32?

    /// Takes over `descriptor`.
    init(_ descriptor: FileDescriptor, at path: FilePath, system: any SystemCalls, checksum: UInt32? = nil) {
        self.descriptor = descriptor
        self.path = path
        self.system = system
        self.checksum = checksum
    }

    deinit { system.close(descriptor) }
}

/// Reads a list that was published in pieces of bounded size, onwards.
struct PublishedFileReader {
    private static let pieceBytes = 64 * 1024

    private let file: PublishedFile?
    private var piece: [UInt8] = []
    private var start: Int64 = 0

    /// - Parameter file: `nil` of a list that was never published, of which no byte can be read.
    init(_ file: PublishedFile?) {
        self.file = file
    }

    /// What is to be said where the file is not what was written.
    func damage(_ sentence: String) -> PublicationError {
        PublicationError("is damaged: \(sentence)", isDamage: true)
    }

    /// `count` bytes from `offset` on.
    ///
    /// - Throws: `PublicationError` (`isDamage`) where they cannot be read, or are not there.
    mutating func bytes(at offset: Int64, count: Int) throws(PublicationError) -> ArraySlice<UInt8> {
        if offset < start || offset + Int64(count) > start + Int64(piece.count) {
            try read(at: offset, count: max(count, Self.pieceBytes))
        }
        let first = Int(offset - start)
        guard first + count <= piece.count else { throw damage("it ends after \(start + Int64(piece.count)) bytes") }
        return piece[first..<first + count]
    }

    /// The bytes from `offset` on up to a newline, without it; `nil` where none comes within `limit` bytes.
    mutating func line(at offset: Int64, atMost limit: Int) throws(PublicationError) -> ArraySlice<UInt8>? {
        var count = Self.pieceBytes
        if offset < start || offset >= start + Int64(piece.count) { try read(at: offset, count: count) }
        while true {
            let rest = piece[Int(offset - start)...]
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) { return rest[..<end] }
            // Either it begins late in the piece, or it is longer than one.
            if start == offset {
                guard piece.count == count, count < limit else { return nil }
                count = min(2 * count, limit)
            }
            try read(at: offset, count: count)
        }
    }

    /// Reads all `size` bytes of the file, to tell whether they are those that were written.
    ///
    /// - Throws: `PublicationError` (`isDamage`) where they are not, or cannot be read.
    mutating func verify(size: Int64) throws(PublicationError) {
        guard let checksum = file?.checksum else { return }
        var found: UInt32 = 0
        var offset: Int64 = 0
        while offset < size {
            let piece = try bytes(at: offset, count: Int(min(size - offset, Int64(Self.pieceBytes))))
            found = crc32(of: piece, after: found)
            offset += Int64(piece.count)
        }
        guard found == checksum else { throw damage("it is not what was written") }
    }

    private mutating func read(at offset: Int64, count: Int) throws(PublicationError) {
        guard let file else { throw damage("there is none") }
        piece = []
        start = offset
        do throws(Errno) {
            piece = try file.system.read(file.descriptor, at: offset, count: count)
        } catch {
            throw PublicationError("cannot be read: \(error)", isDamage: true)
        }
    }
}
