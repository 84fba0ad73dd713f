package import Profiles

/// The owners of a state directory: one file each in the folder `profiles`, and those met last in memory.
///
/// A file is `ProfileFile`. It says up to which position of the ledger its owner is learnt, so that a replay from the
/// least of these positions leaves out what an owner has learnt already. A damaged file is set aside and its owner begins
/// anew: `damages` says so, and the ledger is to be replayed for it from the beginning.
package final class ProfileStore: OwnerSource {
    /// The name of the folder in the state directory.
    package static let folderName = FileName("profiles")

    /// The position of the ledger up to which the owners that are updated from now on are learnt: the end of the record
    /// that is being learnt.
    package var position: UInt64 = 1
    /// Files that could not be used since the last call of `takeDamages`.
    private var damages: [StateDamage] = []

    private let folder: StateFolder
    private let cellCount: Int
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
    ///   - cellCount: the number of cells of a histogram.
    ///   - memoryLimit: how many bytes of owners are kept in memory. One owner is, whatever it takes.
    /// - Throws: `StateError` where the folder cannot be used.
    package init(in state: StateFolder, cellCount: Int, memoryLimit: Int) throws(StateError) {
        folder = try state.folder(Self.folderName)
        self.cellCount = cellCount
        self.memoryLimit = memoryLimit
    }

    deinit {
        folder.system.close(folder.descriptor)
    }

    /// Bytes that the owners in memory take, about.
    package var memoryByteCount: Int { memory }

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

    package func keep(_ fitted: Profile, as profile: PinnedProfile) throws(StateError) {
        let owner = Owner(
            name: profile.name,
            profile: fitted,
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

    package func kept(_ profile: PinnedProfile) throws(StateError) -> Profile? {
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
        for name in cached.values.filter({ !$0.isSaved }).map(\.owner.name).sorted() { try save(name) }
        guard mayBeRenamedBack else { return }
        try folder.synchronise()
        mayBeRenamedBack = false
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

    private func read(_ file: FileName) throws(StateError) -> (owner: Owner, position: UInt64)? {
        guard let bytes = try folder.read(file, atMost: ProfileFile.mostBytes) else { return nil }
        do throws(ProfileFile.Damage) {
            return try ProfileFile.decoded(bytes, cellCount: cellCount)
        } catch {
            damages.append(folder.setAside(file, because: error.reason))
            return nil
        }
    }

    private func set(_ owner: CachedOwner) {
        clock += 1
        memory += owner.cost - (cached[owner.owner.name]?.cost ?? 0)
        cached[owner.owner.name] = owner
        cached[owner.owner.name]?.lastUse = clock
    }

    /// Lets the owners met longest ago leave memory until the rest fits; not those that the record which is being learnt
    /// has changed, because it may change them again.
    private func evict(but name: String) throws(StateError) {
        while memory > memoryLimit {
            let old = cached.filter { $0.key != name && ($0.value.isSaved || $0.value.position < position) }
            let oldest = old.min { $0.value.lastUse < $1.value.lastUse }
            guard let oldest else { return }
            if !oldest.value.isSaved { try save(oldest.key) }
            cached[oldest.key] = nil
            memory -= oldest.value.cost
        }
    }
}
