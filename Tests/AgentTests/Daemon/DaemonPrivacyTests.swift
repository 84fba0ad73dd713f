import RecordingWriters
import TestSupport
import Testing

@testable import Agent

/// What was typed is not on the disk, wherever a recording stops.
struct DaemonPrivacyTests {
    private static let secret = "hunter2-hunter2"

    /// Pieces of it so long that they tell something.
    private static let pieces = (0...secret.utf8.count - 6).map { Array(secret.utf8.dropFirst($0).prefix(6)) }

    /// An ASCII text in UTF-16.
    private static func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] as [UInt8] } }

    private static var guacamole: [UInt8] {
        var text = "4.size,1.0,4.1600,4.1200;"
        for step in 0..<200 { text += "5.mouse,3.\(100 + step),3.300,1.0,4.\(1000 + step * 16);" }
        text += "9.clipboard,1.0,10.text/plain;4.blob,1.0,\(secret.count).\(secret);3.end,1.0;"
        for scalar in secret.unicodeScalars {
            let keysym = String(scalar.value)
            text += "3.key,\(keysym.count).\(keysym),1.1,4.5000;"
        }
        return Array(text.utf8)
    }

    private static var jsonLines: [UInt8] {
        var text = #"{"format":"gait-jsonl","version":1,"title":"\#(secret)"}"# + "\n"
        for step in 0..<200 { text += #"{"t":\#(step * 16),"kind":"move","x":\#(step),"y":3}"# + "\n" }
        text += #"{"t":4000,"kind":"key","text":"\#(secret)"}"# + "\n"
        text += #"{"t":4100,"kind":"input","text":"\#(secret)"}"# + "\n"
        text += #"{"t":4101,"kind":"output","text":"\#(secret)"}"# + "\n"
        text += #"{"t":4200,"kind":"key-press","key":"\#(secret)"}"# + "\n"
        return Array(text.utf8)
    }

    private static var pyrdp: [UInt8] {
        // Client info, with a user's name and password in UTF-16 as they are on the wire.
        let payload = wide(secret) + Array(secret.utf8)
        var bytes: [UInt8] = []
        for (kind, payload) in [(3, payload), (3, payload)] {
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: UInt64(payload.count + 18) >> (8 * $0)) }
            bytes += [UInt8(kind), 0]
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: UInt64(1_700_000_000_000) >> (8 * $0)) }
            bytes += payload
        }
        return bytes
    }

    /// Messages of which the last one stops in the middle of what was typed.
    private static var tlog: [UInt8] {
        let count = secret.utf8.count
        func message(_ id: Int) -> String {
            #"{"ver":"2.3","host":"h","rec":"r-1","user":"u","term":"xterm","session":1,"id":\#(id),"pos":\#(id * 100),"#
                + #""time":1700000000.\#(100 + id),"timing":"=80x24<\#(count)+5>\#(count)","in_txt":"\#(secret)","in_bin":[],"#
                + #""out_txt":"\#(secret)","out_bin":[]}"# + "\n"
        }
        return Array(((1...200).map(message).joined() + message(201).dropLast(20)).utf8)
    }

    /// A recording that goes on stops at every byte of a line in which something was typed.
    @Test func anUnfinishedLineIsInNoFile() throws {
        var text = #"{"format":"gait-jsonl","version":1}"# + "\n"
        // A recording is not read before there is more of it than this.
        for step in 0..<20 { text += #"{"t":\#(step * 16),"kind":"move","x":\#(step),"y":3}"# + "\n" }
        text += #"{"t":4100,"kind":"input","text":""#
        for count in 6...Self.secret.count {
            try Self.expectNothingTyped([("u/1", Array((text + Self.secret.prefix(count)).utf8))])
        }
    }

    /// More was typed than the timing says yet.
    @Test(arguments: [false, true])
    func whatWaitsForAnotherStreamIsInNoFile(isCompressed: Bool) throws {
        let typed = Array((Self.secret + "\r" + Self.secret).utf8)
        try Self.expectNothingTyped([
            ("00/00/01/log", Array("1700000000:alice:root::/dev/pts/1:24:80\n/home/alice\n/bin/sh\n".utf8)),
            ("00/00/01/timing", Array((String(repeating: "5 0.1 80 24\n", count: 100) + "3 0.1 1\n").utf8)),
            ("00/00/01/ttyin", isCompressed ? gzip(typed) : typed),
            ("00/00/01/ttyout", []),
        ])
    }

    private static func expectNothingTyped(_ recordings: [(path: String, content: [UInt8])]) throws {
        var run = try DaemonRun()
        run.configuration.silence = 1000 * DaemonRun.second
        try run.run([.placed(recordings)], stepsPerPhase: 12)
        let files = run.system.files(in: DaemonRun.state)
        let lock = try StateLock(at: DaemonRun.state, makesDirectory: false, system: run.system)
        let journal = try Journal(in: lock.folder)
        let key = try #require(journal.keys.first)
        let entry = try ParkedEntry(try #require(try journal.blob(of: key)), key: key, now: 0).entry
        #expect(entry.isBegun && entry.file.offset > 0)
        for (name, content) in files {
            try #require(!pieces.contains { content.firstRange(of: $0) != nil }, "\(name)")
        }
    }

    @Test(arguments: ["guacamole", "gait-jsonl", "pyrdp", "tlog"])
    func typedTextIsInNoFile(format: String) throws {
        let recordings = [
            "guacamole": Self.guacamole, "gait-jsonl": Self.jsonLines, "pyrdp": Self.pyrdp, "tlog": Self.tlog,
        ]
        let recording = recordings[format] ?? []
        let secrets = [Array(Self.secret.utf8), Self.wide(Self.secret)]
        #expect(secrets.contains { recording.firstRange(of: $0) != nil })
        for silence in [1000, 3] as [Int64] {
            var run = try DaemonRun()
            run.configuration.silence = silence * DaemonRun.second
            try run.run([.placed([("u/1", recording)])], stepsPerPhase: 12)
            let files = run.system.files(in: DaemonRun.state)
            #expect(files["journal"] != nil)
            for (name, content) in files {
                let isThere = secrets.contains { content.firstRange(of: $0) != nil }
                #expect(!isThere, "\(name)")
            }
            // What was seen of it is in the list and in the log, not what was in it.
            #expect(!run.reports.values.contains { "\($0)".contains(Self.secret) })
        }
    }
}
