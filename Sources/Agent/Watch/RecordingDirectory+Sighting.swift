public import Statistics
public import SystemPackage

extension RecordingDirectory {
    /// Sees how `file` is to be read on.
    ///
    /// - Parameters:
    ///   - candidates: paths to which it may have been moved, the likeliest first: those, for example, at which a file
    ///     of its device and inode has appeared.
    ///   - hash: the one that the file's mark was made with.
    /// - Throws: `UnreadableRecording` where that cannot be told now: the file stays followed.
    public func resumption(
        of file: FollowedFile,
        candidates: [RecordingPath] = [],
        hash: SipHash
    ) throws(UnreadableRecording) -> FollowedFile.Resumption {
        do throws(Errno) {
            let sighting = try sighting(at: file.path, mark: file.identity.mark, hash)
            var others: [(path: RecordingPath, sighting: FollowedFile.Sighting)] = []
            for path in candidates {
                others.append((path, try self.sighting(at: path, mark: file.identity.mark, hash)))
            }
            var compressedExists = false
            if let path = file.compressedPath {
                switch look(at: path) {
                case .present(let status): compressedExists = status.kind == .file
                case .absent: break
                case .failed(let error): throw error
                }
            }
            return file.resumption(sighting, candidates: others, compressedExists: compressedExists)
        } catch {
            throw UnreadableRecording(opening: error)
        }
    }

    /// The file of `status` at `path`: with its generation, if it is still there and its file system tells.
    func node(of status: FileStatus, at path: RecordingPath) -> FileNode {
        let unversioned = FileNode(device: status.device, inode: status.inode, generation: nil)
        guard let descriptor = try? openDescriptor(path) else { return unversioned }
        defer { system.close(descriptor) }
        guard let found = try? system.status(of: descriptor), let node = try? node(of: found, descriptor),
            node.canBe(unversioned)
        else { return unversioned }
        return node
    }

    /// The open file of `status`.
    private func node(of status: FileStatus, _ descriptor: FileDescriptor) throws(Errno) -> FileNode {
        let generation = try system.generation(of: descriptor)
        return FileNode(device: status.device, inode: status.inode, generation: generation)
    }

    /// What is at `path`, seen beside an identity's mark.
    func sighting(at path: RecordingPath, mark: ContentMark, _ hash: SipHash) throws(Errno) -> FollowedFile.Sighting {
        // Told apart from a directory of recordings that is gone as a whole.
        switch look(at: path) {
        case .failed(let error): throw error
        case .absent: return .nothing
        case .present(let status): if status.kind != .file { return .nothing }
        }
        do throws(Errno) {
            let descriptor = try openDescriptor(path)
            defer { system.close(descriptor) }
            return try sighting(of: descriptor, mark: mark, hash)
        } catch {
            if error.meansAbsent { return .nothing }
            throw error
        }
    }

    /// An open file, seen beside an identity's mark.
    func sighting(
        of descriptor: FileDescriptor,
        mark: ContentMark,
        _ hash: SipHash
    ) throws(Errno) -> FollowedFile.Sighting {
        let status = try system.status(of: descriptor)
        guard status.kind == .file else { return .nothing }
        return .file(
            FileObservation(
                node: try node(of: status, descriptor),
                size: status.size,
                mark: status.size < mark.offset ? nil : try self.mark(of: descriptor, at: mark.offset, hash)
            )
        )
    }

    /// The mark of the content of the recording at `path` up to `offset`; `nil` where it does not reach as far, or cannot be
    /// read.
    func mark(at path: RecordingPath, upTo offset: Int64, _ hash: SipHash) -> ContentMark? {
        guard let file = try? open(path) else { return nil }
        defer { system.close(file.descriptor) }
        return (try? mark(of: file.descriptor, at: offset, hash)) ?? nil
    }

    /// The mark of an open file's content at `offset`; `nil` where the content does not reach as far.
    public func mark(
        of descriptor: FileDescriptor,
        at offset: Int64,
        _ hash: SipHash
    ) throws(Errno) -> ContentMark? {
        let count = Int(min(offset, Int64(ContentMark.span)))
        let head = try system.read(descriptor, at: 0, count: count)
        let tail = try system.read(descriptor, at: offset - Int64(count), count: count)
        // It may have been cut since its size was seen.
        guard head.count == count, tail.count == count else { return nil }
        return ContentMark(offset: offset, head: hash(head), tail: hash(tail))
    }
}
