import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

struct CompressedRecordingTests {
    private let plain: [UInt8]
    private let whole: Reading

    init() {
        var random = SplitMix64(seed: 7)
        plain = MadeUp.sessionCSV(rows: 1200, using: &random)
        whole = Reading(plain)
    }

    private func expectWhole(_ packed: [UInt8], trailingBytesAt place: Int? = nil) {
        for pieces in [[Int.max], [1], [4096]] {
            let reading = Reading(packed, pieces: pieces)
            #expect(reading.error == nil)
            #expect(reading.events == whole.events)
            #expect(reading.facts.isCompressed && reading.facts.bytesRead == Int64(packed.count))
            #expect(reading.facts.bytesDecoded == Int64(plain.count))
            #expect(reading.facts.trailingBytesAt == place.map(Int64.init))
            #expect(reading.facts.endsEarlyAt == nil && reading.facts.damage == nil)
        }
    }

    @Test(arguments: [0, 1, 9])
    func everyLevelIsRead(level: Int32) {
        expectWhole(gzip(plain, level: level))
    }

    @Test func membersFollowEachOther() {
        let cut = plain.count / 3
        expectWhole(gzip(Array(plain[..<cut])) + gzip([]) + gzip(Array(plain[cut...])))
    }

    @Test(arguments: [[0], [0, 0, 0, 0], [0x1F], [0x1F, 0x1F, 0x8B], [UInt8](repeating: 0x55, count: 5000)])
    func bytesBehindTheLastMemberAreIgnoredAndNoted(trailing: [UInt8]) {
        let packed = gzip(plain)
        expectWhole(packed + trailing, trailingBytesAt: packed.count)
    }

    @Test func earlyEndKeepsTheWholeRowsBefore() {
        let packed = gzip(plain)
        for length in [packed.count / 10, packed.count / 2, packed.count - 9, packed.count - 1] {
            let cut = Array(packed[..<length])
            let reading = Reading(cut)
            #expect(reading.error == nil)
            #expect(reading.facts.endsEarlyAt == Int64(length))
            #expect(!reading.events.isEmpty && whole.events.starts(with: reading.events))
            #expect(Reading(cut, pieces: [1]) == reading)
        }
    }

    @Test func earlyEndBeforeTheFirstRowIsUnreadable() {
        let packed = gzip(plain)
        for length in [2, 10, 18] {
            let expected = RecordingError(.compressionEndsEarly, byte: Int64(length))
            #expect(Reading(Array(packed[..<length])).error == expected)
            #expect(Reading(Array(packed[..<length]), pieces: [1]).error == expected)
        }
    }

    @Test func corruptionKeepsWhatCameBefore() {
        var packed = gzip(plain)
        packed[packed.count - 6] ^= 1
        for pieces in [[Int.max], [1]] {
            let reading = Reading(packed, pieces: pieces)
            #expect(reading.error == nil)
            let damage = RecordingError(.corruptCompression("incorrect data check"), byte: Int64(packed.count - 4))
            #expect(reading.facts.damage == damage)
            #expect(whole.events.starts(with: reading.events) && whole.events.count - reading.events.count <= 1)
        }
    }

    /// zlib has a fast way and a slow one, which it takes where there is little input or room.
    @Test func corruptionIsFoundAtTheSameByteInAnyPieces() {
        let packed = gzip(Array(plain[..<8000]))
        for index in stride(from: 2, to: packed.count, by: 7) {
            var corrupt = packed
            corrupt[index] ^= 0xFF
            let reading = Reading(corrupt)
            for pieces in [[1], [7], [300]] { #expect(Reading(corrupt, pieces: pieces) == reading, "byte \(index)") }
        }
    }

    @Test func corruptionBeforeTheFirstRowIsUnreadable() {
        var packed = gzip(plain)
        packed[2] = 9
        for pieces in [[Int.max], [1]] {
            let error = Reading(packed, pieces: pieces).error
            #expect(error?.problem == .corruptCompression("unknown compression method"))
        }
    }

    @Test func singleMagicByteIsNoCompression() {
        #expect(Reading([0x1F]).error == RecordingError(.unknownFormat, byte: 0))
        #expect(Reading([0x1F, 0x8A]).error == RecordingError(.unknownFormat, byte: 0))
    }

    @Test func bombIsSetAside() {
        let bomb = gzip(Array(sessionCSV().utf8) + [UInt8](repeating: UInt8(ascii: "\n"), count: 4 << 20))
        #expect(Reading(bomb).error == nil)
        let limits = RecordingReader.Limits(expansionAllowance: 1 << 20)
        for pieces in [[Int.max], [100]] {
            let reading = Reading(bomb, pieces: pieces, limits: limits)
            #expect(reading.error?.problem == .expandsTooMuch(ratio: 200))
            #expect(reading.facts.bytesDecoded <= 1 << 20 + 200 * reading.facts.bytesRead)
        }
    }

    @Test func decompressedBytesAreLimitedExactly() {
        let packed = gzip(plain)
        let fits = RecordingReader.Limits(decodedBytes: Int64(plain.count))
        #expect(Reading(packed, limits: fits).error == nil)
        let tight = RecordingReader.Limits(decodedBytes: Int64(plain.count) - 1)
        for pieces in [[Int.max], [1]] {
            let reading = Reading(packed, pieces: pieces, limits: tight)
            #expect(reading.error?.problem == .tooLarge(limit: Int64(plain.count) - 1))
            #expect(reading.facts.bytesDecoded < Int64(plain.count))
        }
    }

    @Test func scratchServesOneRecordingAfterAnother() {
        var scratch = RecordingScratch()
        let packed = gzip(plain)
        for bytes in [packed, Array(packed[..<100]), plain, packed, [], packed + [1], packed] {
            #expect(Reading(bytes, using: &scratch) == Reading(bytes))
        }
    }
}
