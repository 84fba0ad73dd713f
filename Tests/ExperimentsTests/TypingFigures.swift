import Agent
import Evaluation
import Experiments
import Foundation
import Gestures
import RecordingWriters
import Scoring
import TestSupport
import Testing

/// What detection has to reach on typing: free text of 55 people, six sessions of 500 keys each, and a fixed text of 60 people,
/// four sessions of 100 keys. Later sessions, in pieces, of every user against every user.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: RealData.keystrokes.path), RealData.absence))
struct TypingFigures {
    /// What a recorder writes of the keys.
    enum Form: Sendable {
        case pressesAndReleases
        case characters

        var modality: Modality { self == .characters ? .terminalInput : .keystrokes }
    }

    struct Case: Sendable {
        var text: String
        var form: Form
        var keys: Int
        var mode: ScoringMode
        var auc: Double
        var eer: Double
    }

    @Test(arguments: [
        // A few of 500 keys are repetitions of a key that is held.
        Case(text: "free_text", form: .pressesAndReleases, keys: 490, mode: .own, auc: 0.975, eer: 0.055),
        Case(text: "free_text", form: .pressesAndReleases, keys: 100, mode: .own, auc: 0.96, eer: 0.08),
        Case(text: "free_text", form: .pressesAndReleases, keys: 490, mode: .population, auc: 0.98, eer: 0.04),
        Case(text: "free_text", form: .pressesAndReleases, keys: 100, mode: .population, auc: 0.975, eer: 0.06),
        Case(text: "free_text", form: .characters, keys: 450, mode: .own, auc: 0.97, eer: 0.08),
        Case(text: "free_text", form: .characters, keys: 100, mode: .own, auc: 0.945, eer: 0.12),
        Case(text: "fixed_text", form: .pressesAndReleases, keys: 90, mode: .own, auc: 0.975, eer: 0.08),
        Case(text: "fixed_text", form: .pressesAndReleases, keys: 90, mode: .population, auc: 0.985, eer: 0.06),
    ])
    func everyUserAgainstEveryOther(_ wanted: Case) throws {
        let directory = try TemporaryDirectory()
        try Self.convert(wanted.text, wanted.form, to: directory)
        let modality = wanted.form.modality
        let sessions = try RealRecordings.collect(directory.url, .pieces(gestures: wanted.keys), modality).sessions
        let study = try #require(CrossStudy(sessions))
        let trials = study.trials(RealRecordings.experiment(wanted.mode, modality))
        #expect(trials.allSatisfy { $0.assessment != nil })
        let curve = try #require(try ROCCurve(trials.scores))
        #expect(curve.areaUnderCurve >= wanted.auc)
        #expect(curve.equalErrorRate <= wanted.eer)
    }

    /// The data set's own text as Gait's own format.
    private static func convert(_ text: String, _ form: Form, to target: TemporaryDirectory) throws {
        for (user, sessions) in try KeystrokeData(text).sessions {
            for (session, keys) in sessions {
                let lines =
                    form == .characters ? KeystrokeData.characters(keys) : KeystrokeData.pressesAndReleases(keys)
                try target.write(jsonLines(lines).utf8, to: "\(user)/\(session)")
            }
        }
    }
}
