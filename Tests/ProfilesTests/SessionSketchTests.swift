import Synthesis
import Testing

@testable import Profiles

struct SessionSketchTests {
    private static let cellCount = 1000

    private func decode(_ bytes: [UInt8]) throws(SessionSketch.Corruption) -> SessionSketch {
        try SessionSketch(encoded: bytes, session: "session 7", cellCount: Self.cellCount)
    }

    @Test func keepsTheSameWindowsInWhateverOrderTheyCome() {
        var generator = SplitMix64(seed: 5)
        let windows = (0..<300).map { SessionWindow.example(size: 30, index: $0) }
        var ascending = SessionSketch(session: "s")
        var shuffled = SessionSketch(session: "s")
        for window in windows { ascending.add(window) }
        for window in windows.shuffled(using: &generator) { shuffled.add(window) }
        #expect(ascending == shuffled)
        #expect(ascending.windowCount == 160)
    }

    @Test(arguments: ["s", "session 7", ""], [170, 400, 1000, 5000])
    func keepsWindowsEvenlyOverTheSession(session: String, count: Int) {
        var sketch = SessionSketch(session: session)
        for index in 0..<count { sketch.add(.example(size: 30, index: index)) }
        let numbers = [-1] + sketch.kept[0].map(\.index).sorted() + [count]
        let widest = zip(numbers, numbers.dropFirst()).map { $1 - $0 }.max() ?? 0
        #expect(Double(widest) < 3 * Double(count) / 160)
    }

    @Test func sessionsBeginElsewhere() {
        let firsts = (0..<100).map { number in
            var sketch = SessionSketch(session: "session \(number)")
            for index in 0..<16 { sketch.add(.example(size: 30, index: index)) }
            return sketch.kept[0][0].index
        }
        #expect(Set(firsts).count == 16)
    }

    @Test(arguments: [1, 7, 60])
    func partsTogetherAreTheWhole(size: Int) {
        var generator = SplitMix64(seed: 6)
        let windows = (0..<200).map { SessionWindow.example(size: SessionWindow.sizes[$0 % 2], index: $0) }
        var whole = SessionSketch(session: "s")
        for window in windows { whole.add(window) }
        var parts: [SessionSketch] = []
        for start in stride(from: 0, to: windows.count, by: size) {
            var part = SessionSketch(session: "s")
            for window in windows[start..<min(start + size, windows.count)] { part.add(window) }
            parts.append(part)
        }
        var merged = SessionSketch(session: "s")
        for part in parts.shuffled(using: &generator) { merged.merge(part) }
        #expect(merged == whole)
    }

    @Test(arguments: [[0, 0], [1, 0], [5, 2], [60, 60]])
    func decodesToWhatWasEncoded(windows: [Int]) throws {
        let sketch = SessionSketch.example(7, windows: windows)
        #expect(try decode(sketch.encoded) == sketch)
    }

    @Test func everyTruncationIsRefused() {
        let bytes = SessionSketch.example(7).encoded
        for length in bytes.indices {
            #expect(throws: SessionSketch.Corruption.self) { try decode(Array(bytes[..<length])) }
        }
    }

    @Test func whatFollowsAnEncodingIsRefused() {
        let bytes = SessionSketch.example(7).encoded
        #expect(throws: SessionSketch.Corruption(byte: bytes.count)) { try decode(bytes + [0]) }
    }

    /// A byte that was altered is refused, or makes the encoding of another sketch within the same bounds.
    @Test func everyAlteredByteIsRefusedOrHarmless() {
        let bytes = SessionSketch.example(7).encoded
        var refused = 0
        for index in bytes.indices {
            for value in UInt8.min...UInt8.max where value != bytes[index] {
                var damaged = bytes
                damaged[index] = value
                guard let sketch = try? decode(damaged) else {
                    refused += 1
                    continue
                }
                let windows = sketch.kept.flatMap(\.self)
                #expect(zip(sketch.kept, Profile.capacities).allSatisfy { $0.count <= $1 })
                #expect(windows.allSatisfy { $0.histogram.counts().count == Self.cellCount })
                #expect((try? decode(sketch.encoded)) == sketch)
            }
        }
        #expect(refused > bytes.count)
    }

    @Test func moreWindowsThanAreKeptAreRefused() {
        let window = SessionSketch.KeptWindow(hash: 1, index: 0, histogram: SparseHistogram([], cellCount: 1000))
        let windows = [SessionSketch.KeptWindow](repeating: window, count: Profile.capacities[0] + 1)
        let bytes = SessionSketch(session: "session 7", gestureCount: 9, kept: [windows, []]).encoded
        #expect(throws: SessionSketch.Corruption(byte: 1)) { try decode(bytes) }
    }

    @Test func aHistogramOfAnotherSpaceIsRefused() {
        let bytes = SessionSketch.example(7).encoded
        #expect(throws: SessionSketch.Corruption.self) {
            try SessionSketch(encoded: bytes, session: "session 7", cellCount: 400)
        }
    }
}
