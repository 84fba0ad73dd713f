public import Recordings
import SystemPackage

extension RecordingDirectory {
    /// All entries but those that hold companions of other recordings, ordered by path.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read.
    public func recordings(format: RecordingFormat?) throws(UnreadableRecording) -> [Entry] {
        let entries = try entries()
        let files = Set(entries.lazy.filter { $0.refusal == nil }.map(\.path))
        let parts = parts(among: files, format: format)
        return entries.compactMap { entry in
            var entry = entry
            if let own = parts[entry.path] {
                guard own.first?.path == entry.path else { return nil }
                entry.parts = own
            } else {
                entry.parts = []
            }
            let mains = entry.path.mains(format: format).filter { files.contains($0.path) }
            return mains.contains { isMain($0.path, of: $0.format, isKnown: format != nil) } ? nil : entry
        }
    }

    /// The parts, in order, of each recording that has several among `files`: under the path of each of its parts.
    private func parts(among files: Set<RecordingPath>, format: RecordingFormat?) -> [RecordingPath: [PartFile]] {
        var found: [RecordingPath: [PartFile]] = [:]
        for candidate in format.map({ [$0] }) ?? RecordingFormat.all {
            guard let way = candidate.parts else { continue }
            var sessions: [RecordingPath: [PartFile]] = [:]
            for path in files {
                guard let part = path.components.last.flatMap({ way.name($0.bytes) }) else { continue }
                let session = path.parent.appending(FileName(part.session))
                sessions[session, default: []].append(PartFile(path: path, number: part.number))
            }
            for all in sessions.values where all.count > 1 {
                // What cannot be read before the first that can is a recording of its own, and says why.
                let parts = Array(all.inOrder.drop { !isFirst($0, of: candidate, isKnown: format != nil) })
                guard let first = parts.first else { continue }
                for part in all where part.number >= first.number { found[part.path] = parts }
            }
        }
        return found
    }

    /// The first part of the recording of which the file at `path` holds another; `nil` where it holds none, or the first
    /// itself.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    func firstPart(ofPart path: RecordingPath, format: RecordingFormat?) -> RecordingPath? {
        for candidate in format.map({ [$0] }) ?? RecordingFormat.all {
            guard let way = candidate.parts, let name = path.components.last, let part = way.name(name.bytes) else {
                continue
            }
            if let number = way.first {
                if part.number == number { return nil }
                // Mostly it is there, and all that is in the folder need not be gone through.
                let files = path.files(ofPart: number, way)
                if let first = files.first(where: { isFirst($0, of: candidate, isKnown: format != nil) }) {
                    return first.path
                }
            }
            let earlier = partFiles(besides: path, way).prefix { $0.number < part.number }
            if let first = earlier.first(where: { isFirst($0, of: candidate, isKnown: format != nil) }) {
                return first.path
            }
        }
        return nil
    }

    /// Whether a recording of `format` can begin with the file of `part`.
    private func isFirst(_ part: PartFile, of format: RecordingFormat, isKnown: Bool) -> Bool {
        status(of: part) != nil && isMain(part.path, of: format, isKnown: isKnown)
    }

    /// The file with the main stream of the recording of which that at `path` holds a companion; `nil` where it holds none.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    func main(ofCompanion path: RecordingPath, format: RecordingFormat?) -> RecordingPath? {
        if let first = firstPart(ofPart: path, format: format) { return first }
        let mains = path.mains(format: format)
        guard !mains.isEmpty, let folder = try? openDescriptor(path.parent, asDirectory: true) else { return nil }
        defer { system.close(folder) }
        return mains.first { main in
            guard let name = main.path.components.last else { return false }
            guard (try? system.status(of: name, in: folder))?.kind == .file else { return false }
            return isMain(main.path, of: main.format, isKnown: format != nil)
        }?.path
    }

    /// Whether the file at `path` holds the main stream of a recording of `format`: by its content, so that no file is left
    /// out because of another that is merely called so.
    private func isMain(_ path: RecordingPath, of format: RecordingFormat, isKnown: Bool) -> Bool {
        if isKnown { return true }
        guard let bytes = beginning(of: path, count: RecordingReader.beginningLength) else { return false }
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        do throws(RecordingError) {
            try reader.read(bytes.span, using: &scratch) { _ in }
            // One that has hardly begun may become one.
            return reader.facts.format.map { $0 == format } ?? true
        } catch {
            return reader.facts.format == format
        }
    }
}

extension RecordingPath {
    /// Whether the name of a file here has something of how companions of recordings are called.
    ///
    /// - Parameter format: the recordings' format; `nil` where they are recognised.
    func isCalledAsCompanion(format: RecordingFormat?) -> Bool {
        // Of a main stream that only adds to the name, a file of any name may be a companion.
        mains(format: format).contains { main in
            guard let own = components.last, let name = main.path.components.last else { return false }
            return !name.bytes.starts(with: own.bytes)
        }
    }

    /// Where the main stream can lie if a companion of it lies here, and what format the recording has then.
    fileprivate func mains(format: RecordingFormat?) -> [(path: RecordingPath, format: RecordingFormat)] {
        guard let name = components.last else { return [] }
        let formats = format.map { [$0] } ?? RecordingFormat.all
        return formats.flatMap { format in
            format.companions.mainNames(name.bytes)
                .map { (parent.appending(FileName($0)), format) }
                .filter { $0.0 != self }
        }
    }
}
