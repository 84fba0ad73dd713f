import RecordingWriters
import Recordings
import Testing

/// What single reports of the pointer give.
struct GuacamoleReportTests {
    private func event(
        _ x: Int32,
        _ y: Int32,
        _ kind: PointerEvent.Kind,
        _ button: PointerEvent.Button,
        _ time: Int64? = 7
    ) -> PointerEvent {
        PointerEvent(
            recorderTime: time.map { Timestamp(milliseconds: $0) } ?? .missing,
            clientTime: .missing,
            x: x,
            y: y,
            kind: kind,
            button: button
        )
    }

    /// The events of reports at (3, 4) with these masks, one after the other.
    private func events(masks: Int...) -> [PointerEvent] {
        let reading = Reading(masks.map { guacamoleMouse(3, 4, $0, 7) }.joined())
        #expect(reading.error == nil && reading.facts.rows.total == Int64(masks.count))
        #expect(reading.facts.rows.malformed == 0)
        return reading.events
    }

    @Test func aReportHasAPositionAndTheRecordersTime() {
        let reading = Reading(guacamoleMouse(748, 64, 0, 6_041_530))
        #expect(reading.events == [event(748, 64, .move, .none, 6_041_530)])
        #expect(reading.facts.format == .guacamole)
    }

    @Test(arguments: [(1, PointerEvent.Button.left), (2, .middle), (4, .right)])
    func aButtonIsPressedHeldAndReleased(bit: Int, button: PointerEvent.Button) {
        #expect(
            events(masks: 0, bit, bit, 0, 0) == [
                event(3, 4, .move, .none), event(3, 4, .press, button), event(3, 4, .drag, button),
                event(3, 4, .release, button), event(3, 4, .move, .none),
            ]
        )
    }

    @Test func theWheelTurnsWhereItsBitIsSet() {
        #expect(
            events(masks: 8, 8, 0, 16, 0, 17, 1)
                == [
                    event(3, 4, .wheelUp, .wheel), event(3, 4, .move, .none), event(3, 4, .wheelDown, .wheel),
                    event(3, 4, .press, .left), event(3, 4, .wheelDown, .wheel),
                ]
        )
    }

    @Test func movingWhileTheWheelsBitIsClearedIsAMove() {
        let reading = Reading(guacamoleMouse(3, 4, 8, 7) + guacamoleMouse(3, 5, 0, 7))
        #expect(reading.events == [event(3, 4, .wheelUp, .wheel), event(3, 5, .move, .none)])
    }

    @Test func severalButtonsChangeAtOnce() {
        #expect(
            events(masks: 7, 24)
                == [
                    event(3, 4, .press, .left), event(3, 4, .press, .middle), event(3, 4, .press, .right),
                    event(3, 4, .release, .left), event(3, 4, .release, .middle), event(3, 4, .release, .right),
                    event(3, 4, .wheelUp, .wheel), event(3, 4, .wheelDown, .wheel),
                ]
        )
    }

    @Test func aChangeOfButtonsIsNoMoveWhereverItIs() {
        let reading = Reading(guacamoleMouse(3, 4, 0, 7) + guacamoleMouse(30, 40, 1, 7))
        #expect(reading.events == [event(3, 4, .move, .none), event(30, 40, .press, .left)])
    }

    @Test func otherBitsAreIgnored() {
        #expect(events(masks: 32, 64 + 1, 96 + 1, Int(Int32.max) - 31).map(\.kind) == [.move, .press, .drag, .release])
    }

    @Test func coordinatesMayBeNegativeAndAreBroughtIntoRange() {
        let text =
            guacamoleMouse(-5, -1, 0, 7) + guacamole("mouse", "99999999999", "-99999999999999999999999", "0", "7")
        #expect(Reading(text).events == [event(-5, -1, .move, .none), event(.max, .min, .move, .none)])
    }

    @Test func withoutATimeItIsThatOfTheLastSync() {
        let text =
            guacamoleMouse(1, 2, 0) + guacamole("sync", "50") + guacamoleMouse(1, 2, 0)
            + guacamole("sync", "60", "3") + guacamoleMouse(1, 2, 0) + guacamoleMouse(1, 2, 0, 7)
            + guacamole("sync", "soon") + guacamoleMouse(1, 2, 0)
        let times: [Timestamp] = [
            .missing, Timestamp(milliseconds: 50), Timestamp(milliseconds: 60), Timestamp(milliseconds: 7), .missing,
        ]
        #expect(Reading(text).events.map(\.recorderTime) == times)
        #expect(Reading(text).facts.rows.malformed == 0)
    }

    @Test func aTimeBeyondBeliefIsMissing() {
        let text = guacamole("mouse", "1", "2", "0", "9223372036854775808")
        #expect(Reading(text).events.map(\.recorderTime) == [.missing])
    }

    @Test func furtherArgumentsAreIgnored() {
        let text = guacamole("mouse", "1", "2", "0", "7", "x", "", "ß")
        #expect(Reading(text).events == [event(1, 2, .move, .none)])
    }

    @Test(arguments: [
        (["mouse"], MalformedRow.Reason.fieldCount), (["mouse", "1", "2"], .fieldCount),
        (["mouse", "", "2", "0", "7"], .number(field: "x")), (["mouse", "1", "nan", "0", "7"], .number(field: "y")),
        (["mouse", "1", "2", "0x1", "7"], .number(field: "mask")),
        (["mouse", "1", "2", "-1", "7"], .number(field: "mask")),
        (["mouse", "1", "2", "4294967296", "7"], .number(field: "mask")),
        (["mouse", "1", "2", "0", "7.5"], .number(field: "timestamp")),
        (["mouse", "1", "2", "0", "٣"], .number(field: "timestamp")), (["mouse", "-", "2", "0"], .number(field: "x")),
        (["mouse", "1-", "2", "0"], .number(field: "x")), (["mouse", "--1", "2", "0"], .number(field: "x")),
        (["mouse", "inf", "-", "", "e"], .number(field: "x")),
    ])
    func aBadReportIsSkipped(elements: [String], reason: MalformedRow.Reason) {
        let good = guacamoleMouse(1, 2, 0, 7)
        let reading = Reading(good + guacamole(elements) + good)
        #expect(reading.events.count == 2)
        #expect(reading.facts.rows.total == 3 && reading.facts.rows.malformed == 1)
        #expect(reading.facts.rows.firstMalformed == MalformedRow(byte: Int64(good.utf8.count), reason: reason))
    }

    @Test func otherInstructionsAreNoRows() {
        let text = [
            guacamole("size", "0", "1600", "1200"), guacamole("touch", "1", "2", "3", "4", "5", "6", "7", "8"),
            guacamole("mice", "1", "2", "3"), guacamole("mousE", "1", "2", "3"), guacamole("mouses", "1", "2", "3"),
            guacamole("nop"), guacamole(""), guacamole("", "", ""), guacamole("kez", "109", "1", "7"),
            guacamole("ke", "109", "1", "7"), guacamole("name", "日本語"), guacamole("möuse", "1", "2", "0"),
        ]
        let reading = Reading(text.joined())
        #expect(reading.error == nil && reading.events.isEmpty && reading.facts.rows == RowCounts())
    }

    /// A viewer's stream, as JumpServer keeps it: display and times, but no reports of the pointer.
    @Test func aViewersStreamIsReadWithoutRows() {
        let text =
            guacamole("size", "0", "1024", "768") + guacamole("img", "1", "14", "0", "image/png", "0", "0")
            + guacamole("blob", "1", String(repeating: "iVBORw0K", count: 1024)) + guacamole("end", "1")
            + guacamole("sync", "8", "1") + guacamole("cursor", "0", "0", "-2", "0", "0", "11", "16")
        let reading = Reading(text)
        #expect(reading.error == nil && reading.facts.rows == RowCounts() && reading.facts.format == .guacamole)
    }
}
