public import Gestures
import Profiles
import Scoring
public import SystemPackage

/// The state directory: the ledger, and the owners that follow from it. One process at a time has it.
public final class StateDirectory {
    /// All owners as the ledger left them.
    var book: OwnerBook
    /// What was found out about each session, by the recording's path.
    private(set) var findings: [String: SessionRecord.Finding] = [:]

    private let system: any SystemCalls
    private let path: FilePath
    private let directory: FileDescriptor
    private var ledger: Ledger
    /// The sketches of each owner's sessions, learnt or held back, in the order of the ledger.
    private var sketches: [String: [Kept]] = [:]

    private struct Kept {
        var sketch: SessionSketch
        var isLearnt: Bool
    }

    /// Opens the directory at `path`, or makes it, and replays its ledger.
    ///
    /// - Throws: `StateError` where it cannot be used, or another process has it.
    public init(
        at path: FilePath,
        space: FeatureSpace,
        mode: ScoringMode,
        system: any SystemCalls
    ) throws(StateError) {
        self.system = system
        self.path = path
        directory = try Self.lock(path, system)
        var records: [LedgerRecord] = []
        do throws(StateError) {
            ledger = try Ledger(in: directory, at: path, cellCount: space.cellCount, system: system) {
                records.append($0)
            }
        } catch {
            system.close(directory)
            throw error
        }
        book = OwnerBook(space: space, mode: mode)
        for record in records { replay(record) }
        if mode == .population { book.pool() }
    }

    /// Opens the directory at `path`, or makes it, for this process alone.
    private static func lock(_ path: FilePath, _ system: any SystemCalls) throws(StateError) -> FileDescriptor {
        let directory: FileDescriptor
        do throws(Errno) {
            try system.makeDirectory(path)
            directory = try system.openDirectory(path)
        } catch {
            throw StateError(path, "cannot be used as state directory: \(error)")
        }
        do throws(Errno) {
            try system.lock(directory)
        } catch {
            system.close(directory)
            throw StateError(path, "is in use by another gait: wait until it has finished")
        }
        return directory
    }

    deinit {
        ledger.close()
        system.close(directory)
    }

    /// Learns a session that was held back or unlearnt.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written; `false` where it was learnt
    ///   already.
    public func learn(_ name: SessionName) throws(StateError) -> Bool {
        try decide(.learn(name), about: name, toLearn: true)
    }

    /// Unlearns a session: the owner's profile is made anew from the others.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written.
    /// - Returns: `false` where it was not learnt in the first place.
    public func unlearn(_ name: SessionName) throws(StateError) -> Bool {
        try decide(.unlearn(name), about: name, toLearn: false)
    }

    /// The sessions called `text`: by path, by `user/session`, or by the session's name alone.
    public func sessions(called text: String) -> [SessionName] {
        let exact = findings[text].map { [$0.name] } ?? []
        if !exact.isEmpty { return exact }
        let names = findings.values.map(\.name)
        let full = names.filter { $0.description == text }
        return Set(full.isEmpty ? names.filter { $0.session == text } : full).sorted { $0.description < $1.description }
    }

    /// Appends what was found out about a session; safe after `commit`.
    func append(_ record: SessionRecord) throws(StateError) {
        try ledger.append(.session(record))
        keep(record)
    }

    /// Waits until everything appended is on the disk.
    func commit() throws(StateError) {
        try ledger.commit()
    }

    private func decide(
        _ fact: LedgerRecord,
        about name: SessionName,
        toLearn: Bool
    ) throws(StateError) -> Bool {
        guard let kept = sketches[name.user]?.last(where: { $0.sketch.session == name.session }) else {
            throw StateError(path, "knows no session \(name): scan its recording first")
        }
        guard kept.isLearnt != toLearn else { return false }
        try ledger.append(fact)
        try ledger.commit()
        replay(fact)
        return true
    }

    private func replay(_ record: LedgerRecord) {
        switch record {
        case .session(let record):
            let known = findings[record.finding.path] != nil
            keep(record)
            if !known { book.close(record.sketch, of: record.finding.name.user, standsOut: !record.finding.isLearnt) }
        case .learn(let name):
            guard let sketch = mark(name, isLearnt: true) else { return }
            book.learn(sketch, of: name.user)
        case .unlearn(let name):
            guard mark(name, isLearnt: false) != nil else { return }
            book.relearn(sketches[name.user, default: []].filter(\.isLearnt).map(\.sketch), of: name.user)
        }
    }

    private func keep(_ record: SessionRecord) {
        let finding = record.finding
        if findings[finding.path] == nil {
            sketches[finding.name.user, default: []].append(Kept(sketch: record.sketch, isLearnt: finding.isLearnt))
        }
        findings[finding.path] = finding
    }

    private func mark(_ name: SessionName, isLearnt: Bool) -> SessionSketch? {
        guard let index = sketches[name.user]?.lastIndex(where: { $0.sketch.session == name.session }) else {
            return nil
        }
        sketches[name.user]?[index].isLearnt = isLearnt
        return sketches[name.user]?[index].sketch
    }
}
