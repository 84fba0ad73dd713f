import Snapshots
import Synthesis
import Testing

struct SnapshotTests {
    /// A value of every type, and what is written and read of it.
    private struct Sample: Equatable {
        var unsigned: UInt64
        var signed: Int64
        var fixed: UInt64
        var count: Int
        var flag: Bool
        var doubleBits: UInt64
        var bytes: [UInt8]
        var text: String
        var optional: Int64?

        init(_ random: inout SplitMix64) {
            // Of every magnitude.
            unsigned = random.next() >> UInt64.random(in: 0...63, using: &random)
            signed = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
            fixed = random.next()
            count = Int(random.next() >> UInt64.random(in: 8...63, using: &random))
            flag = Bool.random(using: &random)
            doubleBits = random.next()
            bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            text = String(repeating: "ä\n\u{0}", count: Int.random(in: 0...60, using: &random))
            optional = Bool.random(using: &random) ? Int64(bitPattern: random.next()) : nil
        }

        func write(to writer: inout SnapshotWriter) {
            writer.append(unsigned: unsigned)
            writer.append(signed: signed)
            writer.append(fixed: fixed)
            writer.append(count: count)
            writer.append(flag: flag)
            writer.append(bitPattern: Double(bitPattern: doubleBits))
            writer.append(bytes: bytes)
            writer.append(text: text)
            writer.append(optional: optional) { $0.append(signed: $1) }
        }

        init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
            unsigned = try reader.unsigned()
            signed = try reader.signed()
            fixed = try reader.fixed()
            count = try reader.tally()
            flag = try reader.flag()
            doubleBits = try reader.double().bitPattern
            bytes = try reader.bytes()
            text = try reader.text()
            optional = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        }
    }

    @Test func whatIsReadIsWhatWasWritten() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<300 {
            let sample = Sample(&random)
            var writer = SnapshotWriter()
            sample.write(to: &writer)
            var reader = SnapshotReader(writer.bytes)
            #expect(try Sample(from: &reader) == sample)
            try reader.finish()
        }
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max])
    func signedIntegersOfAllSizes(value: Int64) throws {
        var writer = SnapshotWriter()
        writer.append(signed: value)
        var reader = SnapshotReader(writer.bytes)
        #expect(try reader.signed() == value)
        if value.magnitude < 2 { #expect(writer.bytes.count == 1) }
    }

    @Test func noBeginningIsTakenForTheWhole() {
        var random = SplitMix64(seed: 2)
        for _ in 0..<20 {
            var writer = SnapshotWriter()
            Sample(&random).write(to: &writer)
            for length in writer.bytes.indices {
                var reader = SnapshotReader(Array(writer.bytes[..<length]))
                #expect(throws: SnapshotCorruption.self) { try Sample(from: &reader) }
            }
        }
    }

    @Test func whatIsLeftIsACorruption() throws {
        var reader = SnapshotReader([0, 7])
        _ = try reader.flag()
        #expect(throws: SnapshotCorruption(byte: 1)) { try reader.finish() }
    }

    /// The reader says where the value begins that cannot be.
    @Test func limitsHold() throws {
        var writer = SnapshotWriter()
        writer.append(count: 300)
        writer.append(count: 1 << 57)
        writer.append(signed: -5)
        writer.append(unsigned: 2)
        let bytes = writer.bytes
        var reader = SnapshotReader(bytes)
        #expect(throws: SnapshotCorruption(byte: 0)) { try reader.count(atMost: 299) }
        #expect(throws: SnapshotCorruption(byte: 2)) { try reader.tally() }
        #expect(throws: SnapshotCorruption(byte: 11)) { try reader.signed(in: -4...4) }
        #expect(throws: SnapshotCorruption(byte: 12)) { try reader.flag() }
    }

    /// A length of exabytes is refused before anything is allocated.
    @Test(arguments: [4, 1 << 40, Int.max])
    func aFalseLengthIsRefused(length: Int) {
        var writer = SnapshotWriter()
        writer.append(count: length)
        let bytes = writer.bytes + [1, 2, 3]
        var reader = SnapshotReader(bytes)
        #expect(throws: SnapshotCorruption(byte: 0)) { try reader.bytes() }
        reader = SnapshotReader(bytes)
        #expect(throws: SnapshotCorruption(byte: 0)) { try reader.text() }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        var reader = SnapshotReader([2, 0xC3, 0x28])
        #expect(throws: SnapshotCorruption.self) { try reader.text() }
    }

    /// Integers of every magnitude, and few enough of them to leave bits over.
    @Test func smallIntegersComeBack() throws {
        var random = SplitMix64(seed: 3)
        for count in [0, 1, 2, 7, 64, 1999] {
            let integers = (0..<count).map { _ in
                UInt32.random(in: 0 ... .max, using: &random) >> UInt32.random(in: 0...40, using: &random)
            }
            var writer = SnapshotWriter()
            writer.append(flag: true)
            writer.append(small: integers)
            writer.append(count: 77)
            var reader = SnapshotReader(writer.bytes)
            #expect(try reader.flag())
            #expect(try reader.smallIntegers(count: count) == integers)
            #expect(try reader.count(atMost: 77) == 77)
            try reader.finish()
            for length in 1..<max(writer.bytes.count - 1, 1) {
                var cut = SnapshotReader(Array(writer.bytes[1..<length]))
                if count > 0 { #expect(throws: SnapshotCorruption.self) { try cut.smallIntegers(count: count) } }
            }
        }
    }

    @Test func theLargestIntegerIsSmallToo() throws {
        var writer = SnapshotWriter()
        writer.append(small: [.max, 0, .max])
        #expect(writer.bytes.count == (65 + 1 + 65 + 7) / 8)
        var reader = SnapshotReader(writer.bytes)
        #expect(try reader.smallIntegers(count: 3) == [.max, 0, .max])
    }

    /// Neither 33 zeros nor a number over 32 bits is a small integer.
    @Test(arguments: [[0, 0, 0, 0, 0b10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]])
    func noIntegerOver32Bits(bytes: [UInt8]) {
        var reader = SnapshotReader(bytes)
        #expect(throws: SnapshotCorruption(byte: 0)) { try reader.smallIntegers(count: 1) }
    }

    @Test func moreIntegersThanBitsAreRefused() {
        var reader = SnapshotReader([0xFF, 0xFF])
        #expect(throws: SnapshotCorruption(byte: 0)) { try reader.smallIntegers(count: .max / 16) }
    }
}
