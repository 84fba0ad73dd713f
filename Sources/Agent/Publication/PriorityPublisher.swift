import Recordings
import SystemPackage

/// Publishes the priority list in a state directory: `priority.json` is replaced as a whole, and `priority.jsonl` gets
/// one line for every change.
///
/// The lines are on the disk before the list is replaced: whoever is killed in between repeats them when the list is
/// published again.
///
/// The list itself is put on the disk by `synchronise` alone. Whatever a power cut leaves is found out and made good from
/// the ledger: an older list is brought up to date, and one that is torn cannot be read and is made anew.
package struct PriorityPublisher: Sendable {
    /// The list.
    package static let listName = FileName("priority.json")
    /// The changes.
    package static let changesName = FileName("priority.jsonl")
    /// The changes before those, once they are too many.
    package static let olderChangesName = FileName("priority.jsonl.1")
    /// A list with more bytes than this is not read.
    package static let mostListBytes = 256 << 20
    /// The changes make room for new ones from this size on, in bytes.
    package static let mostChangesBytes: Int64 = 16 << 20

    private let folder: PublicationFolder
    private let mostChangesBytes: Int64

    /// - Parameters:
    ///   - folder: the state directory.
    ///   - mostChangesBytes: from which size on the changes make room for new ones.
    package init(in folder: PublicationFolder, mostChangesBytes: Int64 = Self.mostChangesBytes) {
        self.folder = folder
        self.mostChangesBytes = mostChangesBytes
    }

    /// The list that was published last, held within `limits`; `nil` before the first.
    ///
    /// - Throws: `PublicationError` where it cannot be read, or is not as `publish` writes it.
    package func published(within limits: PriorityList.Limits) throws(PublicationError) -> PriorityList? {
        let system = folder.system
        let path = folder.path(of: Self.listName)
        let descriptor: FileDescriptor
        do throws(Errno) {
            descriptor = try system.open(Self.listName, in: folder.descriptor, asDirectory: false)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw PublicationError("\(path) cannot be read: \(error)")
        }
        return try PriorityList(restoring: PublishedFile(descriptor, at: path, system: system), limits: limits)
    }

    /// Whether `list`, which was published last, is not older than the last of the changes: after a power cut it can be.
    ///
    /// - Throws: `PublicationError` where the changes cannot be read.
    package func isCurrent(_ list: PriorityList) throws(PublicationError) -> Bool {
        guard let line = try lastChange() else { return true }
        guard let change = PriorityChange(json: line) else { return false }
        return list.agrees(with: change)
    }

    /// Writes a line for every change since the list was published last, if it was, and replaces the list.
    ///
    /// - Parameter sequence: the number of the commit that it is published with.
    /// - Throws: `PublicationError` where a file cannot be written, or what was published last cannot be read as it was
    ///   written (`isDamage`). The list is as before; the same may be tried again.
    package func publish(_ list: inout PriorityList, sequence: UInt64) throws(PublicationError) {
        if list.file != nil {
            let changes = list.changes(sequence: sequence)
            if !changes.isEmpty { try append(changes) }
        }
        var places: [PriorityRow.PublishedPlace] = []
        var checksum: UInt32 = 0
        let descriptor = try folder.replacing(Self.listName, isLasting: false) {
            (write: ([UInt8]) throws(Errno) -> Void) throws(PublicationError) in
            places = try list.encode { (piece) throws(Errno) in
                checksum = crc32(of: piece[...], after: checksum)
                try write(piece)
            }
        }
        let path = folder.path(of: Self.listName)
        list.take(PublishedFile(descriptor, at: path, system: folder.system, checksum: checksum), places)
    }

    /// Waits until the list is on the disk as it was published last.
    ///
    /// - Throws: `PublicationError` where it may not be.
    package func synchronise(_ list: PriorityList) throws(PublicationError) {
        guard let file = list.file else { return }
        try folder.attempt(Self.listName) { () throws(Errno) in
            try folder.system.synchronise(file.descriptor)
            try folder.system.synchronise(folder.descriptor)
        }
    }

    /// The last whole line of the changes.
    private func lastChange() throws(PublicationError) -> [UInt8]? {
        let system = folder.system
        do throws(Errno) {
            let file = try system.open(Self.changesName, in: folder.descriptor, asDirectory: false)
            defer { system.close(file) }
            let end = try endOfLastLine(file)
            guard end > 0 else { return nil }
            let start = try endOfLastLine(file, before: end - 1)
            return try system.read(file, at: start, count: Int(end - 1 - start))
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw PublicationError("\(folder.path(of: Self.changesName)) cannot be read: \(error)")
        }
    }

    private func append(_ changes: [PriorityChange]) throws(PublicationError) {
        var lines: [UInt8] = []
        for change in changes { lines += try json(change) + "\n".utf8 }
        let system = folder.system
        try folder.attempt(Self.changesName) { () throws(Errno) in
            var file = try system.openForAppending(Self.changesName, in: folder.descriptor)
            defer { system.close(file) }
            var size = try cutUnfinishedLine(file)
            if size >= mostChangesBytes {
                try system.rename(Self.changesName, to: Self.olderChangesName, in: folder.descriptor)
                let new = try system.openForAppending(Self.changesName, in: folder.descriptor)
                system.close(file)
                file = new
                size = 0
            }
            if size == 0 { try system.setPermissions(PublicationFolder.readers, of: file) }
            try system.write(lines, to: file)
            try system.synchronise(file)
            if size == 0 { try system.synchronise(folder.descriptor) }
        }
    }

    /// Cuts away what a write that failed midway left behind the last whole line; returns the size.
    private func cutUnfinishedLine(_ file: FileDescriptor) throws(Errno) -> Int64 {
        let size = try folder.system.status(of: file).size
        let end = try endOfLastLine(file, before: size)
        if end < size { try folder.system.truncate(file, to: end) }
        return end
    }

    /// Where the last whole line ends of those that begin before `limit`, or before the end; 0 without one.
    private func endOfLastLine(_ file: FileDescriptor, before limit: Int64? = nil) throws(Errno) -> Int64 {
        var end: Int64
        if let limit { end = limit } else { end = try folder.system.status(of: file).size }
        while end > 0 {
            let start = max(end - Self.chunkBytes, 0)
            let chunk = try folder.system.read(file, at: start, count: Int(end - start))
            if let newline = chunk.lastIndex(of: UInt8(ascii: "\n")) { return start + Int64(newline) + 1 }
            end = start
        }
        return 0
    }

    private static let chunkBytes: Int64 = 4096
}
