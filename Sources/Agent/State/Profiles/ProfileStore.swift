package import Gestures
package import Profiles

/// The owners of a state directory: one file each in the folder `profiles`, and those met last in memory.
///
/// A file is `ProfileFile`. It says up to which position of the ledger its owner is learnt, so that a replay from the
/// least of these positions leaves out what an owner has learnt already. One that a newer version of Gait wrote is refused.
/// A damaged file is set aside and its owner begins
/// anew: `takeDamages` says so, and the ledger is to be replayed from the beginning.
package final class ProfileStore: OwnerSource {
    /// The file that is there while owners are missing of whom the ledger knows.
    static let incompleteName = FileName("incomplete")
    /// The name of the folder in the state directory.
    package static let folderName = FileName("profiles")

    /// The position of the ledger up to which the owners that are updated from now on are learnt: the end of the record
    /// that is being learnt.
    package var position: UInt64 = 1
    /// The position of the ledger up to which it is on the disk: no owner is saved that has learnt more.
    package var committed: UInt64 = .max
    /// Whether all of the ledger was learnt since owners were lost, so that nothing is missing once all are saved.
    package var isComplete = false
    /// Files that could not be used since the last call of `takeDamages`.
    private var damages: [StateDamage] = []

    private let folder: StateFolder
    private let spaces: FeatureSpaces
    private let key: NameKey
    private let memoryLimit: Int
    private var cached: [String: CachedOwner] = [:]
    private var memory = 0
    private var clock: UInt64 = 0
    /// Whether files have changed their names since these were on the disk.
    private var mayBeRenamedBack = false

    private struct CachedOwner {
        var owner: Owner
        var position: UInt64
        var isSaved: Bool
        var cost: Int
        var lastUse: UInt64
    }

    /// The owners in `state`; makes the folder where it is missing.
    ///
    /// - Parameters:
    ///   - spaces: where samples are binned.
    ///   - key: what hashes of names are keyed with; those in files of former versions are when they are read.
    ///   - memoryLimit: how many bytes of owners are kept in memory. One owner is, whatever it takes.
    /// - Throws: `StateError` where the folder cannot be used.
    package init(in state: StateFolder, spaces: FeatureSpaces, key: NameKey, memoryLimit: Int) throws(StateError) {
        folder = try state.folder(Self.folderName)
        self.spaces = spaces
        self.key = key
        self.memoryLimit = memoryLimit
    }

    deinit {
        folder.system.close(folder.descriptor)
    }

    /// Whether owners may be missing of whom the ledger knows, so that all of it is to be replayed.
    package func isIncomplete() throws(StateError) -> Bool {
        try folder.names().contains(Self.incompleteName)
    }

    /// Whether files could not be used since the last call of `takeDamages`.
    package var hasDamages: Bool { !damages.isEmpty }

    /// Forgets the owner called `name`, who is to be learnt anew from the ledger.
    package func giveUp(_ name: String) throws(StateError) {
        try noteIncomplete()
        try remove(name)
    }

    /// Forgets all owners in `state`, who are to be learnt anew from the ledger.
    static func giveUpAll(in state: StateFolder) throws(StateError) {
        guard try state.names().contains(folderName) else { return }
        let folder = try state.folder(folderName)
        defer { folder.system.close(folder.descriptor) }
        try noteIncomplete(in: folder)
        for file in try folder.names() where file != incompleteName { try folder.remove(file) }
        try folder.synchronise()
    }

    /// Takes note that nothing is missing any more, if the ledger was learnt and all owners are saved.
    package func noteComplete() throws(StateError) {
        guard isComplete else { return }
        try folder.remove(Self.incompleteName)
        try folder.synchronise()
        isComplete = false
    }

    private func noteIncomplete() throws(StateError) { try Self.noteIncomplete(in: folder) }

    private static func noteIncomplete(in folder: StateFolder) throws(StateError) {
        try folder.replace(incompleteName, with: [])
        try folder.synchronise()
    }

    /// Bytes that the owners in memory take, about.
    package var memoryByteCount: Int { memory }

    /// Whether owners take more memory than they may, because the ledger is not on the disk that they have learnt.
    var isFull: Bool { memory > memoryLimit }

    /// How many owners there are, as far as they are saved.
    package func savedCount() throws(StateError) -> Int { try folder.names().count(where: ProfileFile.isOwner) }

    /// The files that could not be used, and forgets them.
    package func takeDamages() -> [StateDamage] {
        defer { damages = [] }
        return damages
    }

    /// The position of the ledger up to which the owner called `name` is learnt; 0 where nobody is.
    package func position(of name: String) throws(StateError) -> UInt64 {
        try load(name)?.position ?? 0
    }

    package func names() throws(StateError) -> [String] {
        var names = Set(cached.keys)
        for file in try folder.names() where ProfileFile.isOwner(file) {
            if let stored = try read(file) { names.insert(stored.owner.name) }
        }
        return names.sorted()
    }

    package func owner(_ name: String) throws(StateError) -> Owner? {
        try load(name)?.owner
    }

    package func update(_ owner: Owner) throws(StateError) {
        set(CachedOwner(owner: owner, position: position, isSaved: false, cost: owner.memoryByteCount, lastUse: 0))
        try evict(but: owner.name)
    }

    package func remove(_ name: String) throws(StateError) {
        if let known = cached.removeValue(forKey: name) { memory -= known.cost }
        try folder.remove(ProfileFile.name(of: name))
        mayBeRenamedBack = true
    }

    package func keep(_ fitted: OwnerProfile, as profile: PinnedProfile) throws(StateError) {
        let owner = Owner(
            name: profile.name,
            profile: fitted,
            origins: Array(repeating: 0, count: fitted.sessions.count),
            fittedProfile: fitted,
            version: profile.version,
            learntWhenFitted: fitted.learntCount
        )
        try folder.replace(
            ProfileFile.name(of: profile),
            with: ProfileFile.encoded(owner, position: profile.version)
        )
        // Before the owner's file goes on to another version.
        try folder.synchronise()
    }

    package func kept(_ profile: PinnedProfile) throws(StateError) -> OwnerProfile? {
        let file = ProfileFile.name(of: profile)
        guard let stored = try read(file), stored.owner.name == profile.name else { return nil }
        return stored.owner.fittedProfile
    }

    package func drop(_ profile: PinnedProfile) throws(StateError) {
        try folder.remove(ProfileFile.name(of: profile))
    }

    package func dropAll(but profiles: Set<PinnedProfile>) throws(StateError) {
        let pinned = Set(profiles.map { ProfileFile.name(of: $0) })
        for file in try folder.names() where ProfileFile.isPinned(file) && !pinned.contains(file) {
            try folder.remove(file)
        }
    }

    /// Saves every owner that has changed, and waits until all of them are on the disk.
    ///
    /// - Throws: `StateError` where one may not have reached the disk; `save` can be called again.
    package func save() throws(StateError) {
        while try saveNext() {}
    }

    /// Saves one owner that has changed; once there is none, waits until all names are on the disk.
    ///
    /// - Returns: whether one was saved, so that there may be others.
    /// - Throws: `StateError` where it may not have reached the disk; `saveNext` can be called again.
    package func saveNext() throws(StateError) -> Bool {
        let next = cached.values.filter { !$0.isSaved && $0.position <= committed }.map(\.owner.name).min()
        if let next {
            try save(next)
            return true
        }
        if mayBeRenamedBack { try folder.synchronise() }
        mayBeRenamedBack = false
        return false
    }

    /// Forgets all owners and all that is kept of them.
    package func removeAll() throws(StateError) {
        cached = [:]
        memory = 0
        for file in try folder.names() { try folder.remove(file) }
        try folder.synchronise()
    }

    /// Lets all owners leave memory that are saved.
    package func release() {
        cached = cached.filter { !$0.value.isSaved }
        memory = cached.values.reduce(0) { $0 + $1.cost }
    }

    private func save(_ name: String) throws(StateError) {
        guard let known = cached[name] else { return }
        let bytes = ProfileFile.encoded(known.owner, position: known.position)
        try folder.replace(ProfileFile.name(of: name), with: bytes)
        mayBeRenamedBack = true
        cached[name]?.isSaved = true
    }

    private func load(_ name: String) throws(StateError) -> CachedOwner? {
        if cached[name] == nil, let stored = try read(ProfileFile.name(of: name)) {
            guard stored.owner.name == name else {
                throw StateError(
                    folder.path(of: ProfileFile.name(of: name)),
                    "is that of \(stored.owner.name), whose name has the same hash as \(name): rename one of them"
                )
            }
            set(
                CachedOwner(
                    owner: stored.owner,
                    position: stored.position,
                    isSaved: true,
                    cost: stored.owner.memoryByteCount,
                    lastUse: 0
                )
            )
            try evict(but: name)
        }
        clock += 1
        cached[name]?.lastUse = clock
        return cached[name]
    }

    private func read(_ file: FileName) throws(StateError) -> ProfileFile.Content? {
        guard let bytes = try folder.read(file, atMost: ProfileFile.mostBytes) else { return nil }
        do throws(ProfileFile.Damage) {
            let content = try ProfileFile.decoded(bytes, spaces: spaces, key: key)
            if !content.isKeyed { renew(file, content) }
            return content
        } catch {
            if error.isNewer { throw StateError(folder.path(of: file), error.reason) }
            if ProfileFile.isOwner(file) { try noteIncomplete() }
            damages.append(folder.setAside(file, because: error.reason))
            return nil
        }
    }

    /// Writes a file of a former version anew, so that no hashes without a secret stay in it. Where that fails, it is tried
    /// again when the file is read again.
    private func renew(_ file: FileName, _ content: ProfileFile.Content) {
        guard (try? folder.replace(file, with: ProfileFile.encoded(content.owner, position: content.position))) != nil
        else { return }
        mayBeRenamedBack = true
    }

    private func set(_ owner: CachedOwner) {
        clock += 1
        memory += owner.cost - (cached[owner.owner.name]?.cost ?? 0)
        cached[owner.owner.name] = owner
        cached[owner.owner.name]?.lastUse = clock
    }

    /// Lets the owners met longest ago leave memory until the rest fits; not those that the record which is being learnt
    /// has changed, because it may change them again, nor those whose records are not on the disk.
    private func evict(but name: String) throws(StateError) {
        while memory > memoryLimit {
            let old = cached.filter { known in
                known.key != name
                    && (known.value.isSaved || known.value.position < position && known.value.position <= committed)
            }
            let oldest = old.min { $0.value.lastUse < $1.value.lastUse }
            guard let oldest else { return }
            if !oldest.value.isSaved { try save(oldest.key) }
            cached[oldest.key] = nil
            memory -= oldest.value.cost
        }
    }
}
