import RecordingWriters
import Recordings
import Testing

struct PyRDPFileTests {
    private typealias Kind = PointerEvent.Kind
    private typealias Button = PointerEvent.Button

    private static let clientData: [UInt8] = Array("client".utf8)

    private func event(_ kind: Kind, _ button: Button, _ x: Int32, _ y: Int32, after: Int64 = 0) -> PointerEvent {
        PointerEvent(
            recorderTime: Timestamp(milliseconds: Int64(PyRDPWriter.start) + after),
            clientTime: .missing,
            x: x,
            y: y,
            kind: kind,
            button: button
        )
    }

    private func recording(_ build: (inout PyRDPWriter) -> Void) -> [UInt8] {
        var writer = PyRDPWriter()
        writer.record(7, Self.clientData)
        build(&writer)
        return writer.bytes
    }

    @Test func buttonsTurnMovesIntoDrags() {
        let reading = Reading(
            recording { writer in
                writer.input([
                    PyRDPWriter.pointer(0x0800, 10, 20), PyRDPWriter.pointer(0x9000, 11, 21),
                    PyRDPWriter.pointer(0x0800, 12, 22), PyRDPWriter.pointer(0x1000, 13, 23),
                ])
                writer.input(time: PyRDPWriter.start + 50, [PyRDPWriter.pointer(0x0800, 65535, 0)])
            }
        )
        #expect(reading.error == nil)
        #expect(reading.facts.format == .pyRDP)
        #expect(
            reading.events == [
                event(.move, .none, 10, 20), event(.press, .left, 11, 21), event(.drag, .left, 12, 22),
                event(.release, .left, 13, 23), event(.move, .none, 65535, 0, after: 50),
            ]
        )
        #expect(reading.facts.rows.total == 5 && reading.facts.rows.malformed == 0)
    }

    @Test(
        arguments: [
            (0xA000, Button.right), (0xC000, .middle), (0x9000, .left),
        ] as [(UInt16, PointerEvent.Button)]
    )
    func eachButtonIsHeldUntilItsRelease(flags: UInt16, button: PointerEvent.Button) {
        let reading = Reading(
            recording { writer in
                writer.input([
                    PyRDPWriter.pointer(flags, 1, 1), PyRDPWriter.pointer(0x0800, 2, 2),
                    PyRDPWriter.pointer(flags & 0x7FFF, 3, 3), PyRDPWriter.pointer(0x0800, 4, 4),
                ])
            }
        )
        #expect(reading.events.map(\.kind) == [.press, .drag, .release, .move])
        #expect(reading.events.map(\.button) == [button, button, button, .none])
    }

    @Test func severalButtonsAtOnceAreSeveralEventsOfOneRow() {
        let reading = Reading(recording { $0.input([PyRDPWriter.pointer(0xF000, 1, 1)]) })
        #expect(reading.events.map(\.button) == [.left, .right, .middle])
        #expect(reading.facts.rows.total == 1)
    }

    /// xfreerdp and others send the wheel's notches with the place 0, 0.
    @Test func theWheelWithoutAPlaceIsWhereThePointerIs() {
        let reading = Reading(
            recording { writer in
                writer.input([
                    PyRDPWriter.pointer(0x0800, 300, 200), PyRDPWriter.pointer(0x0278, 0, 0),
                    PyRDPWriter.pointer(0x0388, 301, 201),
                ])
            }
        )
        #expect(
            reading.events == [
                event(.move, .none, 300, 200), event(.wheelUp, .wheel, 300, 200), event(.wheelDown, .wheel, 301, 201),
            ]
        )
    }

    @Test func whatIsNotThePointersIsPassedOver() {
        let reading = Reading(
            recording { writer in
                writer.record(2, [UInt8](repeating: 0xFF, count: 70_000))
                writer.record(3, Array("user\0password".utf8))
                writer.input([
                    [0x00, 0x12], [0x01, 0x12], [0x80, 0x41, 0x00], [0x60], [0xC0, 1, 2, 3, 4],
                    [0x40, 0x01, 0x80, 9, 9, 9, 9], PyRDPWriter.pointer(0x0478, 5, 5),
                    PyRDPWriter.pointer(0x0800, 7, 8),
                ])
                writer.record(6, [])
                writer.record(0xFFFF, [1, 2, 3])
            }
        )
        #expect(reading.events == [event(.move, .none, 7, 8)])
        // A press, its release, and a character are keys.
        #expect(reading.facts.rows.total == 4 && reading.facts.rows.malformed == 0)
    }

    @Test(arguments: [1, 15, 16, 17, 18, 200, 255])
    func anyNumberOfEventsShareAStamp(count: Int) {
        let events = (0..<count).map { PyRDPWriter.pointer(0x0800, UInt16($0), 1) }
        let reading = Reading(recording { $0.input(events) })
        #expect(reading.events == (0..<Int32(count)).map { event(.move, .none, $0, 1) })
    }

    @Test func theCloseRecordCompletesTheRecordingAndWhatFollowsIsIgnored() {
        let whole = recording { writer in
            writer.input([PyRDPWriter.pointer(0x0800, 1, 1)])
            writer.record(5)
        }
        let reading = Reading(whole)
        #expect(reading.facts.isComplete)
        #expect(!Reading(Array(whole.dropLast())).facts.isComplete)
        let longer = Reading(whole + [UInt8](repeating: 0, count: 300))
        #expect(longer.events == reading.events && longer.facts.isComplete && longer.facts.damage == nil)
    }

    /// Where the next record begins is not known, so what came before is all there is.
    @Test(arguments: [0, 17, 1 << 31 + 1, 1 << 63, .max] as [UInt64])
    func aLengthThatLiesEndsWhatIsRead(length: UInt64) {
        let before = recording { $0.input([PyRDPWriter.pointer(0x0800, 1, 1)]) }
        var writer = PyRDPWriter(bytes: before)
        writer.record(2, [1, 2, 3], length: length)
        writer.input([PyRDPWriter.pointer(0x0800, 2, 2)])
        let reading = Reading(writer.bytes)
        #expect(reading.error == nil)
        #expect(reading.events.count == 1)
        #expect(
            reading.facts.damage
                == RecordingError(.unframed(missing: "length of a record"), byte: Int64(before.count))
        )
    }

    @Test(arguments: [0, 17, 1 << 63] as [UInt64])
    func aFirstLengthThatLiesIsAnError(length: UInt64) {
        var writer = PyRDPWriter()
        writer.record(7, Self.clientData, length: length)
        #expect(Reading(writer.bytes).error == RecordingError(.unknownFormat, byte: 0))
        #expect(
            Reading(writer.bytes, format: .pyRDP).error
                == RecordingError(.unframed(missing: "length of a record"), byte: 0)
        )
    }

    @Test func aTimeBeyondBeliefIsMissing() {
        let reading = Reading(recording { $0.input(time: .max, [PyRDPWriter.pointer(0x0800, 1, 1)]) })
        #expect(reading.events.map(\.recorderTime) == [.missing])
    }

    private static let badInputs: [([UInt8], MalformedRow.Reason)] = [
        ([], .missing("event")),
        ([0x04], .missing("event")),
        ([0x04, 0x02], .missing("event")),
        ([0x00, 0x02], .missing("event")),
        ([0x04, 0x80, 0x03], .missing("event")),
        ([0x04, 0x03, 0x20], .missing("event")),
        ([0x04, 0x08, 0x20, 0, 8, 1, 0, 1], .missing("event")),
        ([0x04, 0x04, 0x80, 0x41], .missing("event")),
        ([0x08, 0x04, 0x00, 0x12], .missing("event")),
        ([0x04, 0x03, 0xA0], .word(field: "event code")),
        ([0x04, 0x05, 0xE0, 0, 0], .word(field: "event code")),
    ]

    @Test(arguments: badInputs)
    func badInputIsPassedOver(payload: [UInt8], reason: MalformedRow.Reason) {
        let before = recording { _ in }
        var writer = PyRDPWriter(bytes: before)
        writer.record(1, payload)
        writer.input([PyRDPWriter.pointer(0x0800, 1, 1)])
        let reading = Reading(writer.bytes)
        #expect(reading.events == [event(.move, .none, 1, 1)])
        #expect(reading.facts.rows.total == 2 + Int64(reading.keys.count) && reading.facts.rows.malformed == 1)
        #expect(reading.facts.rows.firstMalformed == MalformedRow(byte: Int64(before.count), reason: reason))
    }

    @Test func whatAnEndCutsOffDoesNotCount() {
        let whole = recording { writer in
            writer.input([PyRDPWriter.pointer(0x0800, 1, 1), [0x00, 0x12], PyRDPWriter.pointer(0x0800, 2, 2)])
        }
        let first = whole.count - 16
        for length in 18..<whole.count {
            let reading = Reading(Array(whole.prefix(length)))
            #expect(reading.error == nil && reading.facts.rows.malformed == 0)
            #expect(reading.events.count == (length < first + 7 ? 0 : 1))
        }
    }

    @Test func aRecordingOfLessThanARecordIsAnError() {
        let error = RecordingError(.unframed(missing: "record"), byte: 0)
        #expect(Reading([18, 0, 0], format: .pyRDP).error == error)
    }

    @Test func aBeginningIsOnlyThisFormats() {
        var writer = PyRDPWriter()
        writer.record(7, [UInt8](repeating: 1, count: 400))
        #expect(RecordingFormat.names(recognising: writer.bytes) == ["pyrdp"])
        #expect(RecordingFormat.names(recognising: Array(sessionCSV().utf8)) == ["session-csv"])
    }
}
