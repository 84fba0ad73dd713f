import ArgumentParser
import SystemPackage

/// What every proof is told.
struct ProofOptions: ParsableArguments {
    @Option(help: "The binary.")
    var gait: String

    @Option(help: "Determines the recordings, and when things happen.")
    var seed: UInt64 = 1

    /// The binary's path.
    var binary: FilePath { FilePath(gait) }
}
