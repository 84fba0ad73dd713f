import Foundation
import Recordings
import Testing

/// The real recordings that lie beside the project on some machines.
private enum RealRecordings {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/balabit")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func sessions() -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.allObjects ?? []).compactMap { $0 as? URL }
            .filter { $0.lastPathComponent.hasPrefix("session_") }
            .sorted { $0.path < $1.path }
    }
}

@Suite(.enabled(if: RealRecordings.isPresent, "the real recordings are not beside the project"))
struct RealRecordingsTests {
    @Test func everyRowIsAnEventWithTheTimesOfASimpleParser() throws {
        var lines = 0
        var events = 0
        for file in RealRecordings.sessions() {
            let bytes = try Array(Data(contentsOf: file))
            let reading = Reading(bytes, pieces: [65536])
            let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
            let expected = rows.map { OracleRow($0) }
            try #require(reading.error == nil)
            #expect(reading.facts.rows.malformed == 0 && reading.facts.rows.unplaced == 0)
            #expect(reading.events.elementsEqual(expected) { OracleRow($0) == $1 }, "\(file.lastPathComponent)")
            lines += rows.count
            events += reading.events.count
        }
        #expect(events == lines && events > 0)
    }
}

/// What the straightforward way gives for a row: split, nearest double, times 1,000, round half to even.
struct OracleRow: Equatable {
    let recorderTime: Int64
    let clientTime: Int64
    let x: Int32
    let y: Int32

    init(_ line: Substring) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        recorderTime = Int64((Double(fields[0])! * 1000).rounded(.toNearestOrEven))
        clientTime = Int64((Double(fields[1])! * 1000).rounded(.toNearestOrEven))
        x = Int32(fields[4])!
        y = Int32(fields[5])!
    }

    init(_ event: PointerEvent) {
        recorderTime = event.recorderTime.milliseconds
        clientTime = event.clientTime.milliseconds
        x = event.x
        y = event.y
    }
}
