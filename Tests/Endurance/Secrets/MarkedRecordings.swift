import Harness
import RecordingWriters
import Recordings
import SystemPackage

/// The recordings of one format in which somebody types a marker: whole, packed, cut off in the middle of it, and damaged.
struct MarkedRecordings {
    /// What they are called, as a directory and as whose they are.
    let name: String
    /// How many sessions they are.
    private(set) var count = 0
    private var files: [(path: String, bytes: [UInt8])] = []

    private let marker: Marker

    /// A format, and where the streams of a session called `session` lie.
    private struct Layout {
        var name: String
        var path: (_ session: String, _ stream: StreamName) -> String
        var isPackedByRecorder = true
        var streams: (MarkedTyping) -> [StreamName: [UInt8]]
    }

    /// Recordings of every format.
    static func all(_ marker: Marker, seed: UInt64) -> [MarkedRecordings] {
        layouts.enumerated().map { MarkedRecordings(marker, $1, seed: seed &+ UInt64($0)) }
    }

    private static var layouts: [Layout] {
        let single = { (name: String, bytes: @escaping (MarkedTyping) -> [UInt8]) in
            Layout(name: name, path: { session, _ in session }) { [.main: bytes($0)] }
        }
        let lines = { (lines: [String]) in Array(lines.map { $0 + "\n" }.joined().utf8) }
        let typescript = { (name: String, streams: @escaping (MarkedTyping) -> [StreamName: [UInt8]]) in
            Layout(
                name: name,
                path: { session, stream in
                    switch stream {
                    case .main: session + ".timing"
                    case StreamName("typescript"): session
                    default: "\(session).\(stream.name)"
                    }
                },
                isPackedByRecorder: false,
                streams: streams
            )
        }
        return [
            single("session-csv", \.sessionCSV),
            single("guacamole", \.guacamole),
            single("pyrdp", \.pyRDP),
            single("wallix") { $0.wallix.bytes },
            single("wallix-zlib") { $0.wallix.compressed() },
            single("gait-jsonl", \.jsonLines),
            single("asciicast-1") { $0.asciicast(1) },
            single("asciicast-2") { $0.asciicast(2) },
            single("asciicast-3") { $0.asciicast(3) },
            single("ttyrec", \.ttyrec),
            single("tlog") { lines($0.tlog) },
            single("tlog-export") { TlogText.export($0.tlog) },
            single("tlog-json") { TlogText.json($0.tlog) },
            Layout(name: "sudo", path: { "\($0)/\($1 == .main ? "timing" : $1.name)" }, streams: \.sudoLog),
            typescript("guacd-typescript", \.guacamoleTypescript),
            typescript("script-classic") { $0.typescript(.classic) },
            typescript("script-one-file") { $0.typescript(.oneFile) },
            typescript("script-two-files") { $0.typescript(.twoFiles) },
            typescript("script-in-and-out") { $0.typescript(.inAndOut) },
            single("unknown") { Array("\($0.marker.text) \($0.damage.repetitions) \($0.number)\n".utf8) },
        ]
    }

    private init(_ marker: Marker, _ layout: Layout, seed: UInt64) {
        name = layout.name
        self.marker = marker
        let account = Account(0, seed: seed)
        for damage in MarkedTyping.Damage.allCases {
            for isPacked in layout.isPackedByRecorder ? [false, true] : [false] {
                for isCut in [false, true] {
                    let typing = MarkedTyping(
                        marker: marker,
                        number: count,
                        damage: damage,
                        events: Array(account.events(count, gestures: 120))
                    )
                    add(typing, layout, isPacked: isPacked, isCut: isCut)
                }
            }
        }
    }

    private mutating func add(_ typing: MarkedTyping, _ layout: Layout, isPacked: Bool, isCut: Bool) {
        let session = "\(typing.damage)-\(isPacked ? "packed" : "plain")-\(isCut ? "cut" : "whole")"
        for (stream, content) in layout.streams(typing).sorted(by: { $0.key.name < $1.key.name }) {
            var bytes = isCut ? Self.cut(content, inside: marker) : content
            // The packed ones are cut once more, in the middle of what is compressed.
            if isPacked, stream != StreamName("log") { bytes = gzip(bytes).dropLast(isCut ? 9 : 0) }
            files.append((path: "\(name)/" + layout.path(session, stream), bytes: bytes))
        }
        count += 1
    }

    /// Bytes up to the middle of the last marker in them, in whatever way it is spelled; all where there is none.
    private static func cut(_ bytes: [UInt8], inside marker: Marker) -> [UInt8] {
        let ends = marker.spellings.compactMap { spelling -> Int? in
            var end: Int?
            while let next = bytes[(end ?? 0)...].firstEnd(of: spelling.bytes) { end = next }
            return end.map { $0 - spelling.bytes.count / 2 }
        }
        return ends.max().map { Array(bytes[..<$0]) } ?? bytes
    }

    /// Writes all files below `directory`.
    func write(to directory: FilePath) throws {
        var made: Set<FilePath> = []
        for (path, bytes) in files {
            let file = directory.pushing(FilePath(path))
            if made.insert(file.removingLastComponent()).inserted { try makeDirectories(file.removingLastComponent()) }
            try Harness.write([bytes], to: file)
        }
    }
}
