import SystemPackage

/// What the commits of a journal file amount to.
struct JournalContent {
    /// `GAITJRNL` and the version, 13, as four bytes.
    static let magic = Array("GAITJRNL".utf8)
    static let version: UInt32 = 13
    /// Version 1: no session in it is of a source with a name. Version 2: none says how finely its recording samples.
    /// Version 3: none says whether its recording's file was locked. Version 4: bytes of recordings may be in them.
    /// Version 5: none says in what steps its recording's clock goes.
    /// Version 6: sessions are of the pointer alone.
    static let firstVersion: UInt32 = 1
    static let headerBytes = magic.count + 4
    static let lengths = JournalRecord.prefixBytes...(JournalRecord.prefixBytes + Journal.mostBlobBytes)

    /// Where the frame of a blob lies.
    struct Place {
        var offset: Int64
        var length: Int
    }

    /// The blobs that live.
    var places: [UInt64: Place] = [:]
    /// The last commit.
    var last = JournalCommit()
    /// Where the last commit ends.
    var end = Int64(headerBytes)
    /// The version that the file's header says.
    var version = Self.version
    /// Bytes of the frames of blobs that live.
    var liveBytes: Int64 = 0

    /// How a file can be read.
    enum Reading {
        /// Up to the last intact commit. What follows was never committed.
        case intact(JournalContent)
        /// Not even the header was ever written.
        case empty
        /// Damaged before a commit, for a reason.
        case damaged(String)
    }

    /// A file of the header alone.
    static var header: [UInt8] {
        var header = magic
        header.append(littleEndian: version)
        return header
    }

    /// Reads the journal `file`.
    ///
    /// A commit is one write, of which a power cut can leave any part. So what cannot be read after a commit was either
    /// never committed, or is the next commit damaged. A commit later than the next proves the damage.
    static func read(
        _ file: FileDescriptor,
        at path: FilePath,
        _ system: any SystemCalls
    ) throws(StateError) -> Reading {
        var buffer = FileBuffer(file, at: path, system: system)
        let header = try buffer.peek(headerBytes)
        if header.count < headerBytes || header.allSatisfy({ $0 == 0 }) { return .empty }
        guard header.prefix(magic.count).elementsEqual(magic) else { return .damaged("byte 0 begins no journal") }
        guard let found = UInt32(littleEndian: header.dropFirst(magic.count)), found >= firstVersion else {
            return .damaged("byte \(magic.count) is no version of a journal")
        }
        guard found <= version else {
            throw StateError(path, FormatVersion.refusal(of: Int(found), known: Int(version)))
        }
        buffer.skip(headerBytes)
        var content = JournalContent()
        content.version = found
        var pending: [(key: UInt64, place: Place?)] = []
        while let payload = try Frame.next(in: &buffer, lengths: lengths, isPlausible: JournalRecord.isPlausible) {
            guard let record = JournalRecord(encoded: payload) else { break }
            let place = Place(offset: buffer.offset, length: Frame.headBytes + payload.count)
            switch record {
            case .put(let key, _): pending.append((key, place))
            case .remove(let key): pending.append((key, nil))
            case .commit(let commit):
                let isNext = content.last.sequence == 0 || commit.sequence == content.last.sequence &+ 1
                guard isNext, commit.recordCount == UInt32(clamping: pending.count) else {
                    return try content.concluded(after: &buffer)
                }
                for (key, place) in pending { content.set(key, place) }
                pending = []
                content.last = commit
                content.end = buffer.offset + Int64(place.length)
            }
            buffer.skip(place.length)
        }
        return try content.concluded(after: &buffer)
    }

    /// Lets the blob of `key` lie at `place`, or nowhere.
    mutating func set(_ key: UInt64, _ place: Place?) {
        liveBytes += Int64(place?.length ?? 0) - Int64(places[key]?.length ?? 0)
        places[key] = place
    }

    /// Looks behind what cannot be read for a commit which proves that it was committed.
    private func concluded(after buffer: inout FileBuffer) throws(StateError) -> Reading {
        let commitLength = JournalRecord.commitBytes
        var beginning: [UInt8] = []
        beginning.append(littleEndian: UInt32(commitLength))
        let step = 64 * 1024
        while true {
            let bytes = try buffer.peek(step + Frame.headBytes + commitLength)
            guard bytes.count >= Frame.headBytes + commitLength else { return .intact(self) }
            let last = bytes.endIndex - Frame.headBytes - commitLength
            for index in bytes.startIndex...last where bytes[index] == beginning[0] {
                guard bytes[index..<(index + 4)].elementsEqual(beginning),
                    case .commit(let commit) = Frame.payload(at: index, in: bytes, length: commitLength).flatMap({
                        JournalRecord(encoded: $0)
                    })
                else { continue }
                if commit.sequence > self.last.sequence &+ 1 {
                    return .damaged("what byte \(end) begins is damaged, before commit \(commit.sequence)")
                }
            }
            buffer.skip(last - bytes.startIndex + 1)
        }
    }
}
