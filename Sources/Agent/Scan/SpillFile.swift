import SystemPackage

/// Bytes that are kept for later, however many: all but the last piece in a file without a name, which nobody else can open and
/// which is gone when this is.
///
/// Where there can be no such file, or it cannot be written, they stay in memory.
struct SpillFile: ~Copyable {
    /// Bytes are written so many at a time.
    private static let pieceCapacity = 64 << 10

    private let folder: FilePath
    private let system: any SystemCalls
    private var file: FileDescriptor?
    private var isRefused = false
    /// How many bytes are in the file; the others lie behind them.
    private var spilledCount: Int64 = 0
    private var rest: [UInt8] = []

    /// No bytes.
    ///
    /// - Parameter folder: where the file is made once it is needed.
    init(in folder: FilePath, system: any SystemCalls) {
        self.folder = folder
        self.system = system
    }

    deinit {
        if let file { system.close(file) }
    }

    /// Keeps `bytes`; returns where they begin.
    mutating func append(_ bytes: [UInt8]) -> Int64 {
        if rest.isEmpty { rest.reserveCapacity(Self.pieceCapacity) }
        if rest.count + bytes.count > Self.pieceCapacity, !isRefused { spill() }
        let start = spilledCount + Int64(rest.count)
        rest += bytes
        return start
    }

    /// The `count` bytes from `start` on.
    ///
    /// - Precondition: they were kept.
    /// - Throws: `Errno` where the file cannot be read; EIO where it has become shorter.
    func bytes(at start: Int64, count: Int) throws(Errno) -> [UInt8] {
        guard let file, start < spilledCount else {
            let start = Int(start - spilledCount)
            return Array(rest[start..<start + count])
        }
        let bytes = try system.read(file, at: start, count: count)
        guard bytes.count == count else { throw .ioError }
        return bytes
    }

    private mutating func spill() {
        do throws(Errno) {
            if file == nil { file = try system.openUnnamed(in: folder) }
            guard let file else { return }
            try system.write(rest, to: file, at: spilledCount)
            spilledCount += Int64(rest.count)
            rest.removeAll(keepingCapacity: true)
        } catch {
            // A full disk, a file system that has no such files: memory does as well.
            isRefused = true
        }
    }
}
