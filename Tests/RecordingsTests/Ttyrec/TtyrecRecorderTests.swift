import Foundation
import Recordings
import TestSupport
import Testing

/// What the real ttyrec makes of known keys, typed at known times.
@Suite(
    .enabled(if: RecordedTerminal.path(of: "ttyrec") != nil, "ttyrec is not installed (Debian package ttyrec)"),
    .serialized
)
struct TtyrecRecorderTests {
    /// What each record shows.
    private static func outputs(of bytes: [UInt8]) -> [String] {
        var outputs: [String] = []
        var rest = bytes[...]
        while rest.count >= 12 {
            let length = rest.dropFirst(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            outputs.append(String(decoding: rest.dropFirst(12).prefix(length), as: UTF8.self))
            rest = rest.dropFirst(12 + length)
        }
        return outputs
    }

    /// What a terminal in its usual mode shows of each key.
    private static func echoes(of keys: [TypedKey]) -> [String] {
        keys.map { key in
            switch key.keyClass {
            case .enter: "\r\n"
            case .erase: "\u{8} \u{8}"
            default: key.text
            }
        }
    }

    /// The echo of each key of every take is there, with its class; and of several takes one has all within 2 ms of when
    /// the key was typed, by the wall's clock. `Lateness` says what is asked where the machine is too busy for that.
    @Test func whatWasTypedIsReadAtItsTimes() throws {
        let folder = try TemporaryDirectory()
        var lateness = Lateness()
        for take in 0..<12 {
            let file = folder.url.appending(path: "\(take).ttyrec")
            let before = RecordedTerminal.now()
            let (typed, delay) = try RecordedTerminal.type(
                .words,
                into: [RecordedTerminal.path(of: "ttyrec")!, "-e", RecordedTerminal.command, file.path],
                environment: ["PATH=/usr/bin:/bin", "TERM=xterm", "SHELL=/bin/sh"]
            )
            let after = RecordedTerminal.now()
            let bytes = try [UInt8](Data(contentsOf: file))
            let reading = Reading(bytes)
            try #require(reading.error == nil && reading.facts.damage == nil)
            #expect(reading.facts.clock == .wall)
            let span = try #require(reading.facts.span)
            #expect((before / 1000)...(after / 1000) ~= span.first.milliseconds)
            #expect((typed.last!.time / 1000)...(after / 1000) ~= span.last.milliseconds)

            // Of a recorder that is late by a whole key, several echoes are one record.
            let shown = Self.outputs(of: bytes)
            #expect(shown.joined().hasPrefix("ready\r\n" + Self.echoes(of: typed).joined()))
            guard shown.starts(with: ["ready\r\n"] + Self.echoes(of: typed)) else {
                lateness.addUnusable()
                continue
            }
            try #require(reading.keys.map(\.keyClass) == typed.map(\.keyClass))
            #expect(reading.keys.allSatisfy { $0.action == .echo })
            let late = zip(reading.keys, typed).map { Double($0.time.milliseconds) - Double($1.time) / 1000 }
            lateness.add(late, delay: delay, isRelative: false)
            if lateness.isSettled { break }
        }
        #expect(lateness.isAcceptable, "\(lateness)")
    }
}
