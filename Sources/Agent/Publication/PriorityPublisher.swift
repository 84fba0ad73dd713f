import SystemPackage

/// Publishes the priority list in a state directory: `priority.json` is replaced as a whole, and `priority.jsonl` gets
/// one line for every change.
///
/// The lines are on the disk before the list is: whoever is killed in between repeats them, with the same sequence, when
/// the same list is published again.
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

    /// The list that was published last; `nil` before the first.
    ///
    /// - Throws: `PublicationError` where it cannot be read.
    package func published() throws(PublicationError) -> PriorityListDocument? {
        guard let bytes = try folder.read(Self.listName, atMost: Self.mostListBytes) else { return nil }
        do throws(PublicationError) {
            return try PriorityListDocument(json: bytes)
        } catch {
            throw PublicationError("\(folder.path(of: Self.listName)) \(error)")
        }
    }

    /// Writes `changes`, and replaces the list.
    ///
    /// - Throws: `PublicationError` where a file cannot be written. The list is as before unless only the last fsync
    ///   failed; the same may be tried again.
    package func publish(_ list: PriorityList, changes: [PriorityChange]) throws(PublicationError) {
        if !changes.isEmpty { try append(changes) }
        try folder.replace(Self.listName) { (write: ([UInt8]) throws(Errno) -> Void) throws(PublicationError) in
            try list.encode(write)
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
        }
    }

    /// Cuts away what a write that failed midway left behind the last whole line; returns the size.
    private func cutUnfinishedLine(_ file: FileDescriptor) throws(Errno) -> Int64 {
        let system = folder.system
        let size = try system.status(of: file).size
        var end = size
        while end > 0 {
            let start = max(end - Self.chunkBytes, 0)
            let chunk = try system.read(file, at: start, count: Int(end - start))
            if let newline = chunk.lastIndex(of: UInt8(ascii: "\n")) {
                end = start + Int64(newline) + 1
                break
            }
            end = start
        }
        if end < size { try system.truncate(file, to: end) }
        return end
    }

    private static let chunkBytes: Int64 = 4096
}
