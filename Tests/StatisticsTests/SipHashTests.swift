import Statistics
import Testing

struct SipHashTests {
    private let key = (low: UInt64(0x0706_0504_0302_0100), high: UInt64(0x0f0e_0d0c_0b0a_0908))

    /// The vectors of the reference implementation: the key is 00…0f, the input the first n of the bytes 00, 01, ….
    @Test(arguments: [
        (0, 0x726f_db47_dd0e_0e31 as UInt64), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
        (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5), (63, 0x958a_324c_eb06_4572),
    ])
    func agreesWithPublishedVectors(length: Int, expected: UInt64) {
        let hash = SipHash(key: key.low, key.high)
        #expect(hash((0..<length).map { UInt8($0) }) == expected)
    }

    @Test(arguments: [0, 1, 0x0123_4567_89ab_cdef, .max] as [UInt64])
    func aWordHashesAsItsBytes(word: UInt64) {
        let hash = SipHash(key: key.low, key.high)
        #expect(hash(word) == hash((0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }))
    }

    @Test func dependsOnTheKey() {
        #expect(SipHash(key: 0, 0)("session") != SipHash(key: 0, 1)("session"))
    }
}
