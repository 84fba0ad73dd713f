import FoundationEssentials
import Recordings
import TestSupport
import Testing

/// The fuzz targets' inputs, with all that once failed, as regressions.
struct CorpusTests {
    @Test(arguments: ["decoder", "gunzip", "guacamole", "pyrdp", "wallix-wrm", "gait-jsonl", "asciicast", "ttyrec"])
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
}
