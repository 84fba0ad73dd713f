import SystemPackage

/// The names of files in the folder `requests` of a state directory, and how they are written.
enum RequestFile {
    /// The folder's name in the state directory.
    static let folderName = FileName("requests")
    private static let digits = 16
    private static let answerSuffix = Array(".answer".utf8)

    /// The name of the request of a number: 16 hexadecimal digits.
    static func name(_ number: UInt64) -> FileName {
        let text = String(number, radix: 16)
        return FileName(String(repeating: "0", count: digits - text.count) + text)
    }

    /// The name of the answer to a request.
    static func answer(to request: FileName) -> FileName { FileName(request.bytes + answerSuffix) }

    /// Whether a file is a request by its name.
    static func isRequest(_ name: FileName) -> Bool {
        name.bytes.count == digits
            && name.bytes.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    /// The bytes of a file; `nil` where there is none.
    ///
    /// - Throws: `StateError` where it cannot be read, is no regular file or has more than `limit` bytes.
    static func read(_ name: FileName, atMost limit: Int, in folder: StateFolder) throws(StateError) -> [UInt8]? {
        do throws(Errno) {
            if let bytes = try folder.system.read(name, in: folder.descriptor, atMost: limit) { return bytes }
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw StateError(folder.path(of: name), "cannot be read: \(error)")
        }
        throw StateError(folder.path(of: name), "is no file of at most \(limit) bytes")
    }

    /// Puts `value` there as JSON, as a whole. Daemon and command may be different users': the folder decides who comes near.
    ///
    /// It need not outlive a power cut, nor does it.
    static func put(_ value: some Encodable, as name: FileName, in folder: StateFolder) throws(StateError) {
        let system = folder.system
        let bytes: [UInt8]
        do throws(PublicationError) {
            bytes = try json(value)
        } catch {
            throw StateError(folder.path(of: name), error.description)
        }
        do throws(Errno) {
            let file = try system.create(name.whileIncomplete, in: folder.descriptor)
            defer { system.close(file) }
            try system.write(bytes, to: file)
            try system.setPermissions([.ownerReadWrite, .groupRead, .otherRead], of: file)
            try system.rename(name.whileIncomplete, to: name, in: folder.descriptor)
        } catch {
            throw StateError(folder.path(of: name), "cannot be written: \(error)")
        }
    }
}
