import Recordings
import Snapshots

/// Restores a reader from arbitrary bytes and lets it go on; traps where that breaks a law.
///
/// - Parameter input: the length of the snapshot (2 bytes, the lower first), the snapshot, and the bytes of each of the first
///   streams that it wants.
public func checkSnapshotLaws(_ input: Span<UInt8>) {
    guard input.count >= 2 else { return }
    let length = min(Int(input[0]) | Int(input[1]) << 8, input.count - 2)
    let bytes = (2..<2 + length).map { input[$0] }
    let rest = input.extracting((2 + length)...)
    // So tight that inputs of a fuzzer's size reach them.
    let limits = RecordingReader.Limits(decodedBytes: 1_000_000, expansion: 20, expansionAllowance: 4096)
    var source = SnapshotReader(bytes)
    var reader: RecordingReader
    do throws(SnapshotCorruption) {
        reader = try RecordingReader(from: &source, limits: limits)
    } catch {
        return precondition(error.byte <= bytes.count, "the corruption lies in the snapshot")
    }
    let saved = snapshot(of: reader)
    precondition(snapshot(of: restored(saved, limits: limits)) == saved, "what was restored is what was saved")
    var scratch = RecordingScratch()
    var positions: [StreamName: Int] = [:]
    var ends = 0
    do {
        while let wanted = reader.wantedStream {
            // Streams that follow have nothing in them.
            let left = ends < 4 ? rest.extracting(positions[wanted, default: 0]...) : Span()
            if !left.isEmpty {
                // What is unfinished between pieces is in a snapshot, too.
                let piece = left.extracting(..<(1 + left.count / 2))
                let used = try reader.read(piece, of: wanted, using: &scratch) { check($0) }
                precondition(used > 0 && used <= piece.count, "what is wanted is taken")
                positions[wanted, default: 0] += used
                _ = snapshot(of: reader)
            } else {
                ends += 1
                precondition(ends < 100, "a recording comes to its end")
                try reader.endWantedStream(using: &scratch) { check($0) }
            }
        }
        _ = try reader.finish(using: &scratch) { check($0) }
    } catch {
        precondition(!error.description.isEmpty)
    }
    _ = snapshot(of: reader)
}

private func check(_ batch: borrowing EventBatch) {
    precondition(!batch.isEmpty, "a batch is never empty")
    precondition(max(batch.pointer.count, batch.keys.count) <= EventBatch.capacity, "nor is it too large")
}
