import Agent
import Glibc
import Harness
import Synthesis
import SystemPackage

/// How much memory a scan needs for one session of 1 GiB, and for few and for many sessions of one user.
struct MemoryStudy {
    private static let longSession = 1 << 30
    private static let few = 10
    private static let many = 1000

    private let programs: Programs
    private let scratch: FilePath
    private let samples: FilePath

    init(_ recordings: MeasuredRecordings, _ programs: Programs, scratch: FilePath) throws {
        self.programs = programs
        self.scratch = scratch
        samples = recordings.short
    }

    /// The figures as a table.
    func report(withLongSession: Bool) throws -> String {
        var table = TextTable("memory", "peak MiB", "at most", "aim")
        if withLongSession {
            table.append("scan of a session of 1 GiB", try scanLongSession().mebibytes, "40", "24")
        }
        let few = try scan(sessions: Self.few)
        let many = try scan(sessions: Self.many)
        table.append("scan of \(Self.few) sessions of a user", few.mebibytes, "", "")
        let ratio = (Double(many) / Double(few)).text(decimals: 2)
        table.append("scan of \(Self.many) sessions of a user", many.mebibytes, "", "")
        table.append("ratio", ratio, "1.10", "")
        return table.text
    }

    private func scanLongSession() throws -> Int {
        let directory = scratch.appending("long")
        try makeDirectories(directory.appending("user"))
        let file = directory.appending("user").appending("session_1")
        var rest = Self.longSession
        let session = RecorderCSV(Person(seed: 1).session(seed: 1, gestures: .max))
        try write(
            session.lazy.prefix { chunk in
                defer { rest -= chunk.count }
                return rest > 0
            },
            to: file
        )
        let usage = try runChild(programs.scan(directory))
        _ = try runChild(["rm", "-r", directory.string])
        return usage.peakResident
    }

    /// Scans `count` sessions of one user: the same few recordings over and over, under names of their own.
    private func scan(sessions count: Int) throws -> Int {
        let directory = scratch.appending("sessions\(count)")
        let user = directory.appending("user")
        try makeDirectories(user)
        let recordings = RecordingDirectory(samples, system: Kernel())
        let originals = try recordings.entries().prefix(Self.few).enumerated().map { number, entry in
            let original = scratch.appending("original\(number)")
            let path = samples.pushing(FilePath(entry.path.description))
            _ = try runChild(["cp", "--no-preserve=mode", path.string, original.string])
            return original
        }
        for number in 0..<count {
            let name = user.appending("session_\(number)")
            guard unsafe link(originals[number % originals.count].string, name.string) == 0 else {
                throw ChildFailure(description: "\(name) cannot be linked: set TMPDIR to another file system")
            }
        }
        return try runChild(programs.scan(directory)).peakResident
    }
}

extension Int {
    /// The number of bytes in MiB.
    fileprivate var mebibytes: String { (Double(self) / Double(1 << 20)).text(decimals: 1) }
}
