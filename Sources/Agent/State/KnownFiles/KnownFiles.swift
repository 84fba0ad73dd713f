import SystemPackage

/// The index of the recordings whose sessions are closed: on disk, in memory that does not depend on how many there are.
///
/// A table of pages with open addressing by a keyed hash of the path. To look a path up takes one `pread` of a page of
/// 4 KiB, and rarely more. The table follows from the ledger: `absorbed` says up to which position. Records after that
/// are to be put again, which changes nothing where they were put before. Paths that have the same hash share an entry,
/// so whoever finds one holds its identity against the file's.
package struct KnownFiles: ~Copyable {
    /// The name of its file in the state directory.
    package static let fileName = FileName("known-files")
    /// An entry lies at most so many pages after the page that it belongs to.
    private static let mostSteps = 4

    private let folder: StateFolder
    private var table: KnownFilesTable

    /// Why the file that was found could not be used, so that the index is empty; `nil` where it could.
    package let damage: StateDamage?

    /// Opens the index in `folder`, or makes an empty one. All pages are read once; where one is damaged, the file is set
    /// aside and the index is empty.
    ///
    /// - Parameter key: what the hash of a new index is keyed with.
    /// - Throws: `StateError` where it cannot be read or written.
    package init(in folder: StateFolder, key: (low: UInt64, high: UInt64)) throws(StateError) {
        self.folder = folder
        (table, damage) = try Self.open(in: folder, key)
    }

    private static func open(
        in folder: StateFolder,
        _ key: (low: UInt64, high: UInt64)
    ) throws(StateError) -> (KnownFilesTable, StateDamage?) {
        var damage: StateDamage?
        switch try KnownFilesTable.open(fileName, in: folder) {
        case .table(let found): return (found, nil)
        case .missing: break
        case .damaged(let reason): damage = folder.setAside(fileName, because: reason)
        }
        var table = try KnownFilesTable(KnownFilesHeader(key: key), in: folder)
        do throws(StateError) {
            try table.install(as: fileName, in: folder)
        } catch {
            folder.system.close(table.file)
            throw error
        }
        return (table, damage)
    }

    deinit {
        folder.system.close(table.file)
    }

    /// The position of the ledger up to which everything is in the index, and on the disk.
    package var absorbed: UInt64 { table.header.absorbed }

    /// What is known of the recording at `path`; `nil` where it is not known.
    ///
    /// - Throws: `StateError` where the index cannot be read, or its page is damaged: it is made anew after a restart.
    package mutating func file(at path: [UInt8]) throws(StateError) -> KnownFile? {
        guard let place = try table.find(table.header.hash(of: path), steps: Self.mostSteps), !place.isEmpty else {
            return nil
        }
        return place.page[place.slot].file
    }

    /// Puts what is known of the recording at `path`, in place of what was known. It is on the disk after `synchronise`.
    ///
    /// - Throws: `StateError` where it cannot be written; `put` can be called again.
    package mutating func put(_ file: KnownFile, at path: [UInt8]) throws(StateError) {
        while try !table.put(file, table.header.hash(of: path), steps: Self.mostSteps) { try grow() }
    }

    /// A number by which entries lie in the index: those that are put in its order are written together.
    package func order(of path: [UInt8]) -> UInt64 { table.header.hash(of: path) }

    /// Lets go of what is only kept to be quick.
    package mutating func releaseMemory() { table.releaseMemory() }

    /// Waits until everything put is on the disk, and says that it is absorbed up to `position`.
    ///
    /// - Throws: `StateError` where it may not have reached the disk.
    package mutating func synchronise(absorbed position: UInt64) throws(StateError) {
        try table.synchronise(absorbed: position)
    }

    /// How many entries there are of which `isCounted` is true.
    ///
    /// - Throws: `StateError` where a page cannot be read, or is damaged.
    package mutating func count(where isCounted: (KnownFile) -> Bool) throws(StateError) -> Int {
        var count = 0
        for number in 0..<table.header.pageCount {
            let page = try table.page(number)
            for slot in 0..<KnownFilesPage.slotCount {
                let (hash, file) = page[slot]
                if hash == 0 { break }
                if isCounted(file) { count += 1 }
            }
        }
        return count
    }

    /// Rewrites the index with twice as many pages, or more.
    private mutating func grow() throws(StateError) {
        var header = table.header
        while true {
            header.pagesLog += 1
            guard header.pagesLog <= KnownFilesHeader.mostPagesLog else {
                throw StateError(folder.path(of: Self.fileName), "is full: remove it, it is made anew")
            }
            var larger = try KnownFilesTable(header, in: folder)
            do throws(StateError) {
                let isComplete = try fill(&larger)
                if isComplete { try larger.install(as: Self.fileName, in: folder) }
                if isComplete { swap(&table, &larger) }
                folder.system.close(larger.file)
                if isComplete { return }
            } catch {
                folder.system.close(larger.file)
                throw error
            }
        }
    }

    /// Puts all entries into `larger`; `false` where it is too small for them.
    private mutating func fill(_ larger: inout KnownFilesTable) throws(StateError) -> Bool {
        for number in 0..<table.header.pageCount {
            let page = try table.page(number)
            for slot in 0..<KnownFilesPage.slotCount {
                let (hash, file) = page[slot]
                if hash == 0 { break }
                if try !larger.put(file, hash, steps: Self.mostSteps) { return false }
            }
        }
        return true
    }
}

/// What is known of a recording whose session is closed.
package struct KnownFile: Sendable, Equatable {
    /// A hash of what makes the file the one that was read.
    package var identity: UInt64
    /// Its size in bytes.
    package var size: Int64
    /// The position of the session's record in the ledger.
    package var position: UInt64

    /// A known file of its parts.
    package init(identity: UInt64, size: Int64, position: UInt64) {
        self.identity = identity
        self.size = size
        self.position = position
    }
}
