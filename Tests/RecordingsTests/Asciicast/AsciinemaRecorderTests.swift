import Foundation
import Recordings
import TestSupport
import Testing

/// What the real asciinema makes of known keys, typed at known times.
@Suite(
    .enabled(
        if: RecordedTerminal.path(of: "asciinema") != nil,
        "asciinema is not installed (Debian package asciinema)"
    ),
    .serialized
)
struct AsciinemaRecorderTests {
    /// An event of the recording, as Foundation reads it.
    private struct Stamped: Decodable {
        var time: Double
        var code: String

        init(from decoder: any Decoder) throws {
            var elements = try decoder.unkeyedContainer()
            time = try elements.decode(Double.self)
            code = try elements.decode(String.self)
        }
    }

    /// Each key of every take is there, with its class and the recorder's own stamp to half a ms.
    ///
    /// Of several takes one has every key within 2 ms of when it was typed, but for what all have in common: asciinema
    /// writes its start in whole seconds, so that times are at most that and its own start off. `Lateness` says what is
    /// asked where the machine is too busy for that.
    @Test func whatWasTypedIsReadAtItsTimes() throws {
        let folder = try TemporaryDirectory()
        let arrows = ["\u{1B}[A", "\u{1B}[D"].map { TypedKey($0, .navigation) }
        let keys =
            arrows + [TypedKey("\u{1B}[3~", .erase), TypedKey("ä", .otherLetter), TypedKey("\r", .enter)] + .words
        var lateness = Lateness()
        for take in 0..<12 {
            let file = folder.url.appending(path: "\(take).cast")
            let before = RecordedTerminal.now()
            let (typed, delay) = try RecordedTerminal.type(
                keys,
                into: [
                    RecordedTerminal.path(of: "asciinema")!, "rec", "--stdin", "-q", "-y", "-e",
                    "SHELL,TERM,USER,HOSTNAME",
                    "-c", RecordedTerminal.command, file.path,
                ],
                environment: [
                    "HOME=\(folder.url.path)", "PATH=/usr/bin:/bin", "TERM=xterm", "LANG=C.UTF-8", "SHELL=/bin/sh",
                    "USER=anna", "HOSTNAME=box7",
                ]
            )
            let after = RecordedTerminal.now()
            let bytes = try [UInt8](Data(contentsOf: file))
            let reading = Reading(bytes)
            try #require(reading.error == nil && reading.facts.rows.malformed == 0)

            let description = reading.facts.description
            #expect(description.user == RecordingName("anna") && description.host == RecordingName("box7"))
            #expect(
                description.terminal == .init(columns: RecordedTerminal.columns, lines: RecordedTerminal.lines)
            )
            let span = try #require(reading.facts.span)
            #expect((before / 1000 - 1000)...(after / 1000) ~= span.first.milliseconds)
            #expect((typed.last!.time / 1000 - 2000)...(after / 1000) ~= span.last.milliseconds)

            let lines = bytes.split(separator: UInt8(ascii: "\n")).dropFirst()
            let stamped = try lines.map { try JSONDecoder().decode(Stamped.self, from: Data($0)) }
            // The last one is Control-D, which ends the session.
            let stamps = stamped.filter { $0.code == "i" }.dropLast().map { $0.time * 1000 }
            // A recorder that is late by a whole key takes several for one.
            guard stamps.count == keys.count else {
                lateness.addUnusable()
                continue
            }
            let read = Array(reading.keys.filter { $0.action == .input }.dropLast())
            try #require(read.map(\.keyClass) == keys.map(\.keyClass))
            let times = read.map { Double($0.time.milliseconds - span.first.milliseconds) }
            #expect(zip(times, stamps).allSatisfy { abs($0 - $1) < 0.501 })

            let late = zip(read, typed).map { Double($0.time.milliseconds) - Double($1.time) / 1000 }
            #expect(late.allSatisfy { -2000...1000 ~= $0 })
            lateness.add(late, delay: delay, isRelative: true)
            if lateness.isSettled { break }
        }
        #expect(lateness.isAcceptable, "\(lateness)")
    }
}
