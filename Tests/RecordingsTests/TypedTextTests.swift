import RecordingWriters
import Snapshots
import TestSupport
import Testing

@testable import Recordings

/// What people typed is in no snapshot, at whatever byte a recording stops.
struct TypedTextTests {
    private static let secret = "hunter2-hunter2"

    /// Pieces of it so long that they tell something.
    private static let pieces = (0...secret.utf8.count - 6).map { Array(secret.utf8.dropFirst($0).prefix(6)) }

    private static var transcript: TerminalTranscript {
        var records: [TerminalTranscript.Record] = []
        for round in 0..<3 {
            records.append(.init(.input, after: 100_000_000, round == 0 ? secret : secret + "\r" + secret))
            records.append(.init(.output, after: 1_000_000, secret))
            records.append(.init(.output, after: 1_000_000, round == 1 ? "\r\n\u{1B}]0;\(secret)" : "\u{7}"))
        }
        return TerminalTranscript(records)
    }

    private static var recordings: [String: [StreamName: [UInt8]]] {
        let (input, output) = (StreamName("in"), StreamName("typescript"))
        var recordings: [String: [StreamName: [UInt8]]] = [
            "gait-jsonl": [
                .main: Array(
                    jsonLines(
                        #"{"t":4100,"kind":"input","text":"\#(secret)"}"#,
                        #"{"t":4101,"kind":"output","text":"\#(secret)"}"#,
                        #"{"t":4102,"kind":"output","text":"\u001b]2;\#(secret)"}"#,
                        #"{"t":4103,"kind":"command","command":"\#(secret)"}"#,
                        #"{"t":4104,"kind":"title","title":"\#(secret)"}"#,
                        #"{"t":4200,"kind":"key-press","key":"\#(secret)"}"#,
                        #"{"t":4300,"kind":"input","text":"\#(secret)"#
                    ).utf8
                )
            ],
            "asciicast": [
                .main: Array(
                    asciicast2(
                        #"[1, "i", "\#(secret)"]"#,
                        #"[1, "o", "\#(secret)"]"#,
                        #"[2, "o", "\u001b]0;\#(secret)"]"#
                    ).utf8
                )
            ],
            "tlog": [.main: Array(TlogText().message(1, "<15>15", input: secret, output: secret).utf8)],
            "guacamole": [
                .main: Array(
                    (guacamole("size", "0", "800", "600") + guacamole("clipboard", "0", "text/plain")
                        + guacamole("blob", "0", secret) + guacamole("end", "0")).utf8
                )
            ],
            "sudo-iolog": transcript.sudoLog(log: "1603746837:millert:root::/dev/ttypb:24:80\n/home\n/usr/bin/id\n"),
        ]
        for kind in TerminalTranscript.TypescriptKind.allCases { recordings["\(kind)"] = transcript.typescript(kind) }
        var headless = transcript.typescript(.twoFiles)
        headless[input] = Array(secret.utf8) + transcript.bytes(.input)
        headless[output] = transcript.bytes(.output)
        recordings["without a header"] = headless
        return recordings
    }

    @Test(
        arguments: [
            "gait-jsonl", "asciicast", "tlog", "guacamole", "sudo-iolog", "classic", "oneFile", "twoFiles", "inAndOut",
            "without a header",
        ],
        [(1, false), (1, true), (.max, true)]
    )
    func isInNoSnapshot(name: String, way: (piece: Int, isCompressed: Bool)) throws {
        var streams = try #require(Self.recordings[name])
        #expect(streams.values.contains { $0.firstRange(of: Array(Self.secret.utf8)) != nil })
        if way.isCompressed { streams = streams.mapValues { gzip($0, level: 9) } }
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var positions: [StreamName: Int] = [:]
        var count = 0
        while let wanted = reader.wantedStream {
            let (bytes, start) = (streams[wanted] ?? [], positions[wanted, default: 0])
            if start < bytes.count {
                let piece = bytes.span.extracting(start..<min(bytes.count, start.saturatingAdding(way.piece)))
                positions[wanted, default: 0] += try reader.read(piece, of: wanted, using: &scratch) { _ in }
            } else {
                try reader.endWantedStream(using: &scratch) { _ in }
            }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            let found = Self.pieces.first { writer.bytes.firstRange(of: $0) != nil }
            try #require(found == nil, "\(positions)")
            count += 1
        }
        #expect(count > streams.count)
    }
}

extension Int {
    fileprivate func saturatingAdding(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
