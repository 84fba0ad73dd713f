import Agent
import AgentSupport
import Foundation
import Gestures
import Recordings
import SystemPackage
import TestSupport
import Testing

/// No human is taken for a program, and replays of human sessions are found, on recordings of people.
enum ScriptedFigures {
    private static func summary(_ bytes: [UInt8]) throws -> RecordingSummary {
        var pipeline = SamplePipeline()
        var memory = PipelineMemory()
        var position = 0
        while position < bytes.count {
            position += try pipeline.read(bytes.span.extracting(position...), using: &memory) { _, _ in }
        }
        return try pipeline.finish(using: &memory) { _, _ in }
    }

    private static func isReplay(_ replay: [UInt8], of original: ReplaySketch) throws -> Bool {
        try !ReplayComparison(summary(replay).input).signs(against: original, of: "original").isEmpty
    }

    @Suite(.enabled(if: RealData.isPresent, RealData.absence))
    struct RemoteDesktops {
        @Test func noSessionOfAPersonIsTagged() throws {
            let scanner = SessionScanner(RealRecordings.configuration, system: Kernel())
            let result = try scanner.scan(
                RecordingDirectory(FilePath(RealData.balabitTest.path), system: Kernel()),
                baseline: RecordingDirectory(FilePath(RealData.balabitTraining.path), system: Kernel())
            )
            let all = result.sessions + result.baseline
            #expect(all.count > 900)
            #expect(all.filter { !$0.tags.isEmpty }.map(\.path.description) == [])
        }

        /// Whatever the times are, and where the half of it is replayed.
        @Test func replaysAreFound() throws {
            var (whole, half, count) = (0, 0, 0)
            for user in try RealData.entries(of: RealData.balabitTest) {
                for (number, file) in try RealData.entries(of: user).enumerated() where number.isMultiple(of: 4) {
                    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
                    guard lines.count > 200 else { continue }
                    let rows = lines.dropFirst()
                    let original = try summary(Array(lines.joined(separator: "\n").utf8)).input
                    let part = rows.dropFirst(rows.count / 4).prefix(rows.count / 2)
                    count += 1
                    if try isReplay(Self.bytes(lines[0], rows), of: original) { whole += 1 }
                    if try isReplay(Self.bytes(lines[0], part), of: original) { half += 1 }
                }
            }
            #expect(count > 100 && whole == count)
            #expect(Double(half) >= 0.99 * Double(count))
        }

        /// Rows with the times of a clock that goes another way.
        private static func bytes(_ header: Substring, _ rows: some Sequence<Substring>) -> [UInt8] {
            var text = header + "\n"
            for (number, row) in rows.enumerated() {
                let fields = row.split(separator: ",", omittingEmptySubsequences: false)
                let time = String(Double(number) * 0.016 + 9000)
                text += ([Substring(time), Substring(time)] + fields.dropFirst(2)).joined(separator: ",") + "\n"
            }
            return Array(text.utf8)
        }
    }

    @Suite(.enabled(if: FileManager.default.fileExists(atPath: RealData.keystrokes.path), RealData.absence))
    struct Typing {
        private static let header = #"{"format":"gait-jsonl","version":1,"clock":"session"}"#

        private static func bytes(_ lines: [String]) -> [UInt8] {
            Array(([header] + lines).joined(separator: "\n").utf8) + [10]
        }

        /// The same keys on a clock of other steps, later.
        private static func replayed(
            _ keys: some Sequence<KeystrokeData.Keystroke>,
            clockStep: Double = 1
        ) -> [UInt8] {
            func time(_ time: Int) -> Int {
                Int(((Double(time) + 5) / clockStep).rounded(.down) * clockStep) + 9_000_000
            }
            let keys = keys.map { key in
                KeystrokeData.Keystroke(key: key.key, press: time(key.press), release: time(key.release))
            }
            return bytes(KeystrokeData.pressesAndReleases(keys))
        }

        @Test(arguments: [("free_text", 330), ("fixed_text", 240)], [false, true])
        func noSessionOfAPersonIsTagged(text: (name: String, sessions: Int), isTerminal: Bool) throws {
            var count = 0
            for (user, sessions) in try KeystrokeData(text.name).sessions {
                for (session, keys) in sessions {
                    let lines = isTerminal ? KeystrokeData.characters(keys) : KeystrokeData.pressesAndReleases(keys)
                    let signs = try summary(Self.bytes(lines)).signs
                    #expect(signs.isEmpty, "\(user) \(session): \(signs.map(\.test))")
                    count += 1
                }
            }
            #expect(count == text.sessions)
        }

        /// All, but for a few of which little is replayed.
        @Test func replaysAreFound() throws {
            var (count, found) = (0, [0, 0, 0])
            for sessions in try KeystrokeData("free_text").sessions.values {
                guard let keys = sessions.min(by: { $0.key < $1.key })?.value else { continue }
                let original = try summary(Self.bytes(KeystrokeData.pressesAndReleases(keys))).input
                let half = keys.dropFirst(keys.count / 4).prefix(keys.count / 2)
                let replays = [Self.replayed(keys), Self.replayed(half), Self.replayed(keys, clockStep: 15.625)]
                count += 1
                for (number, replay) in replays.enumerated() where try isReplay(replay, of: original) {
                    found[number] += 1
                }
            }
            #expect(count == 55 && found[0] == count)
            #expect(found.dropFirst().allSatisfy { $0 >= count - 2 }, "\(found)")
        }

        /// Of all pairs of sessions none seems to replay another, but for one that is in the data twice.
        @Test func peopleDoNotReplayEachOther() throws {
            var sketches: [ReplaySketch] = []
            for sessions in try KeystrokeData("free_text").sessions.values {
                for keys in sessions.values {
                    sketches.append(try summary(Self.bytes(KeystrokeData.pressesAndReleases(keys))).input)
                }
            }
            var found = 0
            for (number, sketch) in sketches.enumerated() {
                let comparison = ReplayComparison(sketch)
                found += sketches[..<number].count { !comparison.signs(against: $0, of: "other").isEmpty }
            }
            #expect(found <= 1)
        }
    }
}
