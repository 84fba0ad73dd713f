import FoundationEssentials
import Glibc

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

    /// Writes text.
    func write(_ text: String) {
        writeAll(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Writes bytes.
    func write(_ bytes: [UInt8]) {
        writeAll(bytes, to: STDOUT_FILENO)
    }

    /// Writes a value as JSON with sorted keys, so that equal values give equal bytes.
    func write(json value: some Encodable) throws {
        write(try encode(value) + [UInt8(ascii: "\n")])
    }

    /// The text of a value as JSON.
    func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}

/// Where errors and progress go.
enum StandardError {
    /// Whether a person is looking.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes text.
    static func write(_ text: String) {
        writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
}

/// Writes `bytes` until they are gone or nobody takes them any more, as when the other end of a pipe has closed.
private func writeAll(_ bytes: [UInt8], to descriptor: CInt) {
    var written = 0
    while written < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        }
        if count > 0 { written += count } else if errno != EINTR { return }
    }
}

/// An error for the person at the command line: what is wrong, where, and what to do. Exit code 2.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
