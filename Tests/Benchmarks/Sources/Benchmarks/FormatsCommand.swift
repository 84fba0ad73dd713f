import ArgumentParser
import Harness
import RecordingWriters
import Recordings
import SystemPackage

/// How fast recordings of each format are decoded from memory, beside what is asked for.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "Measure how fast recordings of each format are decoded.",
        discussion: """
            One recording of each format is made up and decoded from memory, on one core. Speeds are MB (10^6 bytes of \
            all its uncompressed streams) for one second of processor time: the median of the runs, and the best. The \
            same compressed by gzip stands beside `gzip -dc` of the same files; both take turns.
            """
    )

    @Option(help: "About how many MB a recording has.")
    var megabytes = 24

    @Option(help: "How often each is measured.")
    var runs = 7

    @Option(help: "Only the format of this name.")
    var only: String?

    func validate() throws {
        guard megabytes > 0, runs > 0 else { throw ValidationError("--megabytes and --runs are at least 1.") }
    }

    func run() throws {
        let scratch = try TemporaryDirectory()
        var table = TextTable(
            "format",
            "MB",
            "events",
            "MB/s",
            "best",
            "at least",
            "gzip MB/s",
            "gzip -dc MB/s",
            "of it",
            "best",
            "at least"
        )
        for sample in FormatSample.all where only == nil || only == sample.name {
            let streams = sample.streams(megabytes * 1_000_000)
            let size = Double(streams.values.reduce(0) { $0 + $1.count }) / 1e6
            var plain: [Double] = []
            var events = 0
            for _ in 0..<runs {
                let start = processorSeconds()
                events = try decode(streams, sample)
                plain.append(size / (processorSeconds() - start))
            }
            let packed = sample.isPacked ? try measurePacked(streams, sample, size, in: scratch.path) : nil
            table.append(
                sample.name,
                size.text(decimals: 1),
                String(events),
                plain.median.text(decimals: 0),
                (plain.max() ?? 0).text(decimals: 0),
                String(sample.floor),
                packed?.own.median.text(decimals: 0) ?? "",
                packed?.tool.median.text(decimals: 0) ?? "",
                packed.map { (100 * $0.own.median / $0.tool.median).text(decimals: 0) + " %" } ?? "",
                packed.map { (100 * ($0.own.max() ?? 0) / ($0.tool.max() ?? 1)).text(decimals: 0) + " %" } ?? "",
                packed == nil ? "" : "80 %"
            )
        }
        print(table.text, terminator: "")
    }

    /// The speeds of decoding what is compressed, and of gzip alone, in MB of what it expands to.
    private func measurePacked(
        _ streams: [StreamName: [UInt8]],
        _ sample: FormatSample,
        _ size: Double,
        in scratch: FilePath
    ) throws -> (own: [Double], tool: [Double]) {
        let packed = streams.mapValues { gzip($0) }
        let files = try packed.values.enumerated().map { number, bytes in
            let file = scratch.appending("\(sample.name)-\(number).gz")
            try write([bytes], to: file)
            return file.string
        }
        var own: [Double] = []
        var tool: [Double] = []
        for _ in 0..<runs {
            let start = processorSeconds()
            _ = try decode(packed, sample)
            own.append(size / (processorSeconds() - start))
            tool.append(size / (try runChild(["gzip", "-dc"] + files)).processor)
        }
        return (own, tool)
    }

    /// Decodes a recording; returns how many events there were.
    private func decode(_ streams: [StreamName: [UInt8]], _ sample: FormatSample) throws -> Int {
        let pieceLength = 256 * 1024
        var reader = RecordingReader()
        var scratch = RecordingScratch()
        var positions: [StreamName: Int] = [:]
        var count = 0
        while let stream = reader.wantedStream {
            let bytes = streams[stream] ?? []
            let position = positions[stream, default: 0]
            let end = min(position + pieceLength, bytes.count)
            guard position < end else {
                try reader.endWantedStream(using: &scratch) { count += $0.pointer.count + $0.keys.count }
                continue
            }
            let piece = bytes.span.extracting(position..<end)
            let used = try reader.read(piece, of: stream, using: &scratch) { count += $0.pointer.count + $0.keys.count }
            positions[stream] = position + used
        }
        let facts = try reader.finish(using: &scratch) { count += $0.pointer.count + $0.keys.count }
        guard facts.format?.name == sample.format, facts.rows.malformed == 0, count > 0 else {
            throw ChildFailure(description: "\(sample.name): the recording is not read as it was made")
        }
        return count
    }
}
