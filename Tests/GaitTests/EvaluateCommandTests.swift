import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Gait.isBuilt, Gait.absence))
struct EvaluateCommandTests {
    private static let keys: Set = [
        "auc", "auc_per_user", "eer", "tpr_at_fpr_0.01", "tpr_at_fpr_0.05", "ks_uniform", "fpr_at_p_0.05",
        "auc_by_gestures", "by_baseline_sessions", "legal_median", "sessions", "not_scored", "labels_unmatched",
        "seconds", "peak_rss_bytes", "scores",
    ]

    private static func evaluate(
        _ recordings: Recordings,
        labels: String,
        _ others: String...
    ) throws -> ProcessResult {
        try Gait.run(
            ["evaluate", "--labels", labels, "--baseline", recordings.baseline, recordings.sessions] + others
        )
    }

    @Test func labelledSessionsGiveEveryFigureAndAPlot() throws {
        let recordings = try Recordings()
        let paths = recordings.sessionPaths
        let labels = try recordings.writeLabels(paths.enumerated().map { "\($1),\($0 % 2)" })
        let plot = recordings.directory.url.appending(path: "plot.svg").path
        let result = try Self.evaluate(recordings, labels: labels, "--plot", plot)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let document = try result.json()
        #expect(Set(document.keys) == Self.keys)
        #expect(Set(try #require(document["auc_by_gestures"] as? [String: Double]).keys) == ["10", "20", "30", "50"])
        #expect(document["sessions"] as? Int == paths.count)
        #expect(document["labels_unmatched"] as? Int == 0)
        let scores = try #require(document["scores"] as? [[String: Any]])
        #expect(scores.map { $0["path"] as? String } == paths)
        #expect(try String(contentsOfFile: plot, encoding: .utf8).contains("<svg"))
    }

    @Test func aTakeoverIsThePointers() throws {
        let recordings = try Recordings()
        let labels = try recordings.writeLabels(recordings.sessionPaths.map { "\($0),1" })
        let result = try Self.evaluate(recordings, labels: labels, "--takeover", "60", "--modality", "keystrokes")
        #expect(result.status == 64)
        #expect(result.errors.contains("--modality pointer"))
    }

    @Test func aLabelThatStandsForNothingIsCountedAndNamed() throws {
        let recordings = try Recordings()
        let labels = try recordings.writeLabels(
            recordings.sessionPaths.enumerated().map { "\($1),\($0 % 2)" } + ["none/of\u{1B}these,1"]
        )
        let result = try Self.evaluate(recordings, labels: labels)
        #expect(result.status == 0)
        #expect(try result.json()["labels_unmatched"] as? Int == 1)
        #expect(result.errors.hasPrefix("\(labels): 1 of \(recordings.sessionPaths.count + 1) labels "))
        #expect(result.errors.contains(#"none/of\u{1B}these"#))
    }

    @Test func withoutOwnersOwnSessionsTheirFiguresAreAbsent() throws {
        let recordings = try Recordings()
        let labels = try recordings.writeLabels(recordings.sessionPaths.map { "\($0),1" })
        let document = try Self.evaluate(recordings, labels: labels).json()
        #expect(Self.keys.subtracting(document.keys).isSuperset(of: ["auc", "eer", "ks_uniform", "fpr_at_p_0.05"]))
        #expect(document["not_scored"] as? Int == 0)
    }

    @Test func aMistakeInTheLabelsIsNamedWithItsLine() throws {
        let recordings = try Recordings()
        let labels = try recordings.writeLabels(["a,0", "b,perhaps"])
        let result = try Self.evaluate(recordings, labels: labels)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("gait: \(labels): line 3: "))
    }

    @Test func oneUnreadableRecordingIsAFinding() throws {
        let recordings = try Recordings()
        try recordings.directory.write([], to: "corpus/baseline/user01/empty")
        let result = try Gait.run("evaluate", "--cross", "--gestures", "30", recordings.baseline)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("\(recordings.baseline)/user01/empty: "))
        let document = try result.json()
        #expect(document["auc"] is Double)
        #expect(document["labels_unmatched"] == nil)
    }

    @Test func neitherLabelsNorAllUsersIsBadUsage() throws {
        let result = try Gait.run("evaluate", "somewhere")
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: "))
    }
}
