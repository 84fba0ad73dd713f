import Glibc
import Harness
import Synthesis
import SystemPackage

/// A recording that is rotated: the newest part has the plain name, the one before `.1`, and so on.
struct RotatedRecording {
    /// How it is rotated.
    enum Method: String, CaseIterable {
        /// The file is renamed, and the recorder begins a new one.
        case rename
        /// The file is copied and cut, and the recorder goes on in it.
        case copytruncate
    }

    /// How many records were written.
    private(set) var records = 0
    /// How often it was rotated.
    private(set) var rotations = 0
    /// How many records each part has, the oldest first.
    private(set) var parts = [0]

    private let method: Method
    private let path: FilePath
    private var header: [UInt8] = []
    private var lines: [UInt8] = []
    private var position = 0
    private var chunks: RecorderCSV<SyntheticSession>.Iterator

    /// A recording of which nothing is written yet.
    init(_ method: Method, seed: UInt64, in recordings: FilePath) {
        self.method = method
        let account = Account(0, seed: seed)
        unsafe mkdir(recordings.appending(account.name).string, 0o700)
        path = recordings.pushing(FilePath(account.path(0)))
        chunks = account.csv(0, gestures: .max).makeIterator()
        header = nextLine() ?? []
    }

    /// Writes so many more records.
    mutating func write(_ count: Int) throws {
        guard count > 0 else { return }
        var written: [UInt8] = []
        for _ in 0..<count { written += nextLine() ?? [] }
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .append],
            permissions: [.ownerReadWrite]
        )
        try file.closeAfter {
            // Whoever begins a file writes the heading; who goes on in one that was cut does not know that it was.
            let isNew = try method == .rename ? file.seek(offset: 0, from: .end) == 0 : records == 0
            _ = try file.writeAll(isNew ? header + written : written)
        }
        records += count
        parts[rotations] += count
    }

    /// Rotates it.
    mutating func rotate() throws {
        for number in stride(from: rotations, to: 0, by: -1) { try move(part(number), to: part(number + 1)) }
        switch method {
        case .rename: try move(path, to: part(1))
        case .copytruncate:
            try runChild(["cp", path.string, part(1).string])
            guard unsafe truncate(path.string, 0) == 0 else { throw ChildFailure(description: "\(path) cannot be cut") }
        }
        rotations += 1
        parts.append(0)
    }

    private func part(_ number: Int) -> FilePath { FilePath(path.string + ".\(number)") }

    private func move(_ from: FilePath, to: FilePath) throws {
        guard unsafe Glibc.rename(from.string, to.string) == 0 else {
            throw ChildFailure(description: "\(from) cannot be renamed")
        }
    }

    private mutating func nextLine() -> [UInt8]? {
        while true {
            if let newline = lines[position...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = newline + 1 }
                return Array(lines[position...newline])
            }
            guard let chunk = chunks.next() else { return nil }
            lines = Array(lines[position...]) + chunk
            position = 0
        }
    }
}
