import Recordings
import Synthesis
import Testing

@Suite struct RecorderCSVTests {
    private func text(_ events: some Sequence<PointerEvent>) -> String {
        String(decoding: Array(RecorderCSV(events).joined()), as: UTF8.self)
    }

    private func event(
        _ recorder: Timestamp,
        _ client: Timestamp,
        _ kind: PointerEvent.Kind,
        _ button: PointerEvent.Button,
        x: Int32 = 1,
        y: Int32 = 2
    ) -> PointerEvent {
        PointerEvent(recorderTime: recorder, clientTime: client, x: x, y: y, kind: kind, button: button)
    }

    @Test func emptyRecordingIsItsHeader() {
        #expect(text([]) == "record timestamp,client timestamp,button,state,x,y\n")
    }

    @Test func recordsAreWrittenInTheRecordersWords() {
        let zero = Timestamp(milliseconds: 0)
        let lines = text([
            event(zero, zero, .move, .none, x: 0, y: 1_079),
            event(Timestamp(milliseconds: 105), Timestamp(milliseconds: 1_093), .drag, .none, x: -5),
            event(Timestamp(milliseconds: 86_400_007), zero, .press, .left),
            event(zero, zero, .release, .right),
            event(zero, zero, .press, .middle),
            event(zero, zero, .wheelUp, .wheel),
            event(zero, zero, .wheelDown, .wheel),
        ])
        #expect(
            lines == """
                record timestamp,client timestamp,button,state,x,y
                0.000,0.000,NoButton,Move,0,1079
                0.105,1.093,NoButton,Drag,-5,2
                86400.007,0.000,Left,Pressed,1,2
                0.000,0.000,Right,Released,1,2
                0.000,0.000,Middle,Pressed,1,2
                0.000,0.000,Scroll,Up,1,2
                0.000,0.000,Scroll,Down,1,2

                """
        )
    }

    @Test func missingAndNegativeTimesAreWritten() {
        let lines = text([event(.missing, Timestamp(milliseconds: -1_050), .move, .none)])
        #expect(lines.hasSuffix("\n,-1.050,NoButton,Move,1,2\n"))
    }

    @Test func largestNumbersAreWritten() {
        let lines = text([event(Timestamp(milliseconds: Timestamp.limit), .missing, .move, .none, x: .min, y: .max)])
        #expect(lines.hasSuffix("\n9007199254740.992,,NoButton,Move,-2147483648,2147483647\n"))
    }

    @Test func chunksAreWholeLinesOfBoundedSize() {
        let session = Person(seed: 1).session(seed: 2, gestures: 600)
        let chunks = Array(RecorderCSV(session))
        #expect(chunks.count > 2)
        #expect(chunks.allSatisfy { $0.last == UInt8(ascii: "\n") && $0.count <= 1 << 16 + 128 })
        #expect(chunks.joined().count { $0 == UInt8(ascii: "\n") } == session.reduce(1) { count, _ in count + 1 })
    }
}
