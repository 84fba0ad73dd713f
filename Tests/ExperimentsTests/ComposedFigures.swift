import Agent
import Evaluation
import Experiments
import Foundation
import Gestures
import RecordingWriters
import Recordings
import Scoring
import TestSupport
import Testing

/// What modalities together have to reach: sessions of which the pointer is from one data set, and what is typed from another.
/// Each of 55 people who typed has the pointer of one of five others, a stretch of it that nobody else has.
@Suite(
    .enabled(
        if: RealData.isPresent && FileManager.default.fileExists(atPath: RealData.keystrokes.path),
        RealData.absence
    )
)
struct ComposedFigures {
    private static let modalities: [Modality] = [.pointer, .keystrokes]
    private static let sessionsOfUser = 6

    @Test func modalitiesTogetherAreBetterThanTheBestAlone() throws {
        let directory = try TemporaryDirectory()
        try Self.compose(in: directory)
        var sessions = ModalityMap<[CollectedSession]>()
        var best = 0.0
        for modality in Self.modalities {
            let collected = try RealRecordings.collect(directory.url, .none, modality).sessions
            sessions[modality] = collected
            let study = try #require(CrossStudy(collected, scoring: .whole))
            let curve = try ROCCurve(study.trials(RealRecordings.experiment(.own, modality)).scores)
            best = max(best, try #require(curve).areaUnderCurve)
        }
        let study = try #require(CombinedStudy(sessions))
        let trials = study.trials(RealRecordings.experiment(.own))
        #expect(trials.allSatisfy { $0.assessment?.modalities.isEmpty == false })
        let together = try #require(try ROCCurve(trials.scores)).areaUnderCurve
        #expect(together > best)
        #expect(together >= 0.975)
    }

    private static func compose(in directory: TemporaryDirectory) throws {
        let typed = try KeystrokeData("free_text").sessions.sorted { $0.key < $1.key }
        let pointers = try RealData.entries(of: RealData.balabitTraining).map { user in
            try RealData.entries(of: user).prefix(sessionsOfUser).map { session in
                try ConvertedRecordings.events(in: [UInt8](try Data(contentsOf: session)))
            }
        }
        let typistsOfPointer = (typed.count + pointers.count - 1) / pointers.count
        for (number, (user, sessions)) in typed.enumerated() {
            let ofUser = pointers[number % pointers.count]
            for (place, (name, keys)) in sessions.sorted(by: { $0.key < $1.key }).enumerated() {
                let events = ofUser[place]
                let count = events.count / typistsOfPointer
                let start = number / pointers.count * count
                let stretch = Array(events[start..<start + min(count, 3000)])
                // Between the header and the end mark.
                let moved = String(decoding: jsonLines(stretch), as: UTF8.self).split(separator: "\n")
                let lines = moved.dropFirst().dropLast().map(String.init) + KeystrokeData.pressesAndReleases(keys)
                try directory.write(jsonLines(lines).utf8, to: "\(user)/\(name)")
            }
        }
    }
}
