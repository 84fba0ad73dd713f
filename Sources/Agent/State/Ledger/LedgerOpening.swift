import Gestures
import Profiles
import SystemPackage

/// A ledger as it is found: its files, checked, with the last one open and cut to its last intact record.
struct LedgerOpening {
    /// The files, ascending.
    private(set) var segments: [LedgerSegment] = []
    /// The last file.
    private(set) var file: FileDescriptor
    /// Bytes of the last file.
    private(set) var size: Int64
    /// The mode that it is of.
    private(set) var mode: ScoringMode

    private enum Beginning {
        /// The header, and where it ends.
        case header(LedgerHeader, end: Int64)
        /// Nothing was ever committed.
        case none
    }

    init(
        in folder: StateFolder,
        spaces: FeatureSpaces,
        mode: ScoringMode?,
        key: NameKey,
        knownIntactTo known: UInt64
    ) throws(StateError) {
        let numbers = try folder.names().compactMap(LedgerSegment.number).sorted()
        guard let first = numbers.first, let last = numbers.last else {
            guard let mode else {
                throw StateError(folder.path, "holds no ledger: give the state directory of gait scan")
            }
            let header = LedgerHeader(spaces: spaces, mode: mode, key: key)
            self = try Self(first: LedgerSegment(number: 1, base: 0), in: folder, header)
            return
        }
        guard numbers.count == last - first + 1 else {
            throw StateError(folder.path, "lacks a file of the ledger before ledger \(last): restore it from a copy")
        }
        let check = Check(folder: folder, spaces: spaces, mode: mode, key: key)
        var segments: [LedgerSegment] = []
        for number in numbers.dropLast() {
            let segment = LedgerSegment(number: number, base: 0)
            let file = try segment.open(in: folder)
            defer { folder.system.close(file) }
            segments.append(try check.segment(number, file, after: segments.last))
        }
        let segment = LedgerSegment(number: last, base: 0)
        var file = try segment.open(in: folder)
        do throws(StateError) {
            guard case .header(let header, let headerEnd) = try check.beginning(of: segment, file) else {
                guard numbers.count == 1 else {
                    throw StateError(folder.path(of: segment.name), "has no header: restore it from a copy")
                }
                self = try Self(first: segment, in: folder, LedgerHeader(spaces: spaces, mode: mode ?? .own, key: key))
                folder.system.close(file)
                return
            }
            segments.append(try check.segment(last, file, after: segments.last))
            let offset = Int64(clamping: known) - Int64(segments[segments.count - 1].base)
            size = try check.end(of: segment, file, from: max(headerEnd, offset), or: headerEnd)
            self.mode = header.mode
            if header.otherBins == nil || header.key == nil {
                // Before anything else is kept under the key, the ledger says which that is.
                let former = segments[segments.count - 1]
                let end = former.base + UInt64(size)
                let next = try former.makeNext(at: end, spaces: spaces, mode: header.mode, key: key, in: folder)
                folder.system.close(file)
                (file, size) = (next.file, next.size)
                segments.append(next.segment)
            }
        } catch {
            folder.system.close(file)
            throw error
        }
        self.segments = segments
        self.file = file
    }

    /// A ledger without facts.
    private init(
        first: LedgerSegment,
        in folder: StateFolder,
        _ header: LedgerHeader
    ) throws(StateError) {
        segments = [first]
        (file, size) = try first.make(header, in: folder)
        mode = header.mode
    }

    /// What a file is checked against.
    private struct Check {
        let folder: StateFolder
        let spaces: FeatureSpaces
        let mode: ScoringMode?
        let key: NameKey

        /// File `number`, whose header follows from the file before.
        func segment(
            _ number: Int,
            _ file: FileDescriptor,
            after previous: LedgerSegment?
        ) throws(StateError) -> LedgerSegment {
            var segment = LedgerSegment(number: number, base: 0)
            let path = folder.path(of: segment.name)
            guard case .header(let header, _) = try beginning(of: segment, file) else {
                throw StateError(path, "has no header: restore it from a copy")
            }
            segment.base = header.base ?? 0
            segment.isKeyed = header.key != nil
            guard segment.base < 1 << 62 else {
                throw StateError(path, "begins at no position: restore it from a copy")
            }
            guard let previous else { return segment }
            let status = try attempt(folder.path(of: previous.name), "cannot be read") { () throws(Errno) in
                try folder.system.status(of: previous.name, in: folder.descriptor)
            }
            guard segment.base == previous.base + UInt64(status.size) else {
                throw StateError(path, "does not begin where the file before ends: restore both from a copy")
            }
            return segment
        }

        /// The header of a file; makes a former version one of this.
        func beginning(of segment: LedgerSegment, _ file: FileDescriptor) throws(StateError) -> Beginning {
            let path = folder.path(of: segment.name)
            var buffer = FileBuffer(file, at: path, system: folder.system)
            let magic = try Array(buffer.peek(Int(LedgerSegment.magicBytes)))
            if magic.count < LedgerSegment.magicBytes || magic.allSatisfy({ $0 == 0 }) { return .none }
            if let version = FormatVersion.newer(than: LedgerSegment.magic, magic) {
                throw StateError(path, FormatVersion.refusal(of: version, magic: LedgerSegment.magic))
            }
            guard LedgerSegment.isOne(magic) else {
                throw StateError(path, byte: 0, "begins no ledger: restore it from a copy")
            }
            buffer.skip(magic.count)
            guard let payload = try LedgerSegment.next(in: &buffer) else {
                try requireNothingIntact(in: &buffer, at: path)
                return .none
            }
            let header: LedgerHeader
            do throws(LedgerCorruption) {
                header = try self.header(payload)
            } catch {
                throw StateError(path, byte: magic.count, "holds a record that cannot be used: \(error.description)")
            }
            if magic != LedgerSegment.magic { try upgrade(segment) }
            return .header(header, end: buffer.offset + Int64(Frame.headBytes + payload.count))
        }

        private func header(_ payload: ArraySlice<UInt8>) throws(LedgerCorruption) -> LedgerHeader {
            guard case .header(let header) = try LedgerRecord(encoded: payload, spaces: spaces, key: key) else {
                throw LedgerCorruption("it should say what the ledger rests on")
            }
            guard header.hasBins(of: LedgerHeader(spaces: spaces, mode: header.mode, key: key)) else {
                throw LedgerCorruption("the ledger was written with other bins: use another state directory")
            }
            guard mode == nil || header.mode == mode else {
                throw LedgerCorruption(
                    "the ledger was written with --score \(header.mode.rawValue): use that, or another state directory"
                )
            }
            guard header.key == nil || header.key == key.fingerprint else {
                throw LedgerCorruption(
                    "its hashes of names are under another key than that in \(NameKeyFile.name): restore the "
                        + "key from where the ledger is from"
                )
            }
            return header
        }

        private func upgrade(_ segment: LedgerSegment) throws(StateError) {
            try attempt(folder.path(of: segment.name), "cannot be brought to this version") { () throws(Errno) in
                let file = try folder.system.openForUpdating(segment.name, in: folder.descriptor)
                defer { folder.system.close(file) }
                // One byte, which is there or not: no crash leaves a magic in between.
                try folder.system.write([LedgerSegment.magic[7]], to: file, at: 7)
                try folder.system.synchronise(file)
            }
        }

        /// Where the last intact record ends, looked for from `known` on, or from `first` where the file does not reach as
        /// far; what follows is cut away.
        func end(
            of segment: LedgerSegment,
            _ file: FileDescriptor,
            from known: Int64,
            or first: Int64
        ) throws(StateError) -> Int64 {
            let path = folder.path(of: segment.name)
            let size = try attempt(path, "cannot be read") { () throws(Errno) in
                try folder.system.status(of: file).size
            }
            let start = known <= size ? known : first
            var buffer = FileBuffer(file, at: path, from: start, system: folder.system)
            while let payload = try LedgerSegment.next(in: &buffer) { buffer.skip(Frame.headBytes + payload.count) }
            let end = buffer.offset
            try requireNothingIntact(in: &buffer, at: path)
            try attempt(path, "cannot be cut to its last whole record") { () throws(Errno) in
                try folder.system.truncate(file, to: end)
            }
            return end
        }

        private func requireNothingIntact(in buffer: inout FileBuffer, at path: FilePath) throws(StateError) {
            let damage = buffer.offset
            while try !buffer.peek(1).isEmpty {
                buffer.skip(1)
                guard try LedgerSegment.next(in: &buffer) != nil else { continue }
                throw StateError(path, byte: Int(damage), "is damaged before intact records: restore it from a copy")
            }
        }
    }
}
