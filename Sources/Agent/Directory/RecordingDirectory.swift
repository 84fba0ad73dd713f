public import Configuration
public import SystemPackage

/// A directory of recordings, read without ever leaving it: no symbolic link is followed, nothing but regular files is
/// opened, whatever a hostile local user puts there.
public struct RecordingDirectory: Sendable {
    /// Directories nested deeper than this are refused.
    public static let deepest = 16

    /// Where the directory is.
    public let path: FilePath
    /// The source whose directory it is; `nil` for the one without a name.
    public let source: SourceName?

    let system: any SystemCalls

    /// The directory at `path`.
    public init(_ path: FilePath, of source: SourceName? = nil, system: any SystemCalls) {
        self.path = path
        self.source = source
        self.system = system
    }

    /// The path of the directory itself, which all others begin with.
    var root: RecordingPath { RecordingPath([], in: source) }

    /// Something below the directory that may be a recording, or the reason why it cannot be.
    public struct Entry: Sendable {
        /// Where it lies.
        public var path: RecordingPath
        /// Why it is not opened; `nil` for a regular file.
        public var refusal: UnreadableRecording?
        /// The files of the parts of the recording, this one among them, in order; `nil` where they were not looked for.
        var parts: [PartFile]?
    }

    /// All entries below the directory but directories, ordered by path.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func entries() throws(UnreadableRecording) -> [Entry] {
        var entries: [Entry] = []
        do throws(Errno) {
            var walk = try DirectoryWalk(self)
            while walk.advance(by: .max / 64, visit: { Self.collect($0, into: &entries) }).goesOn {}
        } catch {
            throw UnreadableRecording("\(path): \(UnreadableRecording(opening: error))")
        }
        return entries.sorted { $0.path < $1.path }
    }

    /// Opens the recording of `entry`, lends it to `body`, and closes it.
    ///
    /// - Throws: `UnreadableRecording` where it is refused or cannot be opened, and what `body` throws.
    public func withRecording<Result>(
        _ entry: Entry,
        _ body: (OpenRecording) throws(UnreadableRecording) -> Result
    ) throws(UnreadableRecording) -> Result {
        if let refusal = entry.refusal { throw refusal }
        return try withRecording(at: entry.path) { file throws(UnreadableRecording) in
            var file = file
            file.parts = entry.parts
            return try body(file)
        }
    }

    /// Opens the recording at `path`, lends it to `body`, and closes it.
    ///
    /// - Throws: `UnreadableRecording` where it cannot be opened or is no regular file, and what `body` throws.
    public func withRecording<Result>(
        at path: RecordingPath,
        _ body: (OpenRecording) throws(UnreadableRecording) -> Result
    ) throws(UnreadableRecording) -> Result {
        let file = try open(path)
        defer { system.close(file.descriptor) }
        return try body(file)
    }

    /// The first `count` bytes of the recording at `path`, or all of fewer; `nil` where it cannot be read.
    func beginning(of path: RecordingPath, count: Int) -> [UInt8]? {
        guard let file = try? open(path) else { return nil }
        defer { system.close(file.descriptor) }
        return try? system.read(file.descriptor, at: 0, count: count)
    }

    /// Opens the recording at `path` for reading; the caller closes it.
    ///
    /// The way there is walked one component at a time, so that a directory replaced by a link since it was listed leads
    /// nowhere.
    ///
    /// - Throws: `UnreadableRecording` where it cannot be opened or is no regular file.
    public func open(_ path: RecordingPath) throws(UnreadableRecording) -> OpenRecording {
        let recording: OpenRecording
        let kind: FileStatus.Kind
        do throws(Errno) {
            let descriptor = try openDescriptor(path)
            do throws(Errno) {
                let status = try system.status(of: descriptor)
                kind = status.kind
                recording = OpenRecording(
                    path: path,
                    directory: self,
                    descriptor: descriptor,
                    size: status.size,
                    changed: status.changed,
                    modified: status.modified
                )
            } catch {
                system.close(descriptor)
                throw error
            }
        } catch {
            throw UnreadableRecording(opening: error)
        }
        guard kind == .file else {
            system.close(recording.descriptor)
            throw UnreadableRecording(kind: kind)
        }
        return recording
    }

    /// Opens the entry at `path`, walking there one component at a time; the caller closes it.
    func openDescriptor(_ path: RecordingPath, asDirectory: Bool = false) throws(Errno) -> FileDescriptor {
        var current = try system.openDirectory(self.path)
        for (depth, component) in path.components.enumerated() {
            let parent = current
            defer { system.close(parent) }
            let isLast = depth == path.components.count - 1
            current = try system.open(component, in: parent, asDirectory: asDirectory || !isLast)
        }
        return current
    }

    private static func collect(_ finding: DirectoryWalk.Finding, into entries: inout [Entry]) {
        switch finding {
        case .directory: break
        case .file(let path, _): entries.append(Entry(path: path, refusal: nil))
        case .refused(let path, let reason): entries.append(Entry(path: path, refusal: reason))
        case .failed(let path, let error):
            entries.append(Entry(path: path, refusal: UnreadableRecording(opening: error)))
        }
    }
}

/// A recording's file, open for reading.
public struct OpenRecording: Sendable {
    /// Where it lies.
    public let path: RecordingPath
    /// The directory that it lies in.
    public let directory: RecordingDirectory
    /// Its descriptor.
    public let descriptor: FileDescriptor
    /// How many bytes it had when it was opened.
    public let size: Int64
    /// When its content or its attributes had been changed last, by the wall clock, in ns since 1970.
    public let changed: Int64
    /// When its content is said to have been changed last, by the wall clock, in ns since 1970. Copies may keep it.
    public let modified: Int64
    /// The files of the recording's parts, in order; `nil` where they were not looked for.
    var parts: [PartFile]?
}
