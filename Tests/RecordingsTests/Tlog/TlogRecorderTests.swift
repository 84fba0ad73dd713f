import Foundation
import Recordings
import TestSupport
import Testing

enum TlogRecorder {
    static let path = RecordedTerminal.path(of: "tlog-rec")
    /// Whether there is the list of sessions that it enters what it records in.
    static let canRun = FileManager.default.fileExists(atPath: "/run/utmp")
}

/// What the real tlog makes of known keys, typed at known times.
@Suite(
    .enabled(if: TlogRecorder.path != nil, "tlog-rec is not installed (Debian package tlog)"),
    .enabled(if: TlogRecorder.canRun, "there is no /run/utmp, without which tlog-rec does not run"),
    .serialized
)
struct TlogRecorderTests {
    private static func record(_ options: [String]) throws -> (
        typed: [TypedKey], delay: Double, reading: Reading, end: Int64
    ) {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "recording")
        let (typed, delay) = try RecordedTerminal.type(
            .words,
            into: [TlogRecorder.path!, "--writer=file", "--file-path=\(file.path)"] + options
                + ["/bin/sh", "-c", RecordedTerminal.command],
            environment: ["PATH=/usr/bin:/bin", "TERM=xterm", "SHELL=/bin/sh", "LANG=C.UTF-8"]
        )
        let reading = Reading(try [UInt8](Data(contentsOf: file)))
        return (typed, delay, reading, RecordedTerminal.now() / 1000)
    }

    /// Each key of every take is there, with its class; and of several takes one has the echo of each key, and all intervals
    /// between keys within 2 ms of those that were typed.
    ///
    /// By the wall's clock no key of that take is early by more than 2 ms and one for each record before it: tlog cuts the
    /// fraction of a ms off each of a message's delays, which adds up to its end. The next message makes up for that at once, in
    /// one interval. As tlog is set up a message spans ten seconds, so that a take is one.
    @Test func whatWasTypedIsReadAtItsTimes() throws {
        var lateness = Lateness()
        for _ in 0..<12 {
            let before = RecordedTerminal.now() / 1000
            let take = try Self.record(["--log-input=on"])
            let reading = take.reading
            try #require(reading.error == nil && reading.facts.rows.malformed == 0)
            #expect(reading.facts.format == .tlog && reading.facts.clock == .wall)
            let span = try #require(reading.facts.span)
            // tlog counts whole ms, and leaves away what is less.
            #expect(before - 1...take.end ~= span.first.milliseconds)
            #expect(take.typed.last!.time / 1000 - 1...take.end ~= span.last.milliseconds)
            let description = reading.facts.description
            #expect(description.user == RecordingName(bytes: Array(NSUserName().utf8)))
            #expect(description.host == RecordingName(bytes: Array(ProcessInfo.processInfo.hostName.utf8)))
            let size = RecordingDescription.TerminalSize(
                columns: RecordedTerminal.columns,
                lines: RecordedTerminal.lines
            )
            #expect(description.terminal == size)

            // The last one ends the command.
            let input = reading.keys.filter { $0.action == .input }
            try #require(input.map(\.keyClass) == take.typed.map(\.keyClass) + [.chord])
            // Of a recorder that is late by a whole key, several echoes are one record.
            guard reading.keys.filter({ $0.action == .echo }).map(\.keyClass) == take.typed.map(\.keyClass) else {
                lateness.addUnusable()
                continue
            }
            let late = zip(input, take.typed).map { Double($0.time.milliseconds) - Double($1.time) / 1000 }
            lateness.add(zip(late, late.dropFirst()).map { $1 - $0 }, delay: take.delay, isRelative: false)
            guard lateness.isSettled else { continue }
            // A key and its echo are a record each; the first record is that of the command.
            #expect(late.enumerated().allSatisfy { -Double(3 + 2 * $0) <= $1 }, "the keys are late by \(late) ms")
            break
        }
        #expect(lateness.isAcceptable, "\(lateness)")
    }

    /// As tlog records unless it is told otherwise: what was typed is seen by its echo only.
    @Test func withoutInputThereAreEchoes() throws {
        for _ in 0..<12 {
            let take = try Self.record([])
            try #require(take.reading.error == nil)
            #expect(take.reading.keys.allSatisfy { $0.action == .echo })
            // Of a recorder that is late by a whole key, several echoes are one record, which is none of a key.
            if take.reading.keys.map(\.keyClass) == take.typed.map(\.keyClass) { return }
        }
        Issue.record("no take has the echo of each key")
    }
}
