import SystemPackage

/// The pages of an index of known files, in an open file that whoever has the table closes.
struct KnownFilesTable {
    private(set) var header: KnownFilesHeader
    let file: FileDescriptor
    private let path: FilePath
    private let system: any SystemCalls

    /// The page that was changed last, as long as it is not written.
    private var unwritten: (number: Int, page: KnownFilesPage)?
    /// Pages that were read lately, because whoever asks for one soon asks again; the oldest is the next to go.
    private var recent: [(number: Int, page: KnownFilesPage)] = []
    /// How many of them there are at most.
    private static let mostRecent = 4

    /// Where an entry is, or could be put.
    struct Place {
        var page: KnownFilesPage
        var number: Int
        var slot: Int
        var isEmpty: Bool
    }

    /// What is found under a name.
    enum Opening {
        /// A table without damage.
        case table(KnownFilesTable)
        /// Nothing.
        case missing
        /// Something that cannot be used, for a reason.
        case damaged(String)
    }

    /// Opens the file `name`, and reads all of it.
    ///
    /// - Throws: `StateError` where it cannot be read, or a newer version of Gait wrote it.
    static func open(_ name: FileName, in folder: StateFolder) throws(StateError) -> Opening {
        let path = folder.path(of: name)
        let system = folder.system
        let file: FileDescriptor
        do throws(Errno) {
            _ = try system.status(of: name, in: folder.descriptor)
            file = try system.openForUpdating(name, in: folder.descriptor)
        } catch .noSuchFileOrDirectory {
            return .missing
        } catch {
            throw StateError(path, "cannot be opened: \(error)")
        }
        var damage: String?
        do throws(StateError) {
            let (bytes, size) = try attempt(path, "cannot be read") { () throws(Errno) in
                (try system.read(file, at: 0, count: KnownFilesHeader.byteCount), try system.status(of: file).size)
            }
            if let version = FormatVersion.newer(than: KnownFilesHeader.magic, bytes) {
                throw StateError(path, FormatVersion.refusal(of: version, magic: KnownFilesHeader.magic))
            }
            if let header = KnownFilesHeader(encoded: bytes), size == Self.size(header) {
                let table = Self(header: header, file: file, path: path, system: system)
                guard let byte = try table.firstDamagedByte() else { return .table(table) }
                damage = "the page at byte \(byte) is damaged"
            }
        } catch {
            system.close(file)
            throw error
        }
        system.close(file)
        return .damaged(damage ?? "byte 0 begins no index of this version")
    }

    /// A table without entries, in a file that has no name before `install`.
    init(_ header: KnownFilesHeader, in folder: StateFolder) throws(StateError) {
        let path = folder.path(of: KnownFiles.fileName)
        let system = folder.system
        let temporary = KnownFiles.fileName.whileIncomplete
        let file = try attempt(path, "cannot be made") { () throws(Errno) in
            try system.openForUpdating(temporary, in: folder.descriptor)
        }
        self.init(header: header, file: file, path: path, system: system)
        do throws(StateError) {
            try attempt(path, "cannot be made") { () throws(Errno) in
                try system.truncate(file, to: 0)
                try system.truncate(file, to: Self.size(header))
            }
        } catch {
            system.close(file)
            throw error
        }
    }

    private init(header: KnownFilesHeader, file: FileDescriptor, path: FilePath, system: any SystemCalls) {
        self.header = header
        self.file = file
        self.path = path
        self.system = system
    }

    /// Gives a new table its name, once all of it is on the disk.
    mutating func install(as name: FileName, in folder: StateFolder) throws(StateError) {
        try synchronise(absorbed: header.absorbed)
        try attempt(path, "cannot be made") { () throws(Errno) in
            try system.rename(name.whileIncomplete, to: name, in: folder.descriptor)
            try system.synchronise(folder.descriptor)
        }
    }

    private static func size(_ header: KnownFilesHeader) -> Int64 { offset(header.pageCount) }

    private static func offset(_ number: Int) -> Int64 { Int64((number + 1) * KnownFilesPage.byteCount) }

    private func firstDamagedByte() throws(StateError) -> Int64? {
        var buffer = FileBuffer(file, at: path, from: Self.offset(0), system: system)
        for _ in 0..<header.pageCount {
            let bytes = try Array(buffer.peek(KnownFilesPage.byteCount))
            if KnownFilesPage(bytes: bytes) == nil { return buffer.offset }
            buffer.skip(KnownFilesPage.byteCount)
        }
        return nil
    }

    /// Page `number`.
    mutating func page(_ number: Int) throws(StateError) -> KnownFilesPage {
        if let unwritten, unwritten.number == number { return unwritten.page }
        if let known = recent.first(where: { $0.number == number }) { return known.page }
        let bytes = try attempt(path, "cannot be read") { () throws(Errno) in
            try system.read(file, at: Self.offset(number), count: KnownFilesPage.byteCount)
        }
        guard let page = KnownFilesPage(bytes: bytes) else {
            throw StateError(path, byte: Int(Self.offset(number)), "is damaged: restart Gait, it is made anew")
        }
        if recent.count == Self.mostRecent { recent.removeFirst() }
        recent.append((number, page))
        return page
    }

    /// Where `hash` is or could be put; `nil` where `steps` pages have no room for it.
    mutating func find(_ hash: UInt64, steps: Int) throws(StateError) -> Place? {
        for step in 0..<steps {
            let number = (header.page(of: hash) + step) % header.pageCount
            let page = try page(number)
            if let slot = page.slot(of: hash) {
                return Place(page: page, number: number, slot: slot.number, isEmpty: slot.isEmpty)
            }
        }
        return nil
    }

    /// Puts `file` under `hash`; `false` where there is no room within `steps` pages. It is written when something is put
    /// into another page, or by `synchronise`.
    mutating func put(_ known: KnownFile, _ hash: UInt64, steps: Int) throws(StateError) -> Bool {
        guard var place = try find(hash, steps: steps) else { return false }
        if unwritten?.number != place.number { try write() }
        place.page.set(place.slot, hash, known)
        unwritten = (place.number, place.page)
        return true
    }

    private mutating func write() throws(StateError) {
        guard let (number, page) = unwritten else { return }
        try attempt(path, "cannot be written") { () throws(Errno) in
            try system.write(page.sealed, to: file, at: Self.offset(number))
        }
        recent.removeAll { $0.number == number }
        unwritten = nil
    }

    /// Lets go of what is only kept to be quick.
    mutating func releaseMemory() {
        recent = []
    }

    /// Waits until all pages are on the disk, and then until the header is, which says that `position` is absorbed.
    mutating func synchronise(absorbed position: UInt64) throws(StateError) {
        try write()
        var next = header
        next.absorbed = position
        try attempt(path, "may not have reached the disk") { () throws(Errno) in
            try system.synchronise(file)
            try system.write(next.encoded, to: file, at: 0)
            try system.synchronise(file)
        }
        header = next
    }
}
