import Foundation
import Recordings
import TestSupport
import Testing

/// Real sessions, written as PyRDP would and read again.
///
/// PyRDP has one clock, in whole ms as Gait has it, and counts from 1970: times come back with the start of the made-up
/// recording added. It does not tell a drag; that follows from the buttons held.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct PyRDPConversionTests {
    private static let users = (try? RealData.entries(of: RealData.balabitTraining).map(\.lastPathComponent)) ?? []

    @Test(arguments: users)
    func theEventsOfRealSessionsComeBack(user: String) throws {
        let folder = RealData.balabitTraining.appending(path: user)
        for file in try RealData.entries(of: folder).prefix(2) {
            let session = Reading(try [UInt8](Data(contentsOf: file)))
            try #require(session.error == nil)
            var writer = PyRDPWriter()
            writer.record(7)
            var expected: [PointerEvent] = []
            var held: [PointerEvent.Button] = []
            for event in session.events {
                let clock = event.clientTime.isMissing ? event.recorderTime : event.clientTime
                guard let encoded = PyRDPWriter.pointer(event) else { continue }
                let time = Int64(PyRDPWriter.start) + clock.milliseconds
                writer.input(time: UInt64(time), [encoded])
                var same = event
                same.recorderTime = Timestamp(milliseconds: time)
                same.clientTime = .missing
                switch event.kind {
                case .move, .drag:
                    same.kind = held.isEmpty ? .move : .drag
                    same.button = held.min { $0.rawValue < $1.rawValue } ?? .none
                case .press:
                    if !held.contains(event.button) { held.append(event.button) }
                case .release:
                    held.removeAll { $0 == event.button }
                case .wheelUp, .wheelDown:
                    if event.x == 0, event.y == 0 {
                        same.x = expected.last?.x ?? 0
                        same.y = expected.last?.y ?? 0
                    }
                }
                expected.append(same)
            }
            writer.record(5)
            #expect(expected.count > session.events.count * 99 / 100)
            for bytes in [writer.bytes, gzip(writer.bytes)] {
                let reading = Reading(bytes, pieces: [65536])
                #expect(reading.error == nil && reading.facts.isComplete)
                #expect(reading.events == expected)
            }
        }
    }
}
