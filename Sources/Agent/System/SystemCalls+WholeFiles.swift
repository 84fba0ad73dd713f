import SystemPackage

extension SystemCalls {
    /// The whole of the file `name` in `folder`; `nil` where it is no regular file or has more than `limit` bytes.
    func read(_ name: FileName, in folder: FileDescriptor, atMost limit: Int) throws(Errno) -> [UInt8]? {
        let file = try open(name, in: folder, asDirectory: false)
        defer { close(file) }
        let status = try status(of: file)
        guard status.kind == .file, status.size <= limit else { return nil }
        return try read(file, at: 0, count: Int(status.size))
    }
}

extension FileName {
    /// The name that a file has until it is complete and takes its own.
    var whileIncomplete: FileName { FileName(bytes + Array(".new".utf8)) }
}
