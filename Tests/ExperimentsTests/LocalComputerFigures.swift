import Agent
import Evaluation
import Experiments
import Foundation
import Scoring
import TestSupport
import Testing

/// What detection has to reach on another laboratory's recordings of local computers: later sessions, in pieces of 60
/// gestures, of every user against every user.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct LocalComputerFigures {
    @Test(arguments: [(ScoringMode.own, 0.98), (.population, 0.99)])
    func everyUserAgainstEveryOther(mode: ScoringMode, auc: Double) throws {
        let directory = try TemporaryDirectory()
        let converted = directory.url
        try Self.convert(RealData.iitkgpMouse, to: converted)
        let study = try #require(CrossStudy(RealRecordings.collect(converted, .pieces(gestures: 60)).sessions))
        let curve = try #require(try ROCCurve(study.trials(RealRecordings.experiment(mode)).scores))
        #expect(curve.areaUnderCurve >= auc)
    }

    /// The data set's own text (`MM, x, y, ms since the last record` and the like, gzipped) as session CSV.
    static func convert(_ source: URL, to target: URL) throws {
        let manager = FileManager.default
        for user in try manager.contentsOfDirectory(at: source, includingPropertiesForKeys: nil) {
            let directory = target.appending(path: user.lastPathComponent)
            try manager.createDirectory(at: directory, withIntermediateDirectories: true)
            for file in try manager.contentsOfDirectory(at: user, includingPropertiesForKeys: nil) {
                let name = file.lastPathComponent.prefix { $0 != "." }
                try csv(unzipped(file)).write(
                    to: directory.appending(path: String(name)),
                    atomically: false,
                    encoding: .utf8
                )
            }
        }
    }

    private static func unzipped(_ file: URL) throws -> Substring {
        let result = try ProcessResult(running: URL(filePath: "/bin/gzip"), ["-dc", file.path])
        #expect(result.status == 0, "\(file.path): \(result.errors)")
        return String(decoding: result.output, as: UTF8.self)[...]
    }

    private static func csv(_ text: Substring) -> String {
        let states = ["MM": "Move", "MD": "Drag", "MP": "Pressed", "MR": "Released"]
        var csv = "record timestamp,client timestamp,button,state,x,y\n"
        var time: Int?
        var position: (x: Substring, y: Substring)?
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ",").map { $0.drop { $0 == " " } }
            guard let kind = fields.first.map(String.init), let elapsed = fields.last.flatMap({ Int($0) }),
                states[kind] != nil || kind == "MWM"
            else { continue }
            // The first record, and one after a break, has the time of day instead.
            time = time.map { elapsed < 10_000_000_000 ? $0 + max(elapsed, 0) : $0 } ?? 0
            if kind != "MP" && kind != "MR" && fields.count > 3 { position = (fields[1], fields[2]) }
            guard let time, let position else { continue }
            let wheel = fields.dropLast().last.flatMap { Int($0) } ?? 0 < 0 ? "Up" : "Down"
            let seconds = "\(time / 1000).\(String(time % 1000 + 1000).dropFirst())"
            csv += ",\(seconds),NoButton,\(states[kind] ?? wheel),\(position.x),\(position.y)\n"
        }
        return csv
    }
}
