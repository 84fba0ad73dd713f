import ArgumentParser
import Glibc
import Harness
import SystemPackage

/// What people type stays out of all that Gait writes.
struct SecretsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secrets",
        abstract: "Whether typed text is in what Gait writes, and whether its memory gets into a core dump.",
        discussion: """
            A text that is made up anew is typed, pasted and shown in recordings of every format, some of them damaged. \
            Looked for are any eight of its characters in a row, as UTF-8, UTF-16, UTF-32 and as codes of keys. The \
            memory of daemons with nothing to do is looked at in /proc/PID/mem, which holds what a core dump would: what is \
            free has what was read last, which is why there are no core dumps.
            """
    )

    @OptionGroup var options: ProofOptions

    func run() throws {
        let workplace = try Workplace()
        try workplace.keepingOnFailure {
            let marker = Marker()
            let search = MarkerSearch(marker)
            var table = ProofTable("secrets")
            let cases = try MarkedRecordings.all(marker, seed: options.seed).map { recordings in
                let place = workplace.path(recordings.name)
                let secret = SecretsCase(recordings, in: place, options)
                try recordings.write(to: secret.recordings)
                return secret
            }
            table.note("formats, and kinds of them", Double(cases.count))
            table.note("sessions", Double(cases.reduce(0) { $0 + $1.count }))
            for secret in cases { try secret.scan() }
            try provokeCoreDumps(cases, &table)
            try letAllBeOver(cases, search, &table)
            for secret in cases { try secret.checkThatItWasRead() }
            try lookAtFiles(cases, search, &table)
            try table.finish()
        }
    }

    /// Lets daemons crash that have read all sessions, of which none is over.
    private func provokeCoreDumps(_ cases: [SecretsCase], _ table: inout ProofTable) throws {
        try allowCoreDumps()
        // All at once, because each has to wait.
        let daemons = try cases.map { try $0.follow(silence: 900) }
        for (secret, daemon) in zip(cases, daemons) { try secret.wait(for: daemon, areOver: false) }
        let dumps = try daemons.map { try $0.abort() }
        table.expect("core dumps", Double(dumps.count { $0 }), .atMost(0))
        // The journal has what each session was begun with; it goes on being written.
        for secret in cases { try secret.keepState() }
    }

    /// Lets daemons go on until all sessions are over, looks at their memory, and asks for all that is known.
    private func letAllBeOver(_ cases: [SecretsCase], _ search: MarkerSearch, _ table: inout ProofTable) throws {
        let daemons = try cases.map { try $0.follow(silence: 0.3) }
        for (secret, daemon) in zip(cases, daemons) { try secret.wait(for: daemon, areOver: true) }
        do {
            try lookAtMemory(cases, daemons, search, &table)
        } catch let error as Errno where error == .permissionDenied || error == .notPermitted {
            print("The memory of the daemons may not be looked at here: \(error)")
        }
        for (secret, daemon) in zip(cases, daemons) {
            try secret.ask()
            try daemon.terminate()
        }
    }

    private func lookAtMemory(
        _ cases: [SecretsCase],
        _ daemons: [DaemonProcess],
        _ search: MarkerSearch,
        _ table: inout ProofTable
    ) throws {
        let size = try daemons.reduce(0) { $0 + (try ProcessMemory(of: $1)).size }
        let found = try daemons.map { try places(in: $0, search) }
        table.note("memory that was looked at", Double(size).mebibytes, unit: "MiB", decimals: 1)
        table.note("daemons with the text in it", Double(found.count { !$0.isEmpty }))
        for (secret, places) in zip(cases, found) {
            for place in places { print("\(secret.name): \(place)") }
        }
    }

    private func lookAtFiles(_ cases: [SecretsCase], _ search: MarkerSearch, _ table: inout ProofTable) throws {
        let files = try cases.flatMap { try $0.written() }
        let found = try files.filter { !search.places(in: try Bytes(contentsOf: $0).bytes).isEmpty }
        table.note("files that Gait wrote", Double(files.count))
        table.expect("of these with the text", Double(found.count), .atMost(0))
        for path in found.prefix(20) { print("in \(path)") }
    }

    /// Lets this process's children write core dumps, if they do not forbid it themselves.
    private func allowCoreDumps() throws {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            throw ChildFailure(description: "the limit of core dumps is unknown")
        }
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            throw ChildFailure(description: "core dumps cannot be allowed")
        }
    }

    /// Where the text is in the memory of a process, in words for each mapping.
    private func places(in daemon: DaemonProcess, _ search: MarkerSearch) throws -> [String] {
        var found: [String] = []
        try ProcessMemory(of: daemon).forEachMapping { mapping, bytes in
            let places = search.places(in: bytes)
            guard let first = places.first else { return }
            let name = mapping.name.isEmpty ? "anonymous memory" : mapping.name
            found.append("\(places.count) times in \(name) of \(bytes.count) bytes, first at \(first)")
        }
        return found
    }
}
