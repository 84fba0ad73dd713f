public import SystemPackage

/// A directory of recordings, read without ever leaving it: no symbolic link is followed, nothing but regular files is
/// opened, whatever a hostile local user puts there.
public struct RecordingDirectory: Sendable {
    /// Directories nested deeper than this are refused.
    public static let deepest = 16

    /// Where the directory is.
    public let path: FilePath

    private let system: any SystemCalls

    /// The directory at `path`.
    public init(_ path: FilePath, system: any SystemCalls) {
        self.path = path
        self.system = system
    }

    /// Something below the directory that may be a recording, or the reason why it cannot be.
    public struct Entry: Sendable {
        /// Where it lies.
        public var path: RecordingPath
        /// Why it is not opened; `nil` for a regular file.
        public var refusal: UnreadableRecording?
    }

    /// All entries below the directory but directories, ordered by path.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func entries() throws(UnreadableRecording) -> [Entry] {
        let root: FileDescriptor
        do throws(Errno) {
            root = try system.openDirectory(path)
        } catch {
            throw UnreadableRecording("\(path): \(UnreadableRecording(opening: error))")
        }
        defer { system.close(root) }
        var entries: [Entry] = []
        walk(root, below: [], into: &entries)
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
        return try withRecording(at: entry.path, body)
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
                recording = OpenRecording(descriptor: descriptor, size: status.size)
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

    private func openDescriptor(_ path: RecordingPath) throws(Errno) -> FileDescriptor {
        var current = try system.openDirectory(self.path)
        for (depth, component) in path.components.enumerated() {
            let parent = current
            defer { system.close(parent) }
            current = try system.open(component, in: parent, asDirectory: depth < path.components.count - 1)
        }
        return current
    }

    private func walk(_ directory: FileDescriptor, below parent: [FileName], into entries: inout [Entry]) {
        let names: [FileName]
        do {
            names = try system.entries(of: directory)
        } catch {
            entries.append(Entry(path: RecordingPath(parent), refusal: UnreadableRecording(opening: error)))
            return
        }
        for name in names {
            let components = parent + [name]
            let path = RecordingPath(components)
            do {
                let status = try system.status(of: name, in: directory)
                switch status.kind {
                case .file:
                    entries.append(Entry(path: path, refusal: nil))
                case .directory:
                    guard components.count < Self.deepest else {
                        entries.append(Entry(path: path, refusal: .tooDeep))
                        continue
                    }
                    let child = try system.open(name, in: directory, asDirectory: true)
                    defer { system.close(child) }
                    walk(child, below: components, into: &entries)
                case .symbolicLink, .special:
                    entries.append(Entry(path: path, refusal: UnreadableRecording(kind: status.kind)))
                }
            } catch {
                entries.append(Entry(path: path, refusal: UnreadableRecording(opening: error)))
            }
        }
    }
}

/// A recording's file, open for reading.
public struct OpenRecording: Sendable {
    /// Its descriptor.
    public let descriptor: FileDescriptor
    /// How many bytes it had when it was opened.
    public let size: Int64
}
