import RecordingWriters
import Recordings
import TestSupport
import Testing

struct GuacamoleKeyTests {
    private static func key(_ keysym: Int, _ pressed: Int, _ time: Int) -> String {
        guacamole("key", "\(keysym)", "\(pressed)", "\(time)")
    }

    @Test func pressesAndReleasesAreRead() {
        let text =
            Self.key(0xFFE1, 1, 1000) + Self.key(0x41, 1, 1100) + guacamoleMouse(5, 6, 0, 1150)
            + Self.key(0xFFE1, 0, 1180)
            + Self.key(0x41, 0, 1200) + Self.key(0xFF0D, 1, 1300)
        let reading = Reading(text)
        #expect(
            reading.keys == [
                keyEvent(1000, .press, .shift), keyEvent(1100, .press, .letterLeft, held: 1),
                keyEvent(1180, .release, .shift, hold: 180), keyEvent(1200, .release, .letterLeft, hold: 100),
                keyEvent(1300, .press, .enter),
            ]
        )
        #expect(reading.events.count == 1 && reading.facts.rows.total == 6 && reading.facts.rows.malformed == 0)
    }

    @Test func aKeyWithoutATimeHasThatOfTheLastSync() {
        let reading = Reading(guacamole("sync", "700") + guacamole("key", "98", "1"))
        #expect(reading.keys == [keyEvent(700, .press, .letterLeft)])
    }

    @Test(
        arguments: [
            (["key"], .fieldCount), (["key", "97"], .fieldCount), (["key", "x", "1", "5"], .number(field: "keysym")),
            (["key", "97", "", "5"], .number(field: "pressed")),
            (["key", "97", "1", "z"], .number(field: "timestamp")),
            (["key", "-1", "1", "5"], .number(field: "keysym")),
            (["key", "4294967296", "1", "5"], .number(field: "keysym")),
            (["key", "97", "1"], .missing("time")), (["key", "97", "1", "9007199254740993"], .missing("time")),
        ] as [([String], MalformedRow.Reason)]
    )
    func aBadKeyIsSkipped(elements: [String], reason: MalformedRow.Reason) {
        let good = guacamoleMouse(1, 2, 0, 7)
        let reading = Reading(good + guacamole(elements) + good)
        #expect(reading.keys.isEmpty && reading.events.count == 2)
        #expect(reading.facts.rows.firstMalformed == MalformedRow(byte: Int64(good.utf8.count), reason: reason))
    }

    /// Where instructions were lost, a key that was held may have come up; it goes on at a key, too.
    @Test func behindABreakNothingIsHeld() {
        let reading = Reading(
            guacamoleMouse(1, 2, 0, 7) + Self.key(97, 1, 10) + "bro;" + Self.key(98, 1, 20) + Self.key(97, 0, 30)
        )
        #expect(reading.keys == [keyEvent(10, .press, .letterLeft), keyEvent(20, .press, .letterLeft)])
        #expect(reading.facts.rows.malformed == 1)
    }

    @Test(
        arguments: [
            (0x61, .letterLeft), (0x50, .letterRight), (0x37, .digit), (0x2C, .punctuation), (0x20, .space),
            (0xE9, .otherLetter), (0x0100_0431, .otherLetter), (0x06C1, .otherLetter), (0x20AC, .punctuation),
            (0xFF08, .erase), (0xFFFF, .erase), (0xFF09, .tab), (0xFE20, .tab), (0xFF0D, .enter), (0xFF8D, .enter),
            (0xFF1B, .escape), (0xFF51, .navigation), (0xFF63, .navigation), (0xFFBE, .function), (0xFFC9, .function),
            (0xFFB7, .digit), (0xFFAE, .punctuation), (0xFFE2, .shift), (0xFFE3, .modifier), (0xFE03, .modifier),
            (0xFFEB, .modifier), (0xFFE5, .modifier), (0xFE51, .punctuation), (0xFF67, .other), (0x1008_FF11, .other),
            (0, .other),
        ] as [(Int, KeyClass)]
    )
    func aKeysymHasAClass(keysym: Int, keyClass: KeyClass) {
        #expect(Reading(guacamoleMouse(1, 2, 0, 7) + Self.key(keysym, 1, 9)).keys.map(\.keyClass) == [keyClass])
    }

    /// Every key that the file holds is read, and was sent then: intervals differ by at most 20 ms, their median by 2.
    ///
    /// But for two of 1098, which the stamps of the file make 39 and 40 ms longer and shorter: one release came late.
    @Test(.enabled(if: GuacamoleData.isPresent, GuacamoleData.absence))
    func everyKeyWasSentThen() throws {
        var count = 0
        for (name, bytes) in ProjectFiles.contents(of: GuacamoleData.recordings) {
            let sent = try GuacamoleData.keyTruth(of: name)
            let held = GuacamoleData.keys(in: bytes)
            #expect(sent.map(\.keysym) == held.map(\.keysym) && sent.map(\.isPress) == held.map(\.isPress))
            let read = Reading(bytes).keys
            #expect(read.map(\.time.milliseconds) == held.map(\.time))
            #expect(read.map { $0.action == .press } == held.map(\.isPress))
            #expect(read.allSatisfy { $0.keyClass != .other })
            guard !read.isEmpty else { continue }
            count += read.count
            let errors = zip(zip(read, read.dropFirst()), zip(sent, sent.dropFirst())).map { read, sent in
                abs(read.1.time.milliseconds - read.0.time.milliseconds - (sent.1.time - sent.0.time))
            }.sorted()
            #expect(errors[errors.count / 2] <= 2 && errors[errors.count - 3] <= 20 && errors.last! <= 40, "\(name)")
        }
        #expect(count == 1100)
    }
}
