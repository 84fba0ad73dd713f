import Gestures
import Profiles
import SystemPackage

/// One file of a ledger.
struct LedgerSegment {
    /// The magic, which ends in the version.
    static let magic = Array("GAITLDG7".utf8)
    /// Version 1: one file, whose header names no base, and whose sessions have no `Closing`. Version 2: sessions have sketches
    /// of the pointer alone. Version 3: sketches have no traces. Version 4: they have no commands. Version 5: hashes of
    /// commands are without a secret. Version 6: histograms are of pairs, and there are fewer windows.
    static let formerMagics = (1...6).map { Array("GAITLDG\($0)".utf8) }
    static let magicBytes = Int64(magic.count)
    /// How long a payload may be: a kind and the length of a text at least.
    static let lengths = 5...(16 << 20)

    private static let prefix = Array("ledger-".utf8)
    private static let digits = 8

    /// Its number, from 1 on.
    var number: Int
    /// The position at which the file begins.
    var base: UInt64
    /// Whether hashes of names in it are keyed.
    var isKeyed = true

    /// The name of the file.
    var name: FileName { Self.name(number) }

    /// The name of file `number`.
    static func name(_ number: Int) -> FileName {
        let text = String(number)
        return FileName(prefix + Array(String(repeating: "0", count: max(digits - text.count, 0)).utf8) + text.utf8)
    }

    /// The number of the file called `name`; `nil` where it is no ledger's.
    static func number(of name: FileName) -> Int? {
        let text = name.bytes.dropFirst(prefix.count)
        guard name.bytes.starts(with: prefix), text.count >= digits, text.count < 18,
            let number = Int(String(decoding: text, as: UTF8.self)), number > 0, self.name(number) == name
        else { return nil }
        return number
    }

    /// Whether a file that begins with `magic` is of this version or a former one.
    static func isOne(_ magic: [UInt8]) -> Bool { magic == Self.magic || formerMagics.contains(magic) }

    /// The payload of the intact record at the buffer's position; `nil` where there is none.
    static func next(in buffer: inout FileBuffer) throws(StateError) -> ArraySlice<UInt8>? {
        try Frame.next(in: &buffer, lengths: lengths, isPlausible: LedgerRecord.isPlausible)
    }

    /// Whether the ledger in `folder` has a file in which hashes of names are keyed.
    ///
    /// - Throws: `StateError` where one cannot be read.
    static func isAnyKeyed(in folder: StateFolder) throws(StateError) -> Bool {
        try hasFile(in: folder) { (buffer) throws(StateError) in
            // What is of a newer version, or none, is refused when the ledger is opened.
            guard isOne(try Array(buffer.peek(Int(magicBytes)))) else { return false }
            buffer.skip(Int(magicBytes))
            guard let payload = try next(in: &buffer) else { return false }
            return (try? LedgerRecord.header(in: payload))?.key != nil
        }
    }

    /// Whether the ledger in `folder` has a file of a former version, which becomes one of this when the ledger is opened.
    ///
    /// - Throws: `StateError` where one cannot be read.
    static func isAnyFormer(in folder: StateFolder) throws(StateError) -> Bool {
        try hasFile(in: folder) { (buffer) throws(StateError) in
            formerMagics.contains(try Array(buffer.peek(Int(magicBytes))))
        }
    }

    private static func hasFile(
        in folder: StateFolder,
        where isMatch: (inout FileBuffer) throws(StateError) -> Bool
    ) throws(StateError) -> Bool {
        for number in try folder.names().compactMap(number) {
            let segment = LedgerSegment(number: number, base: 0)
            let file = try attempt(folder.path(of: segment.name), "cannot be opened") { () throws(Errno) in
                try folder.system.open(segment.name, in: folder.descriptor, asDirectory: false)
            }
            defer { folder.system.close(file) }
            var buffer = FileBuffer(file, at: folder.path(of: segment.name), system: folder.system)
            if try isMatch(&buffer) { return true }
        }
        return false
    }

    /// Makes the file, with its header alone, in place of whatever is there, and opens it.
    func make(
        _ header: LedgerHeader,
        in folder: StateFolder
    ) throws(StateError) -> (file: FileDescriptor, size: Int64) {
        var bytes = Self.magic
        do {
            Frame.append(try LedgerRecord.header(header).encoded(), to: &bytes)
        } catch {
            throw StateError(folder.path(of: name), "cannot take a record: \(error)")
        }
        try folder.replace(name, with: bytes)
        try folder.synchronise()
        return (try open(in: folder), Int64(bytes.count))
    }

    /// Makes the file behind this one, which ends at the position `end`, and opens it.
    func makeNext(
        at end: UInt64,
        spaces: FeatureSpaces,
        mode: ScoringMode,
        key: NameKey,
        in folder: StateFolder
    ) throws(StateError) -> (segment: LedgerSegment, file: FileDescriptor, size: Int64) {
        let next = LedgerSegment(number: number + 1, base: end)
        let (file, size) = try next.make(LedgerHeader(spaces: spaces, mode: mode, key: key, base: end), in: folder)
        return (next, file, size)
    }

    /// Opens the file to be read and appended to.
    func open(in folder: StateFolder) throws(StateError) -> FileDescriptor {
        try attempt(folder.path(of: name), "cannot be opened") { () throws(Errno) in
            try folder.system.openForAppending(name, in: folder.descriptor)
        }
    }
}
