public import Statistics
public import SystemPackage

/// The descriptors of followed files: at most a fixed number is open, and the one not used for longest is closed for the
/// next. One that is opened again is checked to be the file that was read.
public struct DescriptorPool: ~Copyable {
    /// What there is for a followed file.
    public enum Access: Sendable, Equatable {
        /// It is open, and the file that was read; the pool closes it.
        case open(FileDescriptor)
        /// What is at its path is not the file that was read, or that file written anew: its way on is to be decided.
        case differs(FollowedFile.Sighting)
    }

    private struct Slot {
        var descriptor: FileDescriptor
        var lastUse: UInt64
    }

    /// How many descriptors may be open; becomes smaller when the process or the system has none left.
    public private(set) var capacity: Int
    /// How many times the pool has become smaller.
    public private(set) var shrinkCount = 0

    private let sources: RecordingSources
    private let hash: SipHash
    private var slots: [UInt64: Slot] = [:]
    private var uses: UInt64 = 0

    /// An empty pool for the recordings of `sources`.
    ///
    /// - Parameters:
    ///   - capacity: how many descriptors may be open, at least 1.
    ///   - hash: the one that the files' marks are made with.
    public init(_ sources: RecordingSources, capacity: Int, hash: SipHash) {
        precondition(capacity >= 1, "a pool holds at least one descriptor")
        self.sources = sources
        self.capacity = capacity
        self.hash = hash
    }

    deinit {
        for slot in slots.values { sources.system.close(slot.descriptor) }
    }

    /// How many descriptors are open.
    public var openCount: Int { slots.count }

    /// Whether the file of `key` is open.
    public func isOpen(_ key: UInt64) -> Bool { slots[key] != nil }

    /// The descriptor of `file`, valid until the next call.
    ///
    /// A descriptor that stayed open is that of the file that was read, wherever it lies by now and whatever was cut
    /// from it; a `rewritten` file shows in its size, and when it is opened again.
    ///
    /// - Parameter key: the session's key, under which its descriptor is kept.
    /// - Throws: `UnreadableRecording` where it cannot be opened now.
    public mutating func access(_ file: FollowedFile, key: UInt64) throws(UnreadableRecording) -> Access {
        uses += 1
        if let slot = slots[key] {
            slots[key]?.lastUse = uses
            return .open(slot.descriptor)
        }
        guard let directory = sources.directory(of: file.path) else { return .differs(.nothing) }
        while slots.count >= capacity { closeOldest() }
        do throws(Errno) {
            let descriptor = try openMakingRoom(file.path, in: directory)
            return try check(descriptor, file, key, in: directory)
        } catch {
            if error.meansAbsent { return .differs(.nothing) }
            throw UnreadableRecording(opening: error)
        }
    }

    /// Closes the descriptor of `key`, if it is open.
    public mutating func close(_ key: UInt64) {
        if let slot = slots.removeValue(forKey: key) { sources.system.close(slot.descriptor) }
    }

    /// Closes all descriptors.
    public mutating func closeAll() {
        for slot in slots.values { sources.system.close(slot.descriptor) }
        slots = [:]
    }

    private mutating func check(
        _ descriptor: FileDescriptor,
        _ file: FollowedFile,
        _ key: UInt64,
        in directory: RecordingDirectory
    ) throws(Errno) -> Access {
        let sighting: FollowedFile.Sighting
        do throws(Errno) {
            sighting = try directory.sighting(of: descriptor, mark: file.identity.mark, hash)
        } catch {
            sources.system.close(descriptor)
            throw error
        }
        guard case .file(let observation) = sighting, file.identity.relation(to: observation) == .same else {
            sources.system.close(descriptor)
            return .differs(sighting)
        }
        slots[key] = Slot(descriptor: descriptor, lastUse: uses)
        return .open(descriptor)
    }

    /// Opens a file; where no descriptor is left, closes half of its own and tries again until it has none.
    private mutating func openMakingRoom(
        _ path: RecordingPath,
        in directory: RecordingDirectory
    ) throws(Errno) -> FileDescriptor {
        while true {
            do throws(Errno) {
                return try directory.openDescriptor(path)
            } catch {
                let isExhausted = error == .tooManyOpenFiles || error == .tooManyOpenFilesInSystem
                guard isExhausted, !slots.isEmpty else { throw error }
                capacity = max(1, slots.count / 2)
                shrinkCount += 1
                let left = slots.count / 2
                while slots.count > left { closeOldest() }
            }
        }
    }

    private mutating func closeOldest() {
        // Of some hundreds at most, and before a file is opened, which takes longer.
        guard let oldest = slots.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        close(oldest.key)
    }
}
