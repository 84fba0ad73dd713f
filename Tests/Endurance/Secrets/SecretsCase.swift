import Glibc
import Harness
import SystemPackage

/// The recordings of one format, and all that Gait is asked about them.
struct SecretsCase {
    /// The format.
    let name: String
    /// How many sessions there are.
    let count: Int
    /// Where the recordings are.
    let recordings: FilePath

    private let options: ProofOptions
    /// Where all is that Gait writes.
    private let place: FilePath

    private var state: FilePath { place.appending("state") }

    init(_ marked: MarkedRecordings, in directory: FilePath, _ options: ProofOptions) {
        name = marked.name
        count = marked.count
        recordings = directory.appending("recordings")
        place = directory.appending("written")
        self.options = options
    }

    /// Prints the list of the recordings at rest, in both forms.
    func scan() throws {
        try makeDirectories(place)
        for form in ["--json", "--table"] {
            try print(["scan", form, recordings.string], to: "scan\(form)")
        }
    }

    /// Starts a daemon over the recordings.
    func follow(silence: Double) throws -> DaemonProcess {
        try DaemonProcess(
            options.binary,
            over: recordings,
            state: state,
            silence: silence,
            log: place.appending("log")
        )
    }

    /// Waits until the daemon has nothing more to do.
    ///
    /// - Parameter areOver: whether all sessions have to be over; else it is enough that some are listed, because of files
    ///   of a few bytes it may be that nothing is listed before.
    func wait(for daemon: DaemonProcess, areOver: Bool) throws {
        let timeout = 120.0
        let start = monotonicSeconds()
        var looks = 0
        var used = 0.0
        while looks < Self.quietLooks {
            try daemon.checkRuns()
            let list = try PublishedList(in: state)
            let isEnough = areOver ? list.closedCount == count && list.openCount == 0 : list.size > 0
            let now = try ProcessFigures.processor(daemon)
            looks = isEnough && now == used ? looks + 1 : 0
            used = now
            guard monotonicSeconds() - start < timeout else {
                throw ChildFailure(
                    description:
                        "\(name): \(list.closedCount) sessions are over and \(list.openCount) open, of \(count)"
                )
            }
            pause(0.1)
        }
    }

    /// A daemon that did nothing between so many looks has nothing to do.
    private static let quietLooks = 3

    /// Keeps a copy of the state directory as it is now.
    func keepState() throws {
        try runChild(["cp", "-a", state.string, place.appending("state-of-open-sessions").string])
    }

    /// Asks for all that Gait says of the sessions and their owners.
    func ask() throws {
        for form in ["--json", "--table"] {
            try print(["list", form, "--state", state.string], to: "list\(form)")
            try print(["profile", "list", form, "--state", state.string], to: "profiles\(form)")
            try print(["profile", "show", form, name, "--state", state.string], to: "profile\(form)")
        }
        try print(["health", "--json", "--state", state.string], to: "health")
        var number = 0
        for session in try sessions() {
            try print(["explain", "--state", state.string, session], to: "explanation-\(number)")
            number += 1
        }
    }

    /// Every file that Gait wrote, and every output.
    func written() throws -> [FilePath] {
        let list = place.removingLastComponent().appending("files")
        try runChild(["find", place.string, "-type", "f"], output: list.string)
        return String(decoding: try Bytes(contentsOf: list).bytes, as: UTF8.self).split(separator: "\n")
            .map { FilePath(String($0)) }
    }

    /// - Throws: where a recording was not read that is whole, so that nothing was proved of it.
    func checkThatItWasRead() throws {
        guard name != "unknown" else { return }
        let output = String(decoding: try Bytes(contentsOf: place.appending("scan--json")).bytes, as: UTF8.self)
        let rows = output.split(separator: "\n").filter { $0.contains("/none-plain-whole") }
        guard rows.count == 1, rows.allSatisfy({ !$0.contains("\"unreadable\"") }) else {
            throw ChildFailure(description: "\(name): the whole recording is not read")
        }
    }

    /// The paths of all sessions, as the list has them.
    private func sessions() throws -> [String] {
        let field = Array("\"path\":\"".utf8)
        let list = try Bytes(contentsOf: state.appending("priority.json")).bytes
        var paths: [String] = []
        var rest = list[...]
        while let start = rest.firstEnd(of: field) {
            rest = rest[start...]
            paths.append(rest.leadingText.replacing("\\/", with: "/"))
        }
        return paths
    }

    /// Runs Gait, with all that it says in the file `name` and one beside it.
    private func print(_ arguments: [String], to name: String) throws {
        let output = place.appending(name).string
        let pid = try spawn([options.gait] + arguments, output: output, errors: output + ".errors")
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw ChildFailure(description: "\(arguments): cannot wait for it") }
        }
        guard status & 0x7f == 0, status >> 8 & 0xff <= 2 else {
            throw ChildFailure(
                description: "`gait \(arguments.joined(separator: " "))` ended with wait status \(status)"
            )
        }
    }
}
