import Foundation
import TestSupport
import Testing

/// The command line as a person or a script has it: the binary that is built beside the tests.
enum Gait {
    private static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "gait")

    static let isBuilt = FileManager.default.isExecutableFile(atPath: binary.path)
    static let absence: Comment = "the gait binary is not built beside the tests"

    static func run(_ arguments: String...) throws -> ProcessResult { try run(arguments) }

    static func run(_ arguments: [String]) throws -> ProcessResult {
        try ProcessResult(running: binary, arguments)
    }

    /// Starts the daemon over `recordings`, and waits until its list has all of them as over.
    static func startDaemon(over recordings: String, state: String) throws -> Process {
        let daemon = Process()
        daemon.executableURL = binary
        daemon.arguments = ["run", recordings, "--state", state, "--silence", "0.2"]
        daemon.standardError = FileHandle.nullDevice
        try daemon.run()
        let count = ProjectFiles.contents(of: URL(filePath: recordings)).count
        for _ in 0..<5000 where daemon.isRunning {
            let list = try run("list", "--json", "--state", state)
            guard list.status == 0, let summary = try list.json()["summary"] as? [String: Any] else { continue }
            if summary["recordings"] as? Int == count, summary["open"] as? Int == 0 { return daemon }
        }
        daemon.terminate()
        throw DaemonFailure()
    }

    /// The daemon did not come to an end with the recordings.
    struct DaemonFailure: Error {}
}

extension ProcessResult {
    var text: String { String(decoding: output, as: UTF8.self) }

    /// The object that standard output is.
    func json() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: output) as? [String: Any])
    }
}

/// Recordings for the commands to read, as `gait synthesize` lays them out.
struct Recordings {
    let directory: TemporaryDirectory

    /// Makes two users' recordings, of whose seven sessions three are the baseline.
    init() throws {
        directory = try TemporaryDirectory()
        let result = try Gait.run("synthesize", root.path, "--users", "2", "--sessions", "7", "--seed", "1")
        #expect(result.status == 0, "\(result.errors)")
    }

    private var root: URL { directory.url.appending(path: "corpus") }
    var baseline: String { root.appending(path: "baseline").path }
    var sessions: String { root.appending(path: "sessions").path }
    var labels: String { root.appending(path: "labels.csv").path }

    /// The paths of the sessions, in order.
    var sessionPaths: [String] { ProjectFiles.contents(of: URL(filePath: sessions)).keys.sorted() }

    /// Writes a labels file with these lines below its header; returns its path.
    func writeLabels(_ lines: [String]) throws -> String {
        let text = (["filename,is_illegal"] + lines).map { $0 + "\n" }.joined()
        try directory.write(text.utf8, to: "own-labels.csv")
        return directory.url.appending(path: "own-labels.csv").path
    }
}
