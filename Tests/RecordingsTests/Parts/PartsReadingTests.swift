import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

/// Recordings whose parts are read one after the other.
struct PartsReadingTests {
    private static func ttyrec(parts: Int, seed: UInt64) -> [[UInt8]] {
        var random = SplitMix64(seed: seed)
        return (0..<parts).map { _ in MadeUp.ttyrec(records: 60, using: &random) }
    }

    private static func wallix(_ part: Int, isCompressed: Bool) -> [UInt8] {
        var writer = WallixWriter()
        for index in 0..<40 {
            let time = WallixWriter.start + UInt64(part * 40 + index) * 50_000
            writer.stamp(time, UInt16(10 + index * 3), UInt16(20 + part), typed: index % 5 == 0 ? "ab" : "")
        }
        return isCompressed ? writer.compressed(frameLength: 97) : writer.bytes
    }

    private static func streams(_ parts: [[UInt8]]) -> [StreamName: [UInt8]] {
        Dictionary(uniqueKeysWithValues: parts.enumerated().map { (.part($0.offset + 1), $0.element) })
    }

    private static func reading(_ parts: [[UInt8]], pieces: [Int] = [.max]) -> Reading {
        var scratch = RecordingScratch()
        return Reading(parts[0], companions: streams(parts), pieces: pieces, using: &scratch)
    }

    @Test func ofTtyrecsAreAsIfTheyWereOneFile() throws {
        let parts = Self.ttyrec(parts: 3, seed: 1)
        let whole = Reading(Array(parts.joined()))
        let found = Self.reading(parts)
        #expect(found.error == nil && found.keys == whole.keys && !found.keys.isEmpty)
        #expect(found.facts.rows == whole.facts.rows && found.facts.span == whole.facts.span)
        #expect(found.facts.bytesRead == whole.facts.bytesRead)
    }

    @Test(arguments: [1, 7, 64], [false, true])
    func areTheSameInAnyPieces(piece: Int, isCompressed: Bool) throws {
        let ttyrec = Self.ttyrec(parts: 3, seed: 2).map { isCompressed ? gzip($0) : $0 }
        #expect(Self.reading(ttyrec, pieces: [piece]).keys == Self.reading(ttyrec).keys)
        let wallix = (0..<3).map { Self.wallix($0, isCompressed: isCompressed) }
        let whole = Self.reading(wallix)
        #expect(whole.error == nil && whole.facts.rows.total == 120 && whole.events.count > 100)
        let found = Self.reading(wallix, pieces: [piece])
        #expect(found.events == whole.events && found.keys == whole.keys && found.facts == whole.facts)
    }

    @Test(arguments: [5, 40], [false, true])
    func areTheSameAcrossRestarts(piece: Int, isCompressed: Bool) throws {
        for parts in [
            Self.ttyrec(parts: 3, seed: 3).map { isCompressed ? gzip($0) : $0 },
            (0..<3).map { Self.wallix($0, isCompressed: isCompressed) },
        ] {
            let whole = Self.reading(parts)
            let restarted = try RestartedStreamsReading(Self.streams(parts), piece: piece)
            #expect(restarted.keys == whole.keys && !whole.keys.isEmpty)
            #expect(restarted.commands == whole.commands && restarted.titles == whole.titles)
            #expect(restarted.facts.rows == whole.facts.rows)
            #expect(restarted.facts.bytesRead == whole.facts.bytesRead)
        }
    }

    /// That the pointer has been elsewhere than in the corner, and what time the stamps' clock has on the wall's.
    @Test(arguments: [1, 16, 40, 100])
    func leaveToACompressedOneWhatTheyKnewAcrossRestarts(piece: Int) throws {
        var first = WallixWriter()
        first.times(0, WallixWriter.start)
        first.stamp(1_000_000, 10, 20)
        var second = WallixWriter()
        for index in 2..<40 as Range<UInt64> { second.stamp(index * 1_000_000, 0, UInt16(index / 30)) }
        let parts = [first.bytes, second.compressed(frameLength: 20)]
        let whole = Self.reading(parts)
        #expect(whole.events.count == 39 && whole.facts.rows.unplaced == 0)
        let last = Timestamp(milliseconds: Int64(WallixWriter.start / 1000) + 39_000)
        #expect(whole.events.last?.recorderTime == last)
        let restarted = try RestartedStreamsReading(Self.streams(parts), piece: piece)
        #expect(restarted.events == whole.events && restarted.facts == whole.facts)
    }

    @Test(arguments: [1, 16, 40])
    func leaveWhatTheyKnewWhereTheyAreDamaged(piece: Int) throws {
        var first = WallixWriter()
        for index in 1..<20 as Range<UInt64> { first.stamp(WallixWriter.start + index * 1_000_000, 10, 20) }
        var second = WallixWriter()
        second.stamp(WallixWriter.start + 30_000_000, 0, 0)
        // The last bytes of a zlib stream are its checksum.
        let damaged = Array(first.compressed(frameLength: 20).dropLast()) + [0]
        let parts = [damaged, second.bytes]
        let whole = Self.reading(parts)
        #expect(whole.facts.damage != nil && whole.facts.rows.unplaced == 0 && whole.events.last?.x == 0)
        let restarted = try RestartedStreamsReading(Self.streams(parts), piece: piece)
        #expect(restarted.events == whole.events && restarted.facts == whole.facts)
    }

    @Test func ofGuacamoleKeepTheButtonsThatAreDown() {
        let parts = [
            guacamoleMouse(1, 1, 0, 100) + guacamoleMouse(2, 2, 1, 120),
            guacamoleMouse(3, 3, 1, 140) + guacamoleMouse(3, 3, 0, 160),
        ]
        let found = Self.reading(parts.map { Array($0.utf8) })
        #expect(found.error == nil && found.events.map(\.kind) == [.move, .press, .drag, .release])
        #expect(found.events == Reading(parts.joined()).events)
    }

    /// What a part has begun does not swallow the next.
    @Test func aPartThatIsCutDoesNoHarmToTheNext() {
        var ttyrec = Self.ttyrec(parts: 2, seed: 4)
        let second = Reading(ttyrec[1])
        ttyrec[0].removeLast(1)
        let found = Self.reading(ttyrec)
        #expect(found.error == nil && found.facts.damage == nil)
        #expect(found.facts.span?.last == second.facts.span?.last)
        var guacamole = [guacamoleMouse(1, 1, 0, 100), guacamoleMouse(2, 2, 0, 120)].map { Array($0.utf8) }
        guacamole[0] += Array("5.mouse,3.10".utf8)
        #expect(Self.reading(guacamole).events.map(\.x) == [1, 2])
        #expect(Self.reading(guacamole).facts.rows.malformed == 1)
    }

    @Test func aPartThatCannotBeReadLeavesTheOthersWorthReading() {
        let good = (0..<3).map { Self.wallix($0, isCompressed: false) }
        for bad in [Array("WCFM and so on".utf8), [UInt8](repeating: 0xFF, count: 40), [0xEE, 3]] as [[UInt8]] {
            let found = Self.reading([good[0], bad, good[2]])
            #expect(found.error == nil && found.facts.rows.total == 80)
            #expect(found.facts.damage != nil)
        }
    }
}
