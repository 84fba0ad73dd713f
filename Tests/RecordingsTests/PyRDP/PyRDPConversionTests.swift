import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// Real sessions, written as PyRDP would and read again: both have whole ms, so that not even a ms is lost.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct PyRDPConversionTests {
    private static let users = (try? RealData.entries(of: RealData.balabitTraining).map(\.lastPathComponent)) ?? []

    @Test(arguments: users)
    func theEventsOfRealSessionsComeBack(user: String) throws {
        let folder = RealData.balabitTraining.appending(path: user)
        for file in try RealData.entries(of: folder).prefix(2) {
            let session = Reading(try [UInt8](Data(contentsOf: file)))
            try #require(session.error == nil)
            var encoder = PyRDPEncoder()
            encoder.writer.record(7)
            for event in session.events { encoder.append(event) }
            encoder.writer.record(5)
            let expected = encoder.expected
            #expect(expected.count > session.events.count * 99 / 100)
            for bytes in [encoder.writer.bytes, gzip(encoder.writer.bytes)] {
                let reading = Reading(bytes, pieces: [65536])
                #expect(reading.error == nil && reading.facts.isComplete)
                #expect(reading.events == expected)
            }
        }
    }
}
