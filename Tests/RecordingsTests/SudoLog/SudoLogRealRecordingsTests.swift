import Foundation
import TestSupport
import Testing

@testable import Recordings

@Suite(.enabled(if: RealData.hasRecordings, RealData.absence))
struct SudoLogRealRecordingsTests {
    private static let folder = RealData.recordings.appending(path: "sudo-iolog/lib/iolog/regress")

    private func streams(in folder: URL) -> [StreamName: [UInt8]] {
        let files = RecordingFormat.sudoLog.companions.files(Array("timing".utf8))
        let found = files.compactMap { file in
            FileManager.default.contents(atPath: folder.appending(path: file.stream.name).path).map {
                (file.stream, [UInt8]($0))
            }
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// What `timing` says, by a straightforward parser.
    private func oracle(_ timing: [UInt8]) -> (input: [Double], output: Int, duration: Double) {
        var time = 0.0
        var input: [Double] = []
        var output = 0
        for line in String(decoding: timing, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ")
            time += Double(fields[1])! * 1000
            if fields[0] == "3" { input.append(time) }
            if fields[0] == "4" { output += 1 }
        }
        return (input, output, time)
    }

    @Test(arguments: 1...9)
    func everyTimingIsRead(number: Int) throws {
        let timing = [UInt8](try Data(contentsOf: Self.folder.appending(path: "corpus/seed/timing/timing.\(number)")))
        let expected = oracle(timing)
        let reading = Reading(timing, pieces: [1000])
        #expect(reading.error == nil)
        #expect(reading.facts.format == .sudoLog)
        // Their bytes are not there.
        let input = reading.keys.filter { $0.action != .echo }
        #expect(input.count == expected.input.count)
        #expect(zip(input, expected.input).allSatisfy { abs(Double($0.time.milliseconds) - $1) <= 0.51 })
        #expect(reading.facts.rows.total == Int64(expected.input.count + expected.output))
        #expect(reading.facts.rows.malformed == (expected.input.isEmpty ? 0 : 1) + (expected.output == 0 ? 0 : 1))
        #expect(abs(Double(reading.facts.span!.last.milliseconds) - expected.duration) <= 0.51)
    }

    @Test(arguments: 1...3)
    func everyDirectoryIsRead(number: Int) throws {
        let folder = Self.folder.appending(path: "iolog_filter/test\(number)")
        let timing = [UInt8](try Data(contentsOf: folder.appending(path: "timing")))
        let streams = streams(in: folder)
        let reading = Reading(timing, companions: streams, pieces: [64])
        #expect(reading.facts.rows.malformed == 0)
        let input = reading.keys.filter { $0.action != .echo }
        // Everything was typed, one byte at a time.
        #expect(input.map(\.keyClass) == streams[StreamName("ttyin")]?.map { Key(character: UInt32($0)).keyClass })
        let start = Double(reading.facts.span!.first.milliseconds)
        #expect(
            zip(input, oracle(timing).input).allSatisfy { abs(Double($0.time.milliseconds) - start - $1) <= 0.51 }
        )
        #expect(reading.facts.description.user == RecordingName("millert"))
        #expect(reading.facts.description.terminal == .init(columns: 80, lines: 24))
        #expect(reading.facts.clock == .wall)
    }

    @Test func everyLogIsReadBesideATimingAndNamedWithoutOne() throws {
        var users: Set<String> = []
        for kind in ["log_json", "log_legacy"] {
            let stream = StreamName(kind == "log_json" ? "log.json" : "log")
            let files = try RealData.entries(of: Self.folder.appending(path: "corpus/seed/\(kind)"))
            for file in files {
                let bytes = [UInt8](try Data(contentsOf: file))
                let facts = Reading("3 0.5 1\n", companions: [stream: bytes]).facts
                let user = try #require(facts.description.user, "\(file.lastPathComponent)")
                users.insert(user.description)
                #expect(facts.description.account != nil && facts.description.terminal != nil)
                #expect((facts.description.host != nil) == (kind == "log_json"))
                #expect(facts.span!.first.milliseconds > 1_580_000_000_000)
                guard case .unsupported? = Reading(bytes).error?.problem else {
                    Issue.record("\(file.lastPathComponent) is not called by its name")
                    continue
                }
            }
        }
        #expect(users == ["millert", "bob", "testdude", "aemon", "alice"])
    }
}

extension Reading {
    fileprivate init(_ text: String, companions: [StreamName: [UInt8]]) {
        self.init(Array(text.utf8), companions: companions)
    }
}
