import Gestures
import Snapshots
import Synthesis
import Testing

@testable import Profiles

struct CommandSketchTests {
    private static func sketch(_ count: Int) -> CommandSketch {
        var sketch = CommandSketch()
        for number in 0..<count { sketch.add(UInt32(number), at: Int64(number) * 1_000) }
        return sketch
    }

    @Test(arguments: [1, 29, 30, 119, 120, 121, 250, 3_840])
    func allCommandsAreThereInOrder(count: Int) {
        let sketch = Self.sketch(count)
        #expect(sketch.blocks.flatMap(\.commands) == (0..<UInt32(count)).map(\.self))
        #expect(sketch.commandCount == count)
        #expect(sketch.windowCount == count / 30)
    }

    @Test func aMillionDifferentCommandsAreBounded() {
        let sketch = Self.sketch(1_000_000)
        #expect(sketch.commandCount == 1_000_000)
        #expect(sketch.blocks.count <= 32)
        #expect(sketch.byteCount < 32 * 1_024)
        #expect(sketch.blocks.map(\.index) == sketch.blocks.map(\.index).sorted())
        // What is kept is not the beginning nor the end.
        #expect((sketch.blocks.first?.index ?? 0) > 0)
    }

    @Test(arguments: [0, 7, 30, 45, 131, 240])
    func whatIsCompleteIsWholeWindows(count: Int) {
        let sketch = Self.sketch(count)
        #expect(sketch.complete == Self.sketch(count / 30 * 30).withEnd(of: sketch, whereUnfinished: count % 30 > 0))
        #expect(sketch.complete.commandCount == count / 30 * 30)
    }

    @Test func aWindowGoesOnToTheNext() {
        let block = Self.sketch(100).blocks[0]
        #expect(block.period(ofWindow: 0) == 0...30_000)
        #expect(block.period(ofWindow: 3) == 90_000...99_000)
    }

    @Test func aFewCommandsAtTheEndAreNotLearnt() {
        #expect(Self.sketch(4).learnable.isEmpty)
        #expect(Self.sketch(124).learnable.map(\.commands.count) == [120])
        #expect(Self.sketch(125).learnable.map(\.commands.count) == [120, 5])
        #expect(Self.sketch(10_000).learnable.count == 8)
    }

    @Test(arguments: [0, 1, 30, 31, 500, 5_000])
    func aSnapshotGoesOnAsItWas(count: Int) throws {
        var sketch = Self.sketch(count)
        var writer = SnapshotWriter()
        sketch.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        var restored = try CommandSketch(from: &reader)
        try reader.finish()
        #expect(restored == sketch)
        for number in 0..<200 {
            sketch.add(UInt32(number), at: 1 << 40)
            restored.add(UInt32(number), at: 1 << 40)
        }
        #expect(restored == sketch)
    }

    @Test func sketchesAreReadBack() throws {
        var sketches = SessionSketches(session: "one")
        sketches.commands = Self.sketch(300).learnable
        let read = try SessionSketches(encoded: sketches.encoded, session: "one", spaces: .shipped)
        #expect(read == sketches)
        // A former version ends with the trace.
        var former = SessionSketches(session: "one").encoded
        former.removeLast()
        #expect(try SessionSketches(encoded: former, session: "one", spaces: .shipped).commands.isEmpty)
    }
}

extension CommandSketch {
    /// The same, but for when the last window of an unfinished block ended: the next has begun then.
    fileprivate func withEnd(of other: CommandSketch, whereUnfinished isUnfinished: Bool) -> CommandSketch {
        guard isUnfinished, let last = blocks.last, let complete = other.complete.blocks.last,
            last.index == complete.index
        else { return self }
        var sketch = self
        sketch.blocks[blocks.count - 1] = complete
        return sketch
    }
}
