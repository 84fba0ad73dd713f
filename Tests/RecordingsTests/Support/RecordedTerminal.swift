import Foundation
import Glibc
import Recordings

/// A key that a test types, as a terminal sends it.
struct TypedKey {
    /// What the terminal sends.
    var text: String
    /// What kind of key it is.
    var keyClass: KeyClass
    /// When it was typed, in µs since 1970; 0 before.
    var time: Int64 = 0

    init(_ text: String, _ keyClass: KeyClass) {
        self.text = text
        self.keyClass = keyClass
    }
}

extension [TypedKey] {
    /// Words with what else is on a keyboard, of which a terminal in its usual mode echoes each key by itself.
    static var words: [TypedKey] {
        var keys: [TypedKey] = []
        for letter in "the quick brown fox, 7 or 42;" {
            let keyClass: KeyClass =
                switch letter {
                case " ": .space
                case "0"..."9": .digit
                case ",", ";": .punctuation
                default: "qwertasdfgzxcvb".contains(letter) ? .letterLeft : .letterRight
                }
            keys.append(TypedKey(String(letter), keyClass))
        }
        keys.append(TypedKey("\u{7F}", .erase))
        keys.append(TypedKey("\r", .enter))
        return keys
    }
}

/// A real recorder at a pseudo-terminal, at which a test types.
struct RecordedTerminal {
    /// The terminal's size.
    static let columns: UInt16 = 100
    static let lines: UInt16 = 30

    /// What the recorder is to run: it takes the keys in the terminal's usual mode, which echoes them, until Control-D at
    /// the beginning of a line.
    static let command = "echo ready; exec cat >/dev/null"

    /// What went wrong, in words.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Where a program is; nil where it is not installed.
    static func path(of program: String) -> String? {
        ["/usr/local/bin/", "/usr/bin/", "/bin/"].map { $0 + program }.first { unsafe access($0, X_OK) == 0 }
    }

    /// Now, in µs since 1970.
    static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    /// Starts the recorder, types `keys` once its command is ready, one every `interval` ms, then Control-D, and waits for
    /// the recorder's end.
    ///
    /// - Returns: the keys with the times at which they were typed.
    static func type(
        _ keys: [TypedKey],
        every interval: Int32 = 20,
        into arguments: [String],
        environment: [String]
    ) throws -> [TypedKey] {
        var terminal = try RecordedTerminal(arguments, environment: environment)
        defer { terminal.close() }
        try terminal.waitForOutput(containing: "ready")
        terminal.passTime(300)
        var typed = keys
        for index in typed.indices {
            typed[index].time = try terminal.write(typed[index].text)
            terminal.passTime(interval)
        }
        _ = try terminal.write("\u{4}")
        try terminal.waitForEnd()
        return typed
    }

    private var master: Int32 = -1
    private var child: pid_t = 0

    private init(_ arguments: [String], environment: [String]) throws {
        var slave: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: Self.lines, ws_col: Self.columns, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe openpty(&master, &slave, &name, nil, &size) == 0 else {
            throw Failure(description: "openpty failed: \(errno)")
        }
        defer { _ = Glibc.close(slave) }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens controls it.
        unsafe posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A test's thread may have signals blocked that the recorder lives by, such as that its command has ended.
        var noSignals = sigset_t()
        unsafe sigemptyset(&noSignals)
        unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
        // POSIX_SPAWN_SETSID and POSIX_SPAWN_SETSIGMASK of glibc's spawn.h.
        unsafe posix_spawnattr_setflags(&attributes, 0x80 | 0x08)
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        let status = unsafe posix_spawn(&child, arguments[0], &actions, &attributes, &argv, &envp)
        guard status == 0 else { throw Failure(description: "\(arguments[0]) was not started: \(status)") }
        // Other tests run at the same time; where it is allowed, the recorder goes first.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), UInt32(child), -20)
    }

    private func close() {
        _ = Glibc.close(master)
        if child > 0 {
            kill(child, SIGKILL)
            _ = waitpid(child, nil, 0)
        }
    }

    /// Reads what the terminal is shown within `milliseconds`, or until it is shown something.
    private func output(within milliseconds: Int32) -> [UInt8]? {
        var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&descriptor, 1, milliseconds) > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(master, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    /// Lets `milliseconds` pass, and takes what the terminal is shown meanwhile.
    private func passTime(_ milliseconds: Int32) {
        let end = Self.now() + Int64(milliseconds) * 1000
        while case let left = end - Self.now(), left > 0, output(within: Int32(left / 1000 + 1)) != nil {}
    }

    private func waitForOutput(containing text: String) throws {
        var shown: [UInt8] = []
        let deadline = Self.now() + 20_000_000
        while Self.now() < deadline, let bytes = output(within: 100) {
            shown += bytes
            if String(decoding: shown, as: UTF8.self).contains(text) { return }
        }
        throw Failure(description: "the recorder shows: \(String(decoding: shown, as: UTF8.self))")
    }

    /// Writes what a key sends; returns when that was, in µs since 1970.
    private func write(_ text: String) throws -> Int64 {
        let bytes = Array(text.utf8)
        let time = Self.now()
        guard unsafe Glibc.write(master, bytes, bytes.count) == bytes.count else {
            throw Failure(description: "the terminal takes nothing")
        }
        return time
    }

    private mutating func waitForEnd() throws {
        let deadline = Self.now() + 20_000_000
        while Self.now() < deadline {
            _ = output(within: 10)
            if waitpid(child, nil, WNOHANG) == child {
                child = 0
                return
            }
        }
        throw Failure(description: "the recorder does not end")
    }
}
