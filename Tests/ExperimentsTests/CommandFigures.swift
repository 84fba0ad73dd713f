import Agent
import Evaluation
import Experiments
import Foundation
import Scoring
import TestSupport
import Testing

/// What commands have to tell of people: what eight entered into their shells over months, in sessions of 100 commands, of
/// which the first two thirds are learnt. Only the names of the programs are known.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: RealData.unixCommands.path), RealData.absence))
struct CommandFigures {
    private static let commandsOfSession = 100

    @Test func peopleAreToldApartByWhatTheyEnter() throws {
        let directory = try TemporaryDirectory()
        try Self.convert(into: directory)
        let sessions = try RealRecordings.collect(directory.url, .none).sessionsByModality
        let study = try #require(CombinedStudy(sessions, of: [.commands]))
        let trials = study.trials(RealRecordings.experiment(.own))
        #expect(trials.allSatisfy { $0.assessment?.commands != nil })
        let curve = try #require(try ROCCurve(trials.scores))
        #expect(curve.areaUnderCurve >= 0.98, "\(curve.areaUnderCurve)")
        #expect(curve.equalErrorRate <= 0.07, "\(curve.equalErrorRate)")
    }

    private static func convert(into directory: TemporaryDirectory) throws {
        for user in try RealData.entries(of: RealData.unixCommands) {
            let text = String(decoding: try Data(contentsOf: user), as: UTF8.self)
            let commands = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
            for (number, start) in stride(from: 0, to: commands.count - commandsOfSession + 1, by: commandsOfSession)
                .enumerated()
            {
                var lines = [#"{"format":"gait-jsonl","version":1}"#]
                for (place, command) in commands[start..<start + commandsOfSession].enumerated() {
                    let encoded = String(decoding: try JSONEncoder().encode(command), as: UTF8.self)
                    lines.append(#"{"t":\#(place * 1_000),"kind":"command","command":\#(encoded)}"#)
                }
                let name = "\(user.lastPathComponent)/\(1_000 + number)"
                try directory.write(lines.map { $0 + "\n" }.joined().utf8, to: name)
            }
        }
    }
}
