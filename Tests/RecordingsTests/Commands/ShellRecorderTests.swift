import Foundation
import Recordings
import TestSupport
import Testing

/// What is entered into a real shell, under real recorders.
@Suite(.serialized)
struct ShellRecorderTests {
    private static let secret = "hunter2"
    private static let hasScript = RecordedTerminal.path(of: "script") != nil
    private static let withoutScript: Comment = "script is not installed (Debian package bsdutils)"
    private static let hasBash = RecordedTerminal.path(of: "bash") != nil
    private static let withoutBash: Comment = "bash is not installed"
    private static let environment = [
        "PATH=/usr/bin:/bin", "TERM=xterm", "LANG=C.UTF-8", "SHELL=/bin/sh", "PS1=ready$ ", "HISTFILE=",
    ]
    private static let bash = "exec \(bashAlone)"
    private static let bashAlone = "bash --norc --noprofile -i"

    private func keys(_ text: String) -> [TypedKey] { text.map { TypedKey(String($0), .other) } }

    /// Types into a shell that script(1) records, and reads the recording.
    private func reading(of shell: String, options: String, typing keys: [TypedKey]) throws -> Reading {
        let folder = try TemporaryDirectory()
        let script = try #require(RecordedTerminal.path(of: "script"))
        _ = try RecordedTerminal.type(
            keys,
            every: 60,
            into: ["/bin/sh", "-c", "cd '\(folder.url.path)' && exec \(script) -q \(options) -T s.tm -c '\(shell)'"],
            environment: Self.environment
        )
        let contents = ProjectFiles.contents(of: folder.url)
        let streams: [StreamName: [UInt8]] = [
            .main: try #require(contents["s.tm"]), StreamName("out"): contents["s.out"] ?? [],
            StreamName("in"): contents["s.in"] ?? [],
        ]
        return Reading(streams: streams, format: .typescript)
    }

    private func expect(_ reading: Reading, _ lines: [String]) throws {
        try #require(reading.error == nil)
        let expected = lines.flatMap { CommandWords.commands(in: Array($0.utf8)) }
        #expect(reading.commands.map(\.command) == expected.map(\.command))
        #expect(reading.commands.map(\.words) == expected.map(\.words))
        let secret = WordHashes.hash(of: Array(Self.secret.utf8))
        #expect(!reading.commands.contains { $0.words.contains(secret) })
        let times = reading.commands.map(\.time.milliseconds)
        #expect(times == times.sorted())
    }

    /// Corrections, the history, a search in it, completion, a change at the beginning, a password, and a line that is given up.
    @Test(
        .enabled(if: hasScript, withoutScript),
        .enabled(if: hasBash, withoutBash),
        arguments: ["-I s.in -O s.out", "-O s.out"]
    )
    func whatIsEnteredIntoBashIsFound(options: String) throws {
        let typed =
            keys("lz\u{7F}s -d /tmp\r") + [TypedKey("\u{1B}[A", .navigation)] + keys("\r") + keys("\u{12}ls\r")
            + keys("cd /usr/shar\t\r") + keys("echo two\u{1}true \r") + keys("read -s x\r\(Self.secret)\r")
            + keys("rm x\u{3}") + keys("pwd\r")
        let reading = try reading(of: Self.bash, options: options, typing: typed)
        try expect(
            reading,
            ["ls -d /tmp", "ls -d /tmp", "ls -d /tmp", "cd /usr/share/", "true echo two", "read -s x", "pwd"]
        )
    }

    /// A shell without an editor of its own: the terminal edits.
    @Test(
        .enabled(if: hasScript, withoutScript),
        .enabled(if: RecordedTerminal.path(of: "dash") != nil, "dash is not installed")
    )
    func whatIsEnteredIntoAPlainShellIsFound() throws {
        let typed = keys("lz\u{7F}s -d /tmp\r") + keys("rm x\u{3}") + keys("pwd\r")
        let reading = try reading(of: "exec dash -i", options: "-I s.in -O s.out", typing: typed)
        try expect(reading, ["ls -d /tmp", "pwd"])
    }

    /// What is typed into bash under the other recorders, and the lines that are entered with it.
    private func typedIntoBash() -> [TypedKey] {
        keys("lz\u{7F}s -d /tmp\r") + [TypedKey("\u{1B}[A", .navigation)] + keys("\r") + keys("cd /usr/shar\t\r")
            + keys("read -s x\r\(Self.secret)\r") + keys("rm x\u{3}") + keys("pwd\r")
    }
    private static let lines = ["ls -d /tmp", "ls -d /tmp", "cd /usr/share/", "read -s x", "pwd"]

    @Test(
        .enabled(if: RecordedTerminal.path(of: "asciinema") != nil, "asciinema is not installed"),
        .enabled(if: hasBash, withoutBash),
        arguments: [["--stdin"], []]
    )
    func whatIsEnteredUnderAsciinemaIsFound(options: [String]) throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "s.cast")
        let recorder = [try #require(RecordedTerminal.path(of: "asciinema")), "rec", "-q", "-y"] + options
        _ = try RecordedTerminal.type(
            typedIntoBash(),
            every: 60,
            into: recorder + ["-c", Self.bash, file.path],
            environment: Self.environment + ["HOME=\(folder.url.path)"]
        )
        try expect(Reading(try [UInt8](Data(contentsOf: file))), Self.lines)
    }

    @Test(
        .enabled(if: TlogRecorder.path != nil && TlogRecorder.canRun, "tlog-rec is not installed, or cannot run"),
        .enabled(if: hasBash, withoutBash),
        arguments: [["--log-input=on"], []]
    )
    func whatIsEnteredUnderTlogIsFound(options: [String]) throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "recording")
        let recorder = [try #require(TlogRecorder.path), "--writer=file", "--file-path=\(file.path)"] + options
        _ = try RecordedTerminal.type(
            typedIntoBash(),
            every: 60,
            into: recorder + ["/bin/sh", "-c", Self.bash],
            environment: Self.environment
        )
        try expect(Reading(try [UInt8](Data(contentsOf: file))), Self.lines)
    }

    @Test(
        .enabled(if: SudoRecorder.isUsable, "sudo is not installed, or this is not root"),
        .enabled(if: hasBash, withoutBash),
        arguments: [true, false]
    )
    func whatIsEnteredUnderSudoIsFound(hasInput: Bool) throws {
        let folder = try TemporaryDirectory()
        let recorder = try SudoRecorder(
            in: folder,
            take: 0,
            isCompressed: false,
            hasInput: hasInput,
            // sudo passes on little of the environment.
            command: #"exec env PS1="ready$ " HISTFILE= "# + Self.bashAlone
        )
        _ = try RecordedTerminal.type(
            typedIntoBash(),
            every: 60,
            into: recorder.arguments,
            environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "LANG=C.UTF-8"]
        )
        try expect(Reading(streams: recorder.streams), Self.lines)
    }
}
