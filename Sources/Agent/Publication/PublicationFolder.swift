package import SystemPackage

/// A folder in which files are published: replaced whole or not at all, and read within bounds.
package struct PublicationFolder: Sendable {
    /// Where it is.
    package let path: FilePath
    /// Its descriptor, which whoever opened it closes.
    package let descriptor: FileDescriptor
    let system: any SystemCalls

    /// Who may read what is published in the state directory: its user and its group.
    package static let readers: FilePermissions = [.ownerReadWrite, .groupRead]

    /// A folder that is open.
    package init(_ descriptor: FileDescriptor, at path: FilePath, system: any SystemCalls) {
        self.descriptor = descriptor
        self.path = path
        self.system = system
    }

    /// Replaces the file `name`: written beside it, on the disk, renamed, and the folder on the disk.
    ///
    /// - Throws: `PublicationError`; the file is as before, or replaced but perhaps not on the disk yet.
    package func replace(
        _ name: FileName,
        with bytes: [UInt8],
        readers: FilePermissions = Self.readers
    ) throws(PublicationError) {
        try replace(name, readers: readers) { (write: ([UInt8]) throws(Errno) -> Void) throws(PublicationError) in
            do throws(Errno) {
                try write(bytes)
            } catch {
                throw PublicationError("cannot be written: \(error)")
            }
        }
    }

    /// Replaces the file `name` by what `fill` hands over in pieces.
    func replace(
        _ name: FileName,
        readers: FilePermissions = Self.readers,
        fill: (_ write: ([UInt8]) throws(Errno) -> Void) throws(PublicationError) -> Void
    ) throws(PublicationError) {
        system.close(try replacing(name, readers: readers, isLasting: true, fill: fill))
    }

    /// Replaces the file `name` by what `fill` hands over in pieces.
    ///
    /// - Parameter isLasting: whether it is to be on the disk at once. If not, a power cut can leave the old file, the new
    ///   one, or one of the new one's size with any content.
    /// - Returns: the new file, open for reading; the caller closes it.
    /// - Throws: `PublicationError`; the file is as before, or replaced but perhaps not on the disk yet.
    func replacing(
        _ name: FileName,
        readers: FilePermissions = Self.readers,
        isLasting: Bool,
        fill: (_ write: ([UInt8]) throws(Errno) -> Void) throws(PublicationError) -> Void
    ) throws(PublicationError) -> FileDescriptor {
        let temporary = name.whileIncomplete
        let file = try attempt(name) { () throws(Errno) in try system.openForUpdating(temporary, in: descriptor) }
        do throws(PublicationError) {
            try attempt(name) { () throws(Errno) in try system.truncate(file, to: 0) }
            do throws(PublicationError) {
                try fill { (bytes: [UInt8]) throws(Errno) in try system.write(bytes, to: file) }
            } catch {
                throw PublicationError("\(path(of: name)) \(error)", isDamage: error.isDamage)
            }
            try attempt(name) { () throws(Errno) in
                try system.setPermissions(readers, of: file)
                if isLasting { try system.synchronise(file) }
                try system.rename(temporary, to: name, in: descriptor)
                if isLasting { try system.synchronise(descriptor) }
            }
        } catch {
            system.close(file)
            throw error
        }
        return file
    }

    /// The whole of the file `name`; `nil` where there is none.
    ///
    /// - Throws: `PublicationError` where it cannot be read, is no regular file or has more than `limit` bytes.
    package func read(_ name: FileName, atMost limit: Int) throws(PublicationError) -> [UInt8]? {
        let bytes: [UInt8]?
        do throws(Errno) {
            bytes = try system.read(name, in: descriptor, atMost: limit)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw PublicationError("\(path(of: name)) cannot be read: \(error)")
        }
        guard let bytes else { throw PublicationError("\(path(of: name)) is no file of at most \(limit) bytes") }
        return bytes
    }

    /// The path of the entry `name`.
    func path(of name: FileName) -> FilePath {
        path.appending(String(decoding: name.bytes, as: UTF8.self))
    }

    /// Does `call`; an error of the system becomes one that names the file.
    func attempt<Result>(_ name: FileName, _ call: () throws(Errno) -> Result) throws(PublicationError) -> Result {
        do throws(Errno) {
            return try call()
        } catch {
            throw PublicationError("\(path(of: name)) cannot be written: \(error)")
        }
    }
}
