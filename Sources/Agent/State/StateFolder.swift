package import SystemPackage

/// A folder of the state directory, open; its files are replaced whole or not at all.
package struct StateFolder: Sendable {
    /// Damaged files of one name that are kept; the last gives way.
    private static let mostSetAside = 100

    /// Where it is.
    package let path: FilePath
    /// Its descriptor, which whoever opened it closes.
    package let descriptor: FileDescriptor
    /// The system it is on.
    package let system: any SystemCalls

    /// A folder that is open.
    package init(_ descriptor: FileDescriptor, at path: FilePath, system: any SystemCalls) {
        self.descriptor = descriptor
        self.path = path
        self.system = system
    }

    /// Opens the folder `name` in this one; makes it where it is missing. The caller closes its descriptor.
    package func folder(_ name: FileName) throws(StateError) -> StateFolder {
        let path = self.path(of: name)
        do throws(Errno) {
            try system.makeDirectory(name, in: descriptor)
            try system.synchronise(descriptor)
            return StateFolder(try system.open(name, in: descriptor, asDirectory: true), at: path, system: system)
        } catch {
            throw StateError(path, "cannot be used as a folder of the state: \(error)")
        }
    }

    /// The path of the entry `name`.
    package func path(of name: FileName) -> FilePath {
        path.appending(String(decoding: name.bytes, as: UTF8.self))
    }

    /// The names of all entries, ascending.
    func names() throws(StateError) -> [FileName] {
        do throws(Errno) {
            return try system.entries(of: descriptor).sorted()
        } catch {
            throw StateError(path, "cannot be listed: \(error)")
        }
    }

    /// The whole of the file `name`; `nil` where there is none.
    ///
    /// - Parameter advice: what to do where it is no regular file or too large.
    /// - Throws: `StateError` where it cannot be read, is no regular file or has more than `limit` bytes.
    func read(
        _ name: FileName,
        atMost limit: Int,
        orElse advice: String = "remove it, it is made anew"
    ) throws(StateError) -> [UInt8]? {
        do throws(Errno) {
            if let bytes = try system.read(name, in: descriptor, atMost: limit) { return bytes }
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw StateError(path(of: name), "cannot be read: \(error)")
        }
        throw StateError(path(of: name), "is no file of at most \(limit) bytes: \(advice)")
    }

    /// Replaces the file `name` by one of `bytes`, which are on the disk when this returns. That the name stands for
    /// them is on the disk after `synchronise`.
    func replace(_ name: FileName, with bytes: [UInt8]) throws(StateError) {
        let temporary = name.whileIncomplete
        do throws(Errno) {
            let file = try system.create(temporary, in: descriptor)
            defer { system.close(file) }
            try system.write(bytes, to: file)
            try system.synchronise(file)
            try system.rename(temporary, to: name, in: descriptor)
        } catch {
            throw StateError(path(of: name), "cannot be written: \(error)")
        }
    }

    /// Removes the file `name`, if it is there.
    func remove(_ name: FileName) throws(StateError) {
        do throws(Errno) {
            try system.remove(name, in: descriptor)
        } catch .noSuchFileOrDirectory {
            return
        } catch {
            throw StateError(path(of: name), "cannot be removed: \(error)")
        }
    }

    /// Waits until the folder's entries are on the disk.
    func synchronise() throws(StateError) {
        do throws(Errno) {
            try system.synchronise(descriptor)
        } catch {
            throw StateError(path, "may not have reached the disk: \(error)")
        }
    }

    /// Renames the file `name` to `name.damaged-N`, N the least that is free, and says so.
    func setAside(_ name: FileName, because reason: String) -> StateDamage {
        for number in 1...Self.mostSetAside {
            let aside = FileName(name.bytes + Array(".damaged-\(number)".utf8))
            if number < Self.mostSetAside, (try? system.status(of: aside, in: descriptor)) != nil { continue }
            guard (try? system.rename(name, to: aside, in: descriptor)) != nil else { break }
            return StateDamage(
                path: path(of: name),
                setAsideAs: String(decoding: aside.bytes, as: UTF8.self),
                reason: reason
            )
        }
        return StateDamage(path: path(of: name), setAsideAs: nil, reason: reason)
    }
}
