import Foundation
import Recordings
import TestSupport
import Testing

@Suite(.enabled(if: RealData.hasRecordings, RealData.absence))
struct PyRDPRealRecordingTests {
    /// The archive's only member, as a gzip member: the compressed bytes and the check values are the same.
    private static func recording() throws -> [UInt8] {
        let archive = try [UInt8](
            Data(contentsOf: RealData.recordings.appending(path: "pyrdp/test_convert_428.zip"))
        )
        func number(_ offset: Int, _ length: Int) -> Int {
            (0..<length).reduce(0) { $0 | Int(archive[offset + $1]) << (8 * $1) }
        }
        // The local file header: [APPNOTE] 4.3.7.
        let start = 30 + number(26, 2) + number(28, 2)
        let end = start + number(18, 4)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + archive[start..<end] + archive[14..<18] + archive[22..<26]
    }

    /// 155 moves, and eleven clicks of the left button, in 15 s. The 56 keys are two presses, their
    /// releases, and releases by which the client tells that no key is held.
    @Test func everyPointerEventIsRead() throws {
        let reading = Reading(try Self.recording(), pieces: [65536])
        #expect(reading.error == nil && reading.facts.damage == nil)
        #expect(reading.facts.format == .pyRDP && reading.facts.isComplete)
        #expect(reading.events.count == 177)
        #expect(reading.facts.rows.total == 177 + 56 && reading.facts.rows.malformed == 0)
        #expect(reading.keys.map(\.action) == [.press, .press, .release, .release])
        #expect(reading.keys.map(\.keyClass) == [.modifier, .letterLeft, .modifier, .letterLeft])
        #expect(reading.events.count { $0.kind == .move || $0.kind == .drag } == 155)
        #expect(reading.events.count { $0.kind == .press && $0.button == .left } == 11)
        #expect(reading.events.count { $0.kind == .release && $0.button == .left } == 11)
        let times = reading.events.map(\.recorderTime.milliseconds)
        #expect(times == times.sorted())
        #expect(times.last! - times.first! < 16_000)
        #expect(reading.events.allSatisfy { 0..<1280 ~= $0.x && 0..<1024 ~= $0.y })
    }
}
