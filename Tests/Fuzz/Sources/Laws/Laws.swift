public import Recordings

/// Reads a recording whole, in pieces, and with restarts; traps where the results differ or a law is broken.
///
/// - Parameters:
///   - recording: its bytes; a hash of them decides how they are cut.
///   - format: the recording's format, or nil to have it recognised.
///   - limits: what it may expand to.
public func checkLaws(
    _ recording: Span<UInt8>,
    format: RecordingFormat?,
    limits: RecordingReader.Limits = .init()
) {
    // FNV-1a.
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in recording.indices { state = (state ^ UInt64(recording[index])) &* 0x100_0000_01B3 }
    let longest = 1 + Int(state % 200)
    var scratch = RecordingScratch()
    let whole = Reading(recording, format: format, limits: limits, using: &scratch) { .max }
    let pieces = Reading(recording, format: format, limits: limits, using: &scratch) {
        // Knuth's linear congruential generator: any lengths will do that the recording decides.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return 1 + Int(state >> 33) % longest
    }
    precondition(whole.agrees(with: pieces), "any pieces give the same events and facts")
    // A few long pieces: a compressed stream is read anew for each.
    let piece = 1 + Int(state >> 33) % (1 + recording.count / 2)
    let restarted = Reading(restarting: recording, every: piece, format: format, limits: limits, using: &scratch)
    precondition(whole.agrees(with: restarted), "restarts anywhere give the same events and facts")
}
