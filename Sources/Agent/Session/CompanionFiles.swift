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

    /// The files beside that at `path`; none is opened before it is wanted.
    ///
    /// - Parameters:
    ///   - directory: the directory that they lie in; `nil` where it is not followed any more, and nothing is there.
    ///   - isOver: whether nothing more is written.
    init(beside path: RecordingPath, in directory: RecordingDirectory?, isOver: Bool) {
        self.path = path
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
            guard let descriptor = files[number].descriptor else { return .end }
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
        let known = path.components.last.flatMap { name in
            format?.companions.files(name.bytes).first { $0.stream == stream }
        }
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
