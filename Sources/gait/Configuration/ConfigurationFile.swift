import Agent
import Configuration
import Recordings
import SystemPackage

/// A configuration file on the disk.
struct ConfigurationFile {
    /// Where the package puts it.
    static let defaultPath = "/etc/gait/gait.toml"

    var path = Self.defaultPath

    /// Whether it is there and this user can read it.
    var canBeRead: Bool { (try? open().close()) != nil }

    /// The path, safe to print.
    var name: String { escapedForTerminal(Array(path.utf8)) }

    /// What the file says and all that is wrong with it and with the directories that it names.
    ///
    /// - Throws: `Failure` where the file cannot be read.
    func read(areSourcesUsed: Bool = true, isStateUsed: Bool = true) throws(Failure) -> ConfigurationReading {
        var reading = ConfigurationReading(try bytes())
        reading.checkDirectories(
            areSourcesUsed: areSourcesUsed,
            isStateUsed: isStateUsed,
            defaultState: defaultStateDirectory,
            Kernel()
        )
        return reading
    }

    /// What is to be told of sessions, whatever else the file says.
    ///
    /// - Throws: `Failure` where the file cannot be read, or something is wrong with what it says of that.
    func events() throws(Failure) -> [EventRule] {
        let reading = ConfigurationReading(eventsOf: try bytes())
        if let problem = reading.problems.first { throw Failure(problem.line(in: name)) }
        return reading.configuration.rules
    }

    /// The content, or one byte more than a configuration may have.
    ///
    /// - Throws: `Failure` where it cannot be read.
    func bytes() throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            let file = try open()
            defer { try? file.close() }
            var chunk = [UInt8](repeating: 0, count: 64 * 1024)
            while bytes.count <= ConfigurationReading.mostBytes {
                let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
                if count == 0 { break }
                bytes += chunk[..<count]
            }
        } catch {
            throw Failure("\(name): the configuration cannot be read: \(error); name a file that can")
        }
        return bytes
    }

    private func open() throws -> FileDescriptor {
        // Without blocking, lest a FIFO stops a daemon that reads it again.
        try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    }
}
