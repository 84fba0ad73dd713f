import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// Real sessions, written as WALLIX would and read again: what is left of them is where the pointer was, to the ms.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct WallixConversionTests {
    private static let users = (try? RealData.entries(of: RealData.balabitTraining).map(\.lastPathComponent)) ?? []

    @Test(arguments: users)
    func whereThePointerWasComesBack(user: String) throws {
        let folder = RealData.balabitTraining.appending(path: user)
        for file in try RealData.entries(of: folder).prefix(2) {
            let session = Reading(try [UInt8](Data(contentsOf: file)))
            try #require(session.error == nil)
            var writer = WallixWriter()
            writer.times(0, WallixWriter.start)
            var expected: [PointerEvent] = []
            for event in session.events {
                let clock = event.clientTime.isMissing ? event.recorderTime : event.clientTime
                let x = try #require(UInt16(exactly: event.x))
                let y = try #require(UInt16(exactly: event.y))
                writer.stamp(UInt64(clock.milliseconds * 1000), x, y)
                guard !expected.isEmpty || x > 0 || y > 0 else { continue }
                let time = Timestamp(milliseconds: Int64(WallixWriter.start / 1000) + clock.milliseconds)
                expected.append(
                    PointerEvent(recorderTime: time, clientTime: .missing, x: event.x, y: event.y, kind: .move)
                )
            }
            for bytes in [writer.bytes, writer.compressed(), gzip(writer.bytes)] {
                let reading = Reading(bytes, pieces: [65536])
                #expect(reading.error == nil)
                #expect(reading.events == expected)
            }
        }
    }
}
