import Gestures
import Profiles
public import SystemPackage

/// The owners of a state directory as their files say, read without disturbing whoever has the directory.
///
/// Files are replaced as a whole, so that each says what was so at one time. The daemon may know more than it has saved.
public struct ProfileFiles {
    private let folder: StateFolder

    /// What qualifies everything that is read.
    public static let remark =
        "What gait run has learnt and not yet saved is not in it: it saves when nothing else is to be done."

    /// Calls `body` with the owners of the state directory at `path`.
    ///
    /// - Throws: `StateError` where there are none that can be read.
    public static func read<Result>(
        in path: FilePath,
        system: any SystemCalls,
        _ body: (ProfileFiles) throws(StateError) -> Result
    ) throws(StateError) -> Result {
        let state = try attempt(path, "cannot be opened; name the state directory with --state") { () throws(Errno) in
            try system.openDirectory(path)
        }
        defer { system.close(state) }
        let name = ProfileStore.folderName
        let folder: FileDescriptor
        do throws(Errno) {
            folder = try system.open(name, in: state, asDirectory: true)
        } catch .noSuchFileOrDirectory {
            throw StateError(
                path,
                "holds no profiles: gait run and gait scan --state keep them, but not with --score population"
            )
        } catch {
            throw StateError(StateFolder(state, at: path, system: system).path(of: name), "cannot be opened: \(error)")
        }
        defer { system.close(folder) }
        return try body(ProfileFiles(folder: StateFolder(folder, at: path.appending("profiles"), system: system)))
    }

    /// All owners in order of name, then the files that are none.
    ///
    /// - Throws: `StateError` where the folder cannot be listed.
    public func list() throws(StateError) -> ProfileList {
        var list = ProfileList()
        for name in try folder.names() {
            if name == ProfileStore.incompleteName { list.isIncomplete = true }
            if let row = row(of: name) { list.profiles.append(row) }
        }
        list.profiles.sort { a, b in
            (a.user == nil ? 1 : 0, a.user ?? "", a.file) < (b.user == nil ? 1 : 0, b.user ?? "", b.file)
        }
        return list
    }

    /// What is known of `user`; `nil` where there is no file.
    ///
    /// - Throws: `StateError` where the file cannot be used.
    public func profile(of user: String) throws(StateError) -> ProfileDescription? {
        let name = ProfileFile.name(of: user)
        switch content(of: name) {
        case nil: return nil
        case .failure(let damage)?: throw StateError(folder.path(of: name), damage.reason)
        case .success(let content)?:
            guard content.owner.name == user else {
                throw StateError(folder.path(of: name), "is that of \(printable(content.owner.name))")
            }
            return ProfileDescription(content.owner, position: content.position, bytes: content.bytes)
        }
    }

    private func row(of name: FileName) -> ProfileList.Row? {
        guard ProfileFile.isOwner(name) else {
            return Self.reason(against: name).map { row(of: name, problem: $0) }
        }
        switch content(of: name) {
        case nil: return nil
        case .failure(let damage)?: return row(of: name, problem: damage.reason)
        case .success(let content)?:
            let file = String(decoding: name.bytes, as: UTF8.self)
            var row = ProfileList.Row(file: file, bytes: Int64(content.bytes))
            guard name == ProfileFile.name(of: content.owner.name) else {
                row.problem = "is that of \(printable(content.owner.name)) under another name"
                return row
            }
            row.take(ProfileDescription(content.owner, position: content.position, bytes: content.bytes))
            return row
        }
    }

    private func row(of name: FileName, problem: String) -> ProfileList.Row {
        let bytes = (try? folder.system.status(of: name, in: folder.descriptor))?.size
        return ProfileList.Row(file: String(decoding: name.bytes, as: UTF8.self), bytes: bytes ?? 0, problem: problem)
    }

    /// What is wrong with a file that is not an owner's; `nil` where it belongs there.
    private static func reason(against name: FileName) -> String? {
        var text = String(decoding: name.bytes, as: UTF8.self)
        if text.contains(".damaged-") { return "was set aside because it could not be used" }
        if text.hasSuffix(".new") { text.removeLast(4) }
        let base = FileName(text)
        let belongs = ProfileFile.isOwner(base) || ProfileFile.isPinned(base) || base == ProfileStore.incompleteName
        return belongs ? nil : "is no profile by its name: remove it"
    }

    /// The owner of a file; `nil` where it is not there any more.
    private func content(
        of name: FileName
    ) -> Result<(owner: Owner, position: UInt64, bytes: Int), ProfileFile.Damage>? {
        let bytes: [UInt8]?
        do throws(Errno) {
            bytes = try folder.system.read(name, in: folder.descriptor, atMost: ProfileFile.mostBytes)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            return .failure(ProfileFile.Damage(reason: "cannot be read: \(error)"))
        }
        guard let bytes else {
            return .failure(ProfileFile.Damage(reason: "is no file of at most \(ProfileFile.mostBytes) bytes"))
        }
        do throws(ProfileFile.Damage) {
            // What is told of an owner is the same under any key.
            let content = try ProfileFile.decoded(bytes, spaces: .shipped, key: .open)
            return .success((content.owner, content.position, bytes.count))
        } catch {
            return .failure(error)
        }
    }
}
