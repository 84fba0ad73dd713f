import Foundation
import Recordings
import TestSupport
import Testing

@Suite(.enabled(if: RealData.hasRecordings, RealData.absence))
struct WallixRealRecordingsTests {
    private static let folder = RealData.recordings.appending(path: "wallix-wrm")

    /// Every file is read, or named with the true reason. Indexes of checksums lie in files called .wrm, too.
    @Test func everyFileIsReadOrNamed() {
        var placed = 0
        for (path, bytes) in ProjectFiles.contents(of: Self.folder) {
            let reading = Reading(bytes, pieces: [4096])
            let beginning = bytes.prefix(4)
            if beginning.elementsEqual([0xEE, 0x03, 0x2C, 0]) || beginning.elementsEqual([0xEE, 0x03, 0x2D, 0])
                || beginning.elementsEqual([0xEE, 0x03, 0x1C, 0])
            {
                #expect(reading.error == nil && reading.facts.damage == nil, "\(path)")
                #expect(reading.facts.rows.malformed == 0, "\(path)")
                let times = reading.events.map(\.recorderTime.milliseconds)
                #expect(times == times.sorted(), "\(path)")
                placed += reading.events.isEmpty ? 0 : 1
            } else if path.hasSuffix("replay.wrm") {
                // It has no first chunk that says what it is: older than the oldest version, and without any pointer.
                #expect(reading.error?.problem == .unknownFormat)
            } else if case .unsupported(let what, _)? = reading.error?.problem {
                #expect(what == "encrypted by WALLIX" && beginning.elementsEqual("WCFM".utf8), "\(path)")
            } else if case .companion? = reading.error?.problem {
                // Those of checksums lie in files called .wrm, too.
                #expect(path.hasSuffix(".mwrm") || path.contains("hash/"), "\(path)")
            } else {
                Issue.record("\(path): \(String(describing: reading.error))")
            }
        }
        #expect(placed == 16)
    }

    @Test(arguments: ["resizing-capture-0", "resizing-capture-1"])
    func partsAreReadOneAfterTheOther(session: String) throws {
        let parts = try (0..<4).map {
            try [UInt8](Data(contentsOf: Self.folder.appending(path: "\(session)-00000\($0).wrm")))
        }
        let streams = parts.enumerated().map { (StreamName.part($0.offset + 1), $0.element) }
        let companions = Dictionary(uniqueKeysWithValues: streams)
        let whole = Reading(parts[0], companions: companions, pieces: [1000])
        #expect(whole.error == nil && whole.facts.damage == nil && whole.facts.rows.malformed == 0)
        #expect(whole.facts.rows.total == parts.map { Reading($0).facts.rows.total }.reduce(0, +))
        #expect(whole.facts.bytesRead == Int64(parts.map(\.count).reduce(0, +)))
        let times = whole.events.map(\.recorderTime.milliseconds)
        #expect(times == times.sorted())
    }

    /// Stamps, how many of them have the pointer in the corner where it starts, and when the first other is (epoch ms).
    @Test(
        arguments: [
            ("kpd_input.wrm", 35, 1, 1_531_223_494_897),
            ("sample0.wrm", 0, 0, nil),
            ("resizing-capture-0-000000.wrm", 4, 4, nil),
            ("multimon_remoteapp/recorder/secondary_screen_to_left-000000.wrm", 129, 0, 1_638_367_951_001),
            ("multimon_remoteapp/recorder/app_4720x1440-000000.wrm", 164, 0, 1_638_200_201_040),
        ] as [(String, Int64, Int64, Int64?)]
    )
    func stampsAreMoves(path: String, stamps: Int64, unplaced: Int64, first: Int64?) throws {
        let reading = Reading(try [UInt8](Data(contentsOf: Self.folder.appending(path: path))))
        #expect(reading.facts.rows.total == stamps && reading.facts.rows.unplaced == unplaced)
        #expect(Int64(reading.events.count) == stamps - unplaced)
        #expect(reading.events.first?.recorderTime.milliseconds == first)
        #expect(reading.events.allSatisfy { $0.kind == .move && $0.button == .none && $0.clientTime.isMissing })
    }
}
