import Snapshots
import Testing

@testable import Recordings

struct ShownTextAnchorTests {
    /// A title is being shown wherever a piece ends: it is in no snapshot, and yet little is to be read again.
    @Test(arguments: [64 * 1024, 5_000])
    func whatIsReadAgainIsBounded(pieceLength: Int) throws {
        let row = #"[0.001, "o", "\u0007\u001b]0;\#(String(repeating: "a", count: 4_000))"]"# + "\n"
        let header = #"{"version": 2, "width": 80, "height": 24}"# + "\n"
        let content = Array((header + String(repeating: row, count: 500)).utf8)
        var reader = RecordingReader()
        var scratch = RecordingScratch()
        for start in stride(from: 0, to: content.count, by: pieceLength) {
            let piece = Array(content[start..<min(start + pieceLength, content.count)])
            try reader.read(piece.span, using: &scratch) { _ in }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            var snapshot = SnapshotReader(writer.bytes)
            let resumed = try RecordingReader(from: &snapshot)
            let isRead = Int64(start + piece.count)
            #expect(isRead - resumed.resumeOffset() <= 256 * 1024, "at \(isRead)")
        }
    }
}
