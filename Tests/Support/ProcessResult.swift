public import Foundation

/// What came of running a program to its end.
public struct ProcessResult: Sendable {
    /// Its exit status.
    public var status: Int32
    /// What it wrote to standard output.
    public var output: Data
    /// What it wrote to standard error, as text.
    public var errors: String

    /// Runs `executable` with `arguments`, without any input.
    ///
    /// - Throws: where it cannot be started.
    public init(running executable: URL, _ arguments: [String]) throws {
        // Through files, because of two pipes one would fill up while the other is read.
        let directory = try TemporaryDirectory()
        try directory.write([], to: "output")
        try directory.write([], to: "errors")
        let outputFile = directory.url.appending(path: "output")
        let errorsFile = directory.url.appending(path: "errors")
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorsFile)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try Data(contentsOf: outputFile)
        errors = String(decoding: try Data(contentsOf: errorsFile), as: UTF8.self)
    }
}
