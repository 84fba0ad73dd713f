import FoundationEssentials
@testable import Recordings
import RecordingWriters
import TestSupport
import Testing

/// The fuzz targets' inputs, with all that once failed, as regressions.
struct CorpusTests {
    @Test(arguments: [
        "decoder", "gunzip", "guacamole", "pyrdp", "wallix-wrm", "gait-jsonl", "asciicast", "ttyrec", "tlog",
    ])
    func everyInputReadsTheSameInAnyPieces(target: String) {
        let inputs = ProjectFiles.contents(of: ProjectFiles.root.appending(path: "Tests/Fuzz/Corpus/\(target)"))
        #expect(!inputs.isEmpty)
        for (name, bytes) in inputs {
            for recording in [bytes, gzip(bytes)] {
                let whole = Reading(recording)
                for piece in [1, 2, 13, 100, 4096] {
                    #expect(Reading(recording, pieces: [piece]) == whole, "\(target)/\(name) in pieces of \(piece)")
                }
            }
        }
    }

    /// Of formats with several streams, an input has one behind the other, with a byte 0xFF between them.
    @Test(arguments: [RecordingFormat.sudoLog, .typescript])
    func everyInputOfSeveralStreamsReadsTheSameInAnyPieces(format: RecordingFormat) {
        let folder = ProjectFiles.root.appending(path: "Tests/Fuzz/Corpus/\(format.name)")
        let inputs = ProjectFiles.contents(of: folder)
        #expect(!inputs.isEmpty)
        let files = ["timing", "s.timing"].flatMap { format.companions.files(Array($0.utf8)) }
        for (name, bytes) in inputs {
            let parts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false).map(Array.init)
            let streams = Dictionary(uniqueKeysWithValues: zip([.main] + files.map(\.stream), parts))
            let whole = Reading(streams: streams, format: format)
            for piece in [1, 2, 13, 100] {
                let reading = Reading(streams: streams, pieces: [piece], format: format)
                #expect(reading == whole, "\(format.name)/\(name) in pieces of \(piece)")
                guard whole.error == nil else { continue }
                let restarted = try? RestartedStreamsReading(streams, piece: piece, format: format)
                #expect(restarted?.keys == whole.keys, "\(format.name)/\(name) restarted")
                #expect(restarted?.facts.rows == whole.facts.rows, "\(format.name)/\(name) restarted")
            }
        }
    }
}
