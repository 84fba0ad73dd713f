import Foundation
import Recordings
import TestSupport
import Testing

/// What the real sudo makes of known keys, typed at known times.
@Suite(
    .enabled(if: SudoRecorder.isUsable, "sudo is not installed, or this is not root, who can lend it a sudoers file"),
    .serialized
)
struct SudoRecorderTests {
    /// Every key and every echo is there, with its class; user, account, host, terminal, start and end are right; and of
    /// several takes one has every key within 2 ms of when it was typed, by the wall's clock. The other takes are those in
    /// which a machine that is busy with other tests let the recorder wait.
    @Test(arguments: [false, true])
    func whatWasTypedIsReadAtItsTimes(isCompressed: Bool) throws {
        let folder = try TemporaryDirectory()
        let arrows = ["\u{1B}[A", "\u{1B}[D"].map { TypedKey($0, .navigation) }
        let keys = arrows + [TypedKey("\u{1B}[3~", .erase), TypedKey("\r", .enter)] + .words
        var worst: [Double] = []
        for take in 0..<12 {
            let recorder = try SudoRecorder(in: folder, take: take, isCompressed: isCompressed)
            let before = RecordedTerminal.now()
            let typed = try RecordedTerminal.type(
                keys,
                into: recorder.arguments,
                environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", "LANG=C.UTF-8"]
            ).keys
            let after = RecordedTerminal.now()
            let streams = recorder.streams
            #expect((streams[StreamName("ttyin")]?.starts(with: [0x1F, 0x8B]) == true) == isCompressed)
            let reading = Reading(streams: streams)
            try #require(reading.error == nil && reading.facts.rows.malformed == 0)
            #expect(reading.facts.format == .sudoLog && reading.facts.clock == .wall)

            let description = reading.facts.description
            #expect(description.user == RecordingName("nobody"))
            #expect(description.account == RecordingName("games"))
            #expect(description.host?.bytes.first == Array(ProcessInfo.processInfo.hostName.utf8).first)
            #expect(
                description.terminal == .init(columns: RecordedTerminal.columns, lines: RecordedTerminal.lines)
            )
            let span = try #require(reading.facts.span)
            #expect((before / 1000)...(after / 1000) ~= span.first.milliseconds)
            #expect((typed.last!.time / 1000)...(after / 1000) ~= span.last.milliseconds)

            // The last one is Control-D, which ends the session.
            let read = Array(reading.keys.filter { $0.action == .input }.dropLast())
            try #require(read.map(\.keyClass) == keys.map(\.keyClass))
            let echoes = reading.keys.filter { $0.action == .echo }.map(\.keyClass)
            #expect(echoes.suffix([TypedKey].words.count) == [TypedKey].words.map(\.keyClass)[...])
            worst.append(zip(read, typed).map { abs(Double($0.time.milliseconds) - Double($1.time) / 1000) }.max()!)
            if worst.last! <= 2 { break }
        }
        #expect(worst.last! <= 2, "the latest keys of each take are off by \(worst) ms")
    }
}

/// sudo with a sudoers file of the test's own, which only what is started here sees in the place of the machine's.
struct SudoRecorder {
    static let isUsable: Bool = {
        let programs = ["sudo", "unshare", "setpriv", "mount"]
        guard getuid() == 0, programs.allSatisfy({ RecordedTerminal.path(of: $0) != nil }) else { return false }
        let mount = "mount --bind /etc/hostname /etc/sudoers"
        let result = try? ProcessResult(
            running: URL(filePath: RecordedTerminal.path(of: "unshare")!),
            ["-m", "/bin/sh", "-c", mount]
        )
        return result?.status == 0
    }()

    let arguments: [String]
    private let logs: URL

    /// One that has not been started.
    ///
    /// - Parameters:
    ///   - take: what tells its files in `folder` from those of others.
    ///   - hasInput: whether it records what is typed.
    ///   - command: what it runs in a shell, without single quotes.
    init(
        in folder: TemporaryDirectory,
        take: Int,
        isCompressed: Bool,
        hasInput: Bool = true,
        command: String = RecordedTerminal.command
    ) throws {
        logs = folder.url.appending(path: "\(take)/logs")
        let sudoers = folder.url.appending(path: "\(take)/sudoers")
        let rules = """
            Defaults \(hasInput ? "log_input, " : "")log_output, iolog_flush, \(isCompressed ? "" : "!")compress_io, !syslog
            Defaults iolog_dir=\(logs.path), iolog_file=%{seq}
            nobody ALL=(ALL:ALL) NOPASSWD: ALL

            """
        try folder.write(rules.utf8, to: "\(take)/sudoers")
        try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: sudoers.path)
        let script = """
            mount --bind '\(sudoers.path)' /etc/sudoers && cd / &&
            exec setpriv --reuid nobody --regid nogroup --clear-groups \
            sudo -n -u games /bin/sh -c '\(command)'
            """
        arguments = [RecordedTerminal.path(of: "unshare")!, "-m", "/bin/sh", "-c", script]
    }

    /// What sudo wrote.
    var streams: [StreamName: [UInt8]] {
        let files = ProjectFiles.contents(of: logs.appending(path: "00/00/01"))
        return Dictionary(uniqueKeysWithValues: files.map { (StreamName($0 == "timing" ? "" : $0), $1) })
    }
}
