import ArgumentParser
import Glibc

/// How many threads a command works on.
struct ThreadOptions: ParsableArguments {
    @Option(help: "How many threads work; as many as there are processors unless given.")
    var threads: Int?

    func validate() throws {
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is between 1 and 256.") }
    }

    /// The number given, or that of the processors.
    var count: Int { threads ?? max(1, min(256, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
