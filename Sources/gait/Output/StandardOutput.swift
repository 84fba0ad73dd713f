import FoundationEssentials
import Glibc
import SystemPackage

/// Where results go.
struct StandardOutput {
    /// Whether a person is looking.
    var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The terminal's width in columns; `nil` where there is none.
    var width: Int? {
        var size = winsize()
        let result = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// The terminal's height in lines; `nil` where there is none.
    var height: Int? {
        var size = winsize()
        let result = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
        return result == 0 && size.ws_row > 0 ? Int(size.ws_row) : nil
    }

    /// Writes text.
    ///
    /// - Throws: `Failure` where it cannot be written, as to a full disk.
    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes bytes. A reader who has gone, as `head` does, is no failure.
    ///
    /// - Throws: `Failure` where they cannot be written, as to a full disk.
    func write(_ bytes: [UInt8]) throws {
        let error = writeAll(bytes, to: STDOUT_FILENO)
        if error != 0 && error != EPIPE {
            throw Failure("the result cannot be written: \(Errno(rawValue: error)); free some space and run again")
        }
    }

    /// Writes a value as JSON with sorted keys, so that equal values give equal bytes.
    func write(json value: some Encodable) throws {
        try write(try encode(value) + [UInt8(ascii: "\n")])
    }

    /// The text of a value as JSON.
    ///
    /// - Parameter onOneLine: whether it is for programs alone.
    func encode(_ value: some Encodable, onOneLine: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
        return [UInt8](try encoder.encode(value))
    }
}

/// Where errors and progress go.
enum StandardError {
    /// Whether a person is looking.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text.
    static func write(_ text: String) {
        // There is nowhere left to say that this fails.
        _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
}

/// Writes `bytes`; returns 0, or the error that stopped it.
private func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        }
        if count > 0 { written += count } else if errno != EINTR { return errno }
    }
    return 0
}

/// An error for the person at the command line: what is wrong, where, and what to do. Exit code 2.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
