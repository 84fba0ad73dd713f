import Glibc
public import SystemPackage

/// A directory for one run, removed at its end.
public struct TemporaryDirectory: ~Copyable {
    /// Where it is.
    public let path: FilePath

    /// Makes a new directory below `TMPDIR`, or `/tmp`.
    public init() throws(ChildFailure) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/gait-benchmarks-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw ChildFailure(description: "no directory can be made in \(parent): set TMPDIR to a writable one")
        }
        path = FilePath(String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    deinit {
        _ = try? runChild(["rm", "-rf", path.string])
    }
}

/// Makes the directory `path` and those above it.
public func makeDirectories(_ path: FilePath) throws(ChildFailure) {
    try runChild(["mkdir", "-p", path.string])
}

/// Writes `chunks` into a new file at `path`.
public func write(_ chunks: some Sequence<[UInt8]>, to path: FilePath) throws {
    let file = try FileDescriptor.open(
        path,
        .writeOnly,
        options: [.create, .truncate],
        permissions: [.ownerReadWrite]
    )
    try file.closeAfter {
        for chunk in chunks { try file.writeAll(chunk) }
    }
}
