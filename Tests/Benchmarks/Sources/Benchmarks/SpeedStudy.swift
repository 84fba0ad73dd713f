import Gestures
import Glibc
import Harness
import Scoring
import SystemPackage

/// Speeds of the stages and of whole scans, beside what the machine's own tools do with the same bytes.
struct SpeedStudy {
    /// Which clock a row is measured by.
    enum Clock: String {
        /// Processor time: what one core does, whoever else uses the machine.
        case processor
        /// Wall-clock time, for what uses all cores.
        case wall
    }

    /// One measured program.
    private struct Row {
        var name: String
        var command: [String]
        var amount: Throughput
        var clock = Clock.processor
        var accepted: Set<Int32> = [0]
        var least: Double?
        var aim: Double?
        var usages: [ChildUsage] = []

        /// s, the median over the runs.
        var seconds: Double { usages.map { clock == .processor ? $0.processor : $0.elapsed }.median }
        var megabytesPerSecond: Double { Double(amount.bytes) / 1e6 / seconds }
        var peakResident: Int { usages.map(\.peakResident).max() ?? 0 }
    }

    /// So many percent more time than for the pointer alone a scan may take in which all voices are heard.
    private static let mostForAllVoices = 5.0

    private static let scanName = "scan, one thread"
    private static let pointerScanName = "scan, one thread, pointer alone"

    /// The yardsticks first, in this order.
    private var rows: [Row]
    private let output: String

    init(_ recordings: MeasuredRecordings, _ programs: Programs, scratch: FilePath) throws {
        output = scratch.appending("output").string
        let all = try Throughput(of: programs.stage("decode", recordings.long, recordings.short), output: output)
        let short = try Throughput(of: programs.stage("decode", recordings.short), output: output)
        let plain = recordings.directory
        let find = { (directory: FilePath, command: [String]) in
            ["find", "-H", directory.string, "-type", "f", "-name", "session*", "-exec"] + command + ["{}", "+"]
        }
        // 1: some recordings could not be read, which a scan reports and goes on.
        let scanned: Set<Int32> = [0, 1]
        rows = [
            Row(name: "wc -l", command: find(plain, ["wc", "-l"]), amount: all),
            Row(name: "gzip -dc", command: find(recordings.compressed, ["gzip", "-dc"]), amount: all),
            Row(name: "decode", command: programs.stage("decode", recordings.long, recordings.short), amount: all),
            Row(
                name: "decode, gzip",
                command: programs.stage("decode", recordings.compressedLong, recordings.compressedShort),
                amount: all
            ),
            Row(name: "extract", command: programs.stage("extract", recordings.long, recordings.short), amount: all),
            Row(name: "sketch", command: programs.stage("sketch", recordings.long, recordings.short), amount: all),
            Row(
                name: Self.scanName,
                command: programs.scan(recordings.short, baseline: recordings.long, threads: 1),
                amount: all,
                accepted: scanned,
                least: 100,
                aim: 300
            ),
            Row(
                name: Self.pointerScanName,
                command: programs.scan(
                    recordings.short,
                    baseline: recordings.long,
                    threads: 1,
                    voices: [.modality(.pointer)]
                ),
                amount: all,
                accepted: scanned
            ),
            Row(
                name: "scan, gzip, one thread",
                command: programs.scan(recordings.compressedShort, baseline: recordings.compressedLong, threads: 1),
                amount: all,
                accepted: scanned,
                least: 70,
                aim: 150
            ),
            Row(
                name: "scan, all cores",
                command: programs.scan(recordings.short, baseline: recordings.long),
                amount: all,
                clock: .wall,
                accepted: scanned
            ),
            Row(
                name: "short sessions, learning, one thread",
                command: programs.scan(recordings.short, threads: 1),
                amount: short,
                accepted: scanned,
                least: 60,
                aim: 150
            ),
            Row(
                name: "short sessions, learning, all cores",
                command: programs.scan(recordings.short),
                amount: short,
                clock: .wall,
                accepted: scanned
            ),
        ]
    }

    /// Measures every row so many times, in turns.
    mutating func run(rounds: Int) throws(ChildFailure) {
        for _ in 0..<rounds {
            for index in rows.indices {
                let row = rows[index]
                rows[index].usages.append(try runChild(row.command, output: output, accepted: row.accepted))
            }
        }
    }

    /// The figures as a table.
    var report: String {
        var table = TextTable(
            "",
            "MB/s",
            "events/s",
            "of wc -l",
            "of gzip -dc",
            "clock",
            "peak MB",
            "at least",
            "aim"
        )
        let lines = rows[0].megabytesPerSecond
        let inflation = rows[1].megabytesPerSecond
        for row in rows {
            let speed = row.megabytesPerSecond
            table.append(
                row.name,
                speed.text(decimals: 1),
                (Double(row.amount.events) / row.seconds / 1e6).text(decimals: 2) + " M",
                (100 * speed / lines).text(decimals: 1) + " %",
                (100 * speed / inflation).text(decimals: 1) + " %",
                row.clock.rawValue,
                (Double(row.peakResident) / 1e6).text(decimals: 1),
                row.least.map { $0.text(decimals: 0) } ?? "",
                row.aim.map { $0.text(decimals: 0) } ?? ""
            )
        }
        let megabytes = (Double(rows[0].amount.bytes) / 1e6).text(decimals: 1)
        return """
            \(megabytes) MB, \(rows[0].amount.events) events; medians of \(rows[0].usages.count) runs
            \(table.text)
            A scan with all voices takes \(costOfVoices.text(decimals: 1)) % more than with the pointer's alone (at most \
            \(Self.mostForAllVoices.text(decimals: 0))).
            """
    }

    /// % of the time of a scan with the pointer alone that all voices add: the median over runs, of which both took turns.
    private var costOfVoices: Double {
        let all = rows.first { $0.name == Self.scanName }?.usages ?? []
        let alone = rows.first { $0.name == Self.pointerScanName }?.usages ?? []
        return zip(all, alone).map { 100 * ($0.processor / $1.processor - 1) }.median
    }
}

extension Throughput {
    /// What `command`, a stage, says went through it.
    init(of command: [String], output: String) throws {
        _ = try runChild(command, output: output)
        let numbers = try numbers(inFile: output)
        guard numbers.count == 2 else { throw ChildFailure(description: "`\(command)` printed no throughput") }
        self.init(bytes: Int64(numbers[0]), events: Int64(numbers[1]))
    }
}

/// The numbers in a small text file.
func numbers(inFile path: String) throws -> [Double] {
    let file = try FileDescriptor.open(FilePath(path), .readOnly)
    return try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
        return String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
    }
}
