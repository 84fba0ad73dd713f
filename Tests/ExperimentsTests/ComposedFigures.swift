import Agent
import Evaluation
import Experiments
import Foundation
import Gestures
import RecordingWriters
import Recordings
import Scoring
import Synthesis
import TestSupport
import Testing

/// What voices together have to reach: sessions of which the pointer is from one data set, what is typed from another, and when
/// and where they were is made up. Each of 55 people who typed has the pointer of one of five others, a stretch of it that
/// nobody else has, and working hours, hosts and an address as somebody might have them.
@Suite(
    .enabled(
        if: RealData.isPresent && FileManager.default.fileExists(atPath: RealData.keystrokes.path),
        RealData.absence
    )
)
struct ComposedFigures {
    private static let modalities: [Modality] = [.pointer, .keystrokes]
    private static let sessionsOfUser = 6
    /// Each session of 500 keys makes so many, lest there be too few to say what hours and hosts are usual.
    private static let piecesOfSession = 5
    /// Of each user so many, two thirds, are the baseline.
    private static let baselineSessions = 4
    /// Habits are made up as often, and figures with them are means: one set of them is a matter of luck.
    private static let setsOfHabits = 5

    @Test func voicesTogetherAreBetterThanTheBestAlone() throws {
        let hands = Self.modalities.map { Voice.modality($0) }
        let sets = try (0..<Self.setsOfHabits).map(Self.sessions)
        let areas = try hands.map { try Self.figures(of: [$0], in: sets[0]).area }
        let hand = try Self.figures(of: hands, in: sets[0])
        let circumstances = try sets.map { try Self.figures(of: [.circumstances], in: $0).area }.mean
        let all = try sets.map { try Self.figures(of: hands + [.circumstances], in: $0) }
        let area = all.map(\.area).mean
        #expect(hand.area > areas.max() ?? 1)
        #expect(area > max(areas.max() ?? 1, hand.area, circumstances))
        #expect(area >= 0.985)
        #expect(hand.distance <= 0.08)
        #expect(all.map(\.distance).mean <= 0.08)
    }

    private static func sessions(withHabits set: Int) throws -> ModalityMap<[CollectedSession]> {
        let directory = try TemporaryDirectory()
        try compose(in: directory, withHabits: set)
        var sessions = ModalityMap<[CollectedSession]>()
        for modality in modalities {
            sessions[modality] = joined(try RealRecordings.collect(directory.url, .none, modality).sessions)
        }
        return sessions
    }

    /// Sessions of which the first piece of each that is baseline has the windows of all, so that what a hand is known by is as
    /// many sessions as it really had: what five pieces of one have in common, another day's session has not.
    private static func joined(_ sessions: [CollectedSession]) -> [CollectedSession] {
        var joined = sessions
        for pieces in Dictionary(grouping: sessions.indices, by: { sessions[$0].user }).values {
            for first in stride(from: 0, to: baselineSessions * piecesOfSession, by: piecesOfSession) {
                for piece in pieces[first + 1..<first + piecesOfSession] {
                    joined[pieces[first]].whole.windows += sessions[piece].whole.windows
                    joined[piece].whole.windows = []
                }
            }
        }
        return joined
    }

    /// The area under the curve, and how far from uniform the tail probabilities of the owners' own sessions are.
    private static func figures(
        of voices: [Voice],
        in sessions: ModalityMap<[CollectedSession]>
    ) throws -> (area: Double, distance: Double) {
        let study = try #require(CombinedStudy(sessions, of: voices))
        let trials = study.trials(RealRecordings.experiment(.own))
        // Some sessions have too little of one of them.
        #expect(voices.count == 1 || trials.allSatisfy { $0.assessment != nil })
        let distance = try #require(try kolmogorovSmirnovDistanceFromUniform(trials.legalTailProbabilities))
        let area = try #require(try ROCCurve(trials.scores)).areaUnderCurve
        return (area, distance)
    }

    private static func compose(in directory: TemporaryDirectory, withHabits set: Int) throws {
        let typed = try KeystrokeData("free_text").sessions.sorted { $0.key < $1.key }
        let pointers = try RealData.entries(of: RealData.balabitTraining).map { user in
            try RealData.entries(of: user).prefix(sessionsOfUser).map { session in
                try ConvertedRecordings.events(in: [UInt8](try Data(contentsOf: session)))
            }
        }
        let typistsOfPointer = (typed.count + pointers.count - 1) / pointers.count
        for (number, (user, sessions)) in typed.enumerated() {
            let ofUser = pointers[number % pointers.count]
            var habits = Habits(of: number, set: set)
            for (place, (name, keys)) in sessions.sorted(by: { $0.key < $1.key }).enumerated() {
                let count = ofUser[place].count / typistsOfPointer / piecesOfSession
                for piece in 0..<piecesOfSession {
                    let start = (number / pointers.count * piecesOfSession + piece) * count
                    let stretch = Array(ofUser[place][start..<start + min(count, 3000)])
                    // Between the header and the end mark.
                    let moved = String(decoding: jsonLines(stretch), as: UTF8.self).split(separator: "\n")
                    let typed = keys[keys.count * piece / piecesOfSession..<keys.count * (piece + 1) / piecesOfSession]
                    let header = habits.header(ofSession: place * piecesOfSession + piece)
                    let lines = moved.dropFirst().dropLast().map(String.init)
                    let text = [header] + lines + KeystrokeData.pressesAndReleases(Array(typed))
                    try directory.write(text.map { $0 + "\n" }.joined().utf8, to: "\(user)/\(name)-\(piece)")
                }
            }
        }
    }
}

/// When and where somebody who does not exist works.
private struct Habits {
    private var random: SplitMix64
    private let hour: Double
    private let hosts: [Int]
    private let address: Int

    init(of number: Int, set: Int) {
        var random = SplitMix64(seed: UInt64(1000 * set + number) + 1)
        hour = .random(in: 8..<16, using: &random)
        hosts = (0..<4).map { _ in Int.random(in: 0..<30, using: &random) }
        self.random = random
        // As many people come through one office.
        address = number % 8
    }

    /// The header of the recording of a session, on another day each.
    mutating func header(ofSession place: Int) -> String {
        // Mostly on the same host, and now and then on one for the first time.
        let choice = Int.random(in: 0..<10, using: &random)
        let host = choice < 6 ? hosts[0] : choice < 9 ? hosts[choice - 5] : Int.random(in: 30..<60, using: &random)
        let start = hour + .random(in: -1.5...1.5, using: &random)
        let (hours, minutes) = (Int(start), Int(start.truncatingRemainder(dividingBy: 1) * 60))
        let day = place < 9 ? "0\(place + 1)" : "\(place + 1)"
        let time = "2024-03-\(day)T\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes):00Z"
        return #"{"format":"gait-jsonl","version":1,"start":"\#(time)","host":"h\#(host)","address":"a\#(address)"}"#
    }
}
