import Recordings
import Snapshots

@testable import Gestures

extension ScriptDetector {
    /// What is found in events.
    init(_ pointer: [PointerEvent], _ keys: [KeyEvent] = []) {
        self.init()
        if !pointer.isEmpty { add(pointer.span) }
        if !keys.isEmpty { add(keys.span) }
    }

    /// What is found in events that come in pieces, after each of which it is packed, or stopped and goes on from a snapshot.
    init(_ pointer: [PointerEvent], _ keys: [KeyEvent], inPiecesOf size: Int) throws {
        self.init()
        for start in stride(from: 0, to: pointer.count, by: size) {
            add(Array(pointer[start..<min(start + size, pointer.count)]).span)
            if start.isMultiple(of: 2) { self = try restarted() }
            pack()
        }
        for start in stride(from: 0, to: keys.count, by: size) {
            add(Array(keys[start..<min(start + size, keys.count)]).span)
            if start.isMultiple(of: 2) { self = try restarted() }
            pack()
        }
    }

    /// One that goes on from a snapshot.
    func restarted() throws -> ScriptDetector {
        var reader = SnapshotReader(bytes)
        let restarted = try ScriptDetector(from: &reader)
        try reader.finish()
        return restarted
    }

    /// The bytes of a snapshot.
    var bytes: [UInt8] {
        var writer = SnapshotWriter()
        snapshot(into: &writer)
        return writer.bytes
    }

    /// The tests that found something.
    var tests: Set<ScriptedTest> { Set(signs.map(\.test)) }
}
