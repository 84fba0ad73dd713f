import Agent
import ArgumentParser
import SystemPackage

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Say what is known of the accounts' owners.",
        subcommands: [ProfileListCommand.self, ProfileShowCommand.self]
    )
}

struct ProfileListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print every owner: sessions known, windows, up to where the ledger is learnt, size.",
        discussion: """
            Reads the files of the state directory, and does not disturb who has it.

            Exit codes: 0 printed, 1 there are files that cannot be used, 2 there are no profiles that can be read.
            """
    )

    @OptionGroup var profiles: ProfileOptions

    @OptionGroup var form: OutputOptions

    func run() throws {
        let list = try profiles.read { (files) throws(StateError) in try files.list() }
        let output = StandardOutput()
        if form.wantsJSON(on: output) {
            try output.write(json: list)
        } else {
            try output.write(ProfileTable(list).text)
        }
        if list.profiles.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }
}

struct ProfileShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print what is known of one owner: the sessions, and whether they are enough.",
        discussion: """
            Reads a file of the state directory, and does not disturb who has it.

            Exit codes: 0 printed, 2 there is no such owner, or the file cannot be used.
            """
    )

    @Argument(help: "The owner, as gait profile list prints it.")
    var user: String

    @OptionGroup var profiles: ProfileOptions

    @OptionGroup var form: OutputOptions

    func run() throws {
        guard let profile = try profiles.read({ (files) throws(StateError) in try files.profile(of: user) }) else {
            throw Failure(
                "\(try profiles.place.directory()) knows no owner \(printable(user)): give a name as gait profile list prints it"
            )
        }
        let output = StandardOutput()
        if form.wantsJSON(on: output) {
            try output.write(json: profile)
        } else {
            try output.write(ProfileText(profile).text)
        }
    }
}

/// Which state directory's owners are read.
struct ProfileOptions: ParsableArguments {
    @OptionGroup var place: StateOptions

    /// What `body` makes of the files.
    func read<Result>(_ body: (ProfileFiles) throws(StateError) -> Result) throws(Failure) -> Result {
        let state = try place.directory()
        do throws(StateError) {
            return try ProfileFiles.read(in: FilePath(state), system: Kernel(), body)
        } catch {
            throw Failure(error.description)
        }
    }
}
