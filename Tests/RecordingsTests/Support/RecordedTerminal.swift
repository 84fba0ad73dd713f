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
    /// - Returns: the keys with the times at which they were typed, and by how many ms the latest was typed too late.
    static func type(
        _ keys: [TypedKey],
        every interval: Int32 = 30,
        into arguments: [String],
        environment: [String]
    ) throws -> (keys: [TypedKey], delay: Double) {
        var terminal = try RecordedTerminal(arguments, environment: environment)
        defer { terminal.close() }
        try terminal.waitForOutput(containing: "ready")
        terminal.passTime(300)
        var typed = keys
        var delay: Int64 = 0
        for index in typed.indices {
            let due = Self.now() + Int64(interval) * 1000
            terminal.passTime(interval)
            typed[index].time = try terminal.write(typed[index].text)
            delay = max(delay, Self.now() - due)
        }
        terminal.passTime(interval)
        _ = try terminal.write("\u{4}")
        try terminal.waitForEnd()
        return (typed, Double(delay) / 1000)
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
        // Other tests run at the same time; where it is allowed, the recorder goes before them.
        var priority = sched_param(sched_priority: 1)
        unsafe posix_spawnattr_setschedpolicy(&attributes, SCHED_RR)
        unsafe posix_spawnattr_setschedparam(&attributes, &priority)
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        // POSIX_SPAWN_SETSID, POSIX_SPAWN_SETSIGMASK and POSIX_SPAWN_SETSCHEDULER of glibc's spawn.h.
        var status: Int32 = 0
        for flags: Int16 in [0x80 | 0x08 | 0x20, 0x80 | 0x08] {
            unsafe posix_spawnattr_setflags(&attributes, flags)
            status = unsafe posix_spawn(&child, arguments[0], &actions, &attributes, &argv, &envp)
            if status == 0 { return }
        }
        throw Failure(description: "\(arguments[0]) was not started: \(status)")
    }

    private func close() {
        _ = Glibc.close(master)
        if child > 0 {
            kill(child, SIGKILL)
            _ = waitpid(child, nil, 0)
        }
    }

    /// Reads what the terminal is shown within `milliseconds`, or until it is shown something; nil once it is shown nothing
    /// more.
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
        while case let left = end - Self.now(), left >= 1000, output(within: Int32(left / 1000)) != nil {}
        // What is left is shorter than what `poll` can wait.
        let rest = end - Self.now()
        if rest > 0 { usleep(UInt32(rest)) }
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

/// How late a recorder was with each key, in several takes of the same.
struct Lateness {
    /// One recording of the same.
    private struct Take {
        /// By how many ms each key is off.
        var deviations: [Double]
        /// By how many ms the latest key was typed too late.
        var delay: Double
        /// For what share of the time somebody on the machine waited for a processor.
        var pressure: Double

        /// Whether the machine let the typist wait, or others, so that the recorder may have waited as well.
        var isDisturbed: Bool { delay > 1 || pressure > 0.05 }
    }

    private var takes: [Take] = []
    private var last = (waited: Self.waited(), time: RecordedTerminal.now())

    /// µs since the machine's start for which somebody waited for a processor; 0 where the kernel does not tell.
    private static func waited() -> Int64 {
        let text = (try? String(contentsOfFile: "/proc/pressure/cpu", encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("total=") }
            .flatMap { Int64($0.dropFirst("total=".count)) } ?? 0
    }

    /// Takes note of one take, where `late` is how many ms after each key its time in the recording is.
    ///
    /// - Parameters:
    ///   - late: for each key.
    ///   - delay: by how many ms the latest was typed too late.
    ///   - isRelative: whether only intervals count: then the keys' median is taken off.
    mutating func add(_ late: [Double], delay: Double, isRelative: Bool) {
        let median = isRelative ? late.sorted()[late.count / 2] : 0
        take(late.map { abs($0 - median) }, delay)
    }

    private mutating func take(_ deviations: [Double], _ delay: Double) {
        let now = (waited: Self.waited(), time: RecordedTerminal.now())
        let pressure = Double(now.waited - last.waited) / Double(max(now.time - last.time, 1))
        takes.append(Take(deviations: deviations, delay: delay, pressure: pressure))
        last = now
    }

    /// Takes note of a take in which the recorder was so late that it took several keys for one.
    mutating func addUnusable() {
        take([.infinity], .infinity)
    }

    /// Whether no further take is needed: every key is within 2 ms.
    var isSettled: Bool { takes.last.map { $0.deviations.max()! <= 2 } ?? false }

    /// Whether the recorder kept time as well as the machine let it: in some take every key is within 2 ms. Where all takes
    /// were disturbed, half of the keys of one have to be.
    var isAcceptable: Bool { isSettled || takes.allSatisfy(\.isDisturbed) && isHalfWithinBounds }

    /// Whether half of the keys of some take are within 2 ms.
    var isHalfWithinBounds: Bool {
        takes.contains { $0.deviations.sorted()[$0.deviations.count / 2] <= 2 }
    }
}

extension Lateness: CustomStringConvertible {
    var description: String {
        takes.map {
            "keys off by up to \($0.deviations.max()!) ms, typed up to \($0.delay) ms late, pressure \($0.pressure)"
        }
        .joined(separator: "; ")
    }
}
