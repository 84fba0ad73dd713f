import Recordings
import SystemPackage

/// The files that hold a recording's other streams, beside that of its main one; open while the recording is read.
struct CompanionFiles: ~Copyable {
    private static let chunkSize = 64 * 1024

    /// A file that was looked for, and what was read of it last.
    private struct File {
        let stream: StreamName
        /// Whether an end of the file is that of the stream, even while the recording goes on.
        let endsForGood: Bool
        /// `nil` where there is no such file.
        let descriptor: FileDescriptor?
        var chunk: [UInt8] = []
        var chunkStart: Int64 = 0
    }

    /// What comes next of a stream.
    enum Next {
        /// Bytes of the file, from this place in them on.
        case bytes([UInt8], from: Int)
        /// Nothing more comes.
        case end
        /// Nothing more is there yet.
        case notYet
        /// It cannot be read.
        case failed(UnreadableRecording)
    }

    private let path: RecordingPath
    private let directory: RecordingDirectory?
    /// Whether nothing more is written.
    private let isOver: Bool
    private var files: [File] = []
    /// All files of parts, as they were when they were first needed.
    private var partFiles: [PartFile]?
    /// The names of the parts that come after the first, as far as they were come upon, in order.
    private(set) var parts: [FileName]

    /// The files beside that at `path`; none is opened before it is wanted.
    ///
    /// - Parameters:
    ///   - directory: the directory that they lie in; `nil` where it is not followed any more, and nothing is there.
    ///   - isOver: whether nothing more is written.
    ///   - parts: the names of the parts after the first that were come upon before.
    ///   - partFiles: the files of all parts, where these were looked for.
    init(
        beside path: RecordingPath,
        in directory: RecordingDirectory?,
        isOver: Bool,
        parts: [FileName] = [],
        partFiles: [PartFile]? = nil
    ) {
        self.path = path
        self.parts = parts
        self.partFiles = partFiles
        self.directory = directory
        self.isOver = isOver
    }

    deinit {
        for file in files {
            if let descriptor = file.descriptor { directory?.system.close(descriptor) }
        }
    }

    /// What comes of `stream` from `offset` on, of a recording of `format`.
    mutating func next(of stream: StreamName, at offset: Int64, _ format: RecordingFormat?) -> Next {
        do throws(UnreadableRecording) {
            let number = try number(of: stream, format)
            guard let descriptor = files[number].descriptor else {
                return isOver || stream.partNumber == nil ? .end : .notYet
            }
            try fill(number, from: descriptor, at: offset)
        } catch {
            return .failed(error)
        }
        guard let file = files.first(where: { $0.stream == stream }) else { return .end }
        let start = Int(offset - file.chunkStart)
        guard start < file.chunk.count else { return isOver || file.endsForGood ? .end : .notYet }
        return .bytes(file.chunk, from: start)
    }

    /// The number among `files` of that of `stream`, which is opened if need be.
    private mutating func number(
        of stream: StreamName,
        _ format: RecordingFormat?
    ) throws(UnreadableRecording) -> Int {
        if let number = files.firstIndex(where: { $0.stream == stream }) { return number }
        if stream.partNumber != nil { closeParts() }
        let known = known(stream, format)
        var descriptor: FileDescriptor?
        if let known, let directory {
            let place = path.parent.appending(FileName(known.name))
            switch directory.look(at: place) {
            case .absent: break
            case .failed(let error): throw UnreadableRecording(opening: error)
            case .present: descriptor = try directory.open(place).descriptor
            }
        }
        files.append(File(stream: stream, endsForGood: known?.isWrittenFirst ?? true, descriptor: descriptor))
        return files.count - 1
    }

    /// Closes the files of parts, which are read one after the other.
    private mutating func closeParts() {
        for file in files where file.stream.partNumber != nil {
            if let descriptor = file.descriptor { directory?.system.close(descriptor) }
        }
        files.removeAll { $0.stream.partNumber != nil }
    }

    /// The file of `stream`, by its name, and whether all of it is there.
    private mutating func known(_ stream: StreamName, _ format: RecordingFormat?) -> RecordingCompanions.File? {
        guard let name = path.components.last else { return nil }
        guard let number = stream.partNumber else {
            return format?.companions.files(name.bytes).first { $0.stream == stream }
        }
        if number == parts.count + 2, let next = nextPart(format) { parts.append(next) }
        guard number - 2 < parts.count else { return nil }
        // Before the next one is there, it may be written to.
        let isWritten = number - 2 < parts.count - 1 || nextPart(format) != nil
        return RecordingCompanions.File(stream: stream, name: parts[number - 2].bytes, isWrittenFirst: isWritten)
    }

    /// The name of the part that comes after those that were come upon; `nil` while there is none. One that is counted and
    /// missing is waited for until nothing more is written.
    mutating func nextPart(_ format: RecordingFormat?) -> FileName? {
        guard let way = format?.parts, let name = path.components.last, let directory,
            parts.count < RecordingParts.most,
            let last = way.name((parts.last ?? name).bytes)?.number
        else { return nil }
        if partFiles == nil, way.first != nil, last < .max {
            // Mostly it is there, and all that is in the folder need not be gone through.
            let next = path.files(ofPart: last + 1, way).first { directory.status(of: $0) != nil }
            if next != nil || !isOver { return next?.path.components.last }
        }
        let there = partFiles ?? directory.partFiles(besides: path, way)
        partFiles = there
        let later = there.drop { $0.number <= last }
        guard let next = later.first(where: { directory.status(of: $0) != nil }) else { return nil }
        return isOver || way.follows(next.number, on: last) ? next.path.components.last : nil
    }

    /// How many parts were come upon after the first, of which so many bytes were read; `nil` where there were none.
    func laterParts(_ byteCount: Int64) -> LaterParts? {
        parts.isEmpty ? nil : LaterParts(count: parts.count, byteCount: byteCount)
    }

    /// That parts are missing or were left out, or that there is another index of them than they have, in words.
    func remarks(_ format: RecordingFormat?) -> [String] {
        guard let way = format?.parts, let name = path.components.last else { return [] }
        if parts.count == RecordingParts.most {
            return ["no more than its first \(RecordingParts.most + 1) parts were read"]
        }
        let numbers = ([name] + parts).compactMap { way.name($0.bytes)?.number }
        guard let index = way.indexName(besides: name.bytes),
            let content = directory?.beginning(
                of: path.parent.appending(FileName(index)),
                count: RecordingPartsIndex.longest
            )
        else { return way.remarks(on: numbers) }
        return way.remarks(on: numbers, index: content.span)
    }

    /// Reads the file of `number` from `offset` on, unless what was read last reaches beyond that.
    private mutating func fill(
        _ number: Int,
        from descriptor: FileDescriptor,
        at offset: Int64
    ) throws(UnreadableRecording) {
        let file = files[number]
        guard let directory, !(file.chunkStart..<file.chunkStart + Int64(file.chunk.count)).contains(offset) else {
            return
        }
        do throws(Errno) {
            files[number].chunk = try directory.system.read(descriptor, at: offset, count: Self.chunkSize)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        files[number].chunkStart = offset
    }
}
