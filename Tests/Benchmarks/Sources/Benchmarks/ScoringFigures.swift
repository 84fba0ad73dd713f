import Harness
import SystemPackage

/// How long the parts of scoring take: one fit of an owner's model, one window, one session.
struct ScoringFigures {
    private var runs: [[Double]] = []
    private let bytes: Double
    private let events: Double

    init(_ recordings: MeasuredRecordings, _ programs: Programs, scratch: FilePath, runs count: Int) throws {
        let output = scratch.appending("output").string
        let short = try Throughput(of: programs.stage("decode", recordings.short), output: output)
        bytes = Double(short.bytes)
        events = Double(short.events)
        for _ in 0..<count {
            _ = try runChild(programs.stage("score", recordings.long, recordings.short), output: output)
            let figures = try numbers(inFile: output)
            guard figures.count == 6 else { throw ChildFailure(description: "the score stage printed no figures") }
            runs.append(figures)
        }
    }

    /// The figures as a table; speeds are those of the recordings that the windows and sessions are of.
    var report: String {
        let medians = (0..<6).map { column in runs.map { $0[column] }.median }
        let mean = { (part: Int) in medians[2 * part] / max(medians[2 * part + 1], 1) }
        let scoring = medians[2] + medians[4]
        var table = TextTable("score", "µs each", "number", "MB/s", "events/s")
        for (part, name) in ["fit of a model", "one window", "one session"].enumerated() {
            table.append(name, (mean(part) * 1e6).text(decimals: 1), medians[2 * part + 1].text(decimals: 0), "", "")
        }
        table.append(
            "windows and sessions",
            "",
            "",
            (bytes / 1e6 / scoring).text(decimals: 1),
            (events / 1e6 / scoring).text(decimals: 2) + " M"
        )
        return table.text
    }
}
