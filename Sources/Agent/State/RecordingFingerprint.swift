import Statistics
import SystemPackage

/// How many bytes of a file's beginning and of its end its fingerprint is made of.
private let fingerprintedBytes: Int64 = 4096

/// A hash of the beginning and the end of a recording, or of its first `size` bytes, by which, beside its size, a file is known to be the one that was read.
///
/// - Throws: `UnreadableRecording` where the file cannot be read.
func fingerprint(
    of file: OpenRecording,
    upTo size: Int64? = nil,
    _ system: any SystemCalls
) throws(UnreadableRecording) -> UInt64 {
    let size = size ?? file.size
    do throws(Errno) {
        let count = Int(min(size, fingerprintedBytes))
        let beginning = try system.read(file.descriptor, at: 0, count: count)
        let end = try system.read(file.descriptor, at: size - Int64(count), count: count)
        return SipHash(key: 0, 0)(beginning + end)
    } catch {
        throw UnreadableRecording(opening: error)
    }
}
