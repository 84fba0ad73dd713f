package import Profiles

/// Where a book finds its owners: in memory, or in a state directory.
package protocol OwnerSource: AnyObject {
    /// The names of all owners, in no particular order.
    func names() throws(StateError) -> [String]

    /// The owner called `name`; `nil` where nobody is.
    func owner(_ name: String) throws(StateError) -> Owner?

    /// Takes `owner` in place of the one of the same name.
    func update(_ owner: Owner) throws(StateError)

    /// Forgets the owner called `name`.
    func remove(_ name: String) throws(StateError)

    /// Keeps a fitted profile that its owner no longer has.
    func keep(_ fitted: OwnerProfile, as profile: PinnedProfile) throws(StateError)

    /// A fitted profile that was kept; `nil` where it is not there.
    func kept(_ profile: PinnedProfile) throws(StateError) -> OwnerProfile?

    /// Forgets a fitted profile that was kept, if it was.
    func drop(_ profile: PinnedProfile) throws(StateError)

    /// Forgets all fitted profiles that were kept but `profiles`.
    func dropAll(but profiles: Set<PinnedProfile>) throws(StateError)
}

/// The name of one fitted profile of one owner.
package struct PinnedProfile: Sendable, Hashable {
    /// The owner.
    package var name: String
    /// `Owner.version`.
    package var version: UInt64

    /// The fitted profile of the owner `name` of a version.
    package init(name: String, version: UInt64) {
        self.name = name
        self.version = version
    }
}

/// Owners of whom nothing is kept beyond the process.
final class OwnersInMemory: OwnerSource {
    private var owners: [String: Owner] = [:]
    private var profiles: [PinnedProfile: OwnerProfile] = [:]

    func names() -> [String] { Array(owners.keys) }
    func owner(_ name: String) -> Owner? { owners[name] }
    func update(_ owner: Owner) { owners[owner.name] = owner }
    func remove(_ name: String) { owners[name] = nil }
    func keep(_ fitted: OwnerProfile, as profile: PinnedProfile) { profiles[profile] = fitted }
    func kept(_ profile: PinnedProfile) -> OwnerProfile? { profiles[profile] }
    func drop(_ profile: PinnedProfile) { profiles[profile] = nil }
    func dropAll(but pinned: Set<PinnedProfile>) { profiles = profiles.filter { pinned.contains($0.key) } }
}
