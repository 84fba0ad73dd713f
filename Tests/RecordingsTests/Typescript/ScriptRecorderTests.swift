import Foundation
import Recordings
import TestSupport
import Testing

/// What the real script(1) makes of known keys, typed at known times.
@Suite(
    .enabled(if: RecordedTerminal.path(of: "script") != nil, "script is not installed (Debian package bsdutils)"),
    .serialized
)
struct ScriptRecorderTests {
    /// Options, in a folder of the recording's own; whether there is input.
    static let options: [(options: [String], hasInput: Bool)] = [
        (["-B", "s", "-T", "s.timing"], true), (["-I", "s.in", "-O", "s.out", "-T", "s.tm"], true),
        (["-I", "s.in", "-O", "s", "-T", "s.time"], true), (["-T", "s.timing", "s"], false),
        (["-O", "s.out", "-T", "s.timing"], false),
    ]

    /// Every key, or its echo, is there with its class; start and end are right, and so is the terminal's size; and of several
    /// takes one has every key within 2 ms of when it was typed, counted from the first one's, and of when that was, but for
    /// the second: script writes its start in whole seconds. `Lateness` says what is asked where the machine is too busy for
    /// that.
    @Test(arguments: options)
    func whatWasTypedIsReadAtItsTimes(options: [String], hasInput: Bool) throws {
        let folder = try TemporaryDirectory()
        let arrows = ["\u{1B}[A", "\u{1B}[D"].map { TypedKey($0, .navigation) }
        let keys = (hasInput ? arrows + [TypedKey("ä", .otherLetter), TypedKey("\r", .enter)] : []) + .words
        var lateness = Lateness()
        for take in 0..<12 {
            let place = folder.url.appending(path: "\(take)")
            try folder.write([], to: "\(take)/made")
            try FileManager.default.removeItem(at: place.appending(path: "made"))
            let script = ([RecordedTerminal.path(of: "script")!, "-q"] + options).joined(separator: " ")
            let before = RecordedTerminal.now()
            let (typed, delay) = try RecordedTerminal.type(
                keys,
                into: ["/bin/sh", "-c", "cd '\(place.path)' && exec \(script) -c '\(RecordedTerminal.command)'"],
                environment: ["PATH=/usr/bin:/bin", "TERM=xterm", "LANG=C.UTF-8", "SHELL=/bin/sh"]
            )
            let after = RecordedTerminal.now()
            let reading = Reading(streams: streams(in: place))
            try #require(reading.error == nil && reading.facts.rows.malformed == 0)
            #expect(reading.facts.format == .typescript && reading.facts.clock == .wall)
            #expect(reading.facts.isComplete)
            #expect(
                reading.facts.description.terminal
                    == .init(columns: RecordedTerminal.columns, lines: RecordedTerminal.lines)
            )
            let span = try #require(reading.facts.span)
            #expect((before / 1000 - 1000)...(after / 1000) ~= span.first.milliseconds)
            #expect((typed.last!.time / 1000 - 1000)...(after / 1000) ~= span.last.milliseconds)

            // The last one that is input is Control-D, which ends the session.
            let read = reading.keys.filter { $0.action == (hasInput ? .input : .echo) }.prefix(keys.count)
            // Of a recorder that is late by a whole key, several echoes are one record, which is none of a key.
            guard hasInput || read.map(\.keyClass) == keys.map(\.keyClass) else {
                lateness.addUnusable()
                continue
            }
            try #require(read.map(\.keyClass) == keys.map(\.keyClass))
            let late = zip(read, typed).map { Double($0.time.milliseconds) - Double($1.time) / 1000 }
            #expect(late.allSatisfy { -1002...50 ~= $0 })
            lateness.add(late.map { $0 - late[0] }, delay: delay, isRelative: false)
            if lateness.isSettled { break }
        }
        #expect(lateness.isAcceptable, "\(lateness)")
    }

    /// Where there is an earlier session in the files, `script --append` begins the timing anew and leaves the rest.
    @Test(arguments: [["-B", "s", "-T", "s.timing"], ["-I", "s.in", "-O", "s.out", "-T", "s.tm"]])
    func aSessionInTheSameFilesBeforeIsPassedOver(options: [String]) throws {
        let folder = try TemporaryDirectory()
        let former =
            "Script started on 2020-01-01 00:00:00+00:00 [COMMAND=\"x\"]\nsecret\r\n\n"
            + "Script done on 2020-01-01 00:00:01+00:00 [COMMAND_EXIT_CODE=\"0\"]\n"
        for name in ["s", "s.in", "s.out"] where options.contains(name) {
            try folder.write(Array(former.utf8), to: name)
        }
        let script = ([RecordedTerminal.path(of: "script")!, "-q", "-a"] + options).joined(separator: " ")
        _ = try RecordedTerminal.type(
            .words,
            into: ["/bin/sh", "-c", "cd '\(folder.url.path)' && exec \(script) -c '\(RecordedTerminal.command)'"],
            environment: ["PATH=/usr/bin:/bin", "TERM=xterm", "LANG=C.UTF-8", "SHELL=/bin/sh"]
        )
        let reading = Reading(streams: streams(in: folder.url))
        try #require(reading.error == nil && reading.facts.rows.malformed == 0)
        #expect(reading.facts.isComplete)
        let read = reading.keys.filter { $0.action == .input }.prefix([TypedKey].words.count)
        #expect(read.map(\.keyClass) == [TypedKey].words.map(\.keyClass))
    }

    private func streams(in folder: URL) -> [StreamName: [UInt8]] {
        let contents = ProjectFiles.contents(of: folder)
        let companions = RecordingFormat.typescript.companions
        guard let main = contents.keys.first(where: { !companions.files(Array($0.utf8)).isEmpty }) else { return [:] }
        var streams: [StreamName: [UInt8]] = [.main: contents[main]!]
        for file in companions.files(Array(main.utf8)) {
            streams[file.stream] = contents[String(decoding: file.name, as: UTF8.self)]
        }
        return streams
    }
}
