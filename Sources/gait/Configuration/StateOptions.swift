import Agent
import ArgumentParser
import Configuration
import SystemPackage

/// Which state directory a command is about.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration of gait run, which names the state directory.",
            discussion: """
                Unless given, \(ConfigurationFile.defaultPath), if it is there and can be read. Where neither names a state \
                directory it is \(defaultStateDirectory).
                """,
            valueName: "file"
        ),
        completion: .file(extensions: ["toml"])
    )
    var config: String?

    @Option(
        help: ArgumentHelp("The state directory, whatever a configuration says.", valueName: "directory"),
        completion: .directory
    )
    var state: String?

    /// The state directory: that of `--state`, else of the file of `--config`, else of the default file if that can be
    /// read, else the default.
    ///
    /// - Throws: `Failure` where the configuration is to say it, and cannot be understood.
    func directory(defaultFile: ConfigurationFile = ConfigurationFile()) throws(Failure) -> String {
        if let state { return state }
        if let config { return try Self.stateDirectory(of: ConfigurationFile(path: config)) }
        return defaultFile.canBeRead ? try Self.stateDirectory(of: defaultFile) : defaultStateDirectory
    }

    private static func stateDirectory(of file: ConfigurationFile) throws(Failure) -> String {
        let reading = ConfigurationReading(try file.bytes())
        guard reading.isStateKnown else {
            throw Failure(
                "\(file.name): which state directory it names cannot be told: mend what gait check \(file.name) says, or "
                    + "name the directory with --state"
            )
        }
        return reading.configuration.state?.value ?? defaultStateDirectory
    }
}

/// Where the daemon keeps its state unless it is told otherwise.
let defaultStateDirectory = "/var/lib/gait"
