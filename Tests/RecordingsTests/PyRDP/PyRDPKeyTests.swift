import RecordingWriters
import Recordings
import Testing

struct PyRDPKeyTests {
    private static let start = Int64(PyRDPWriter.start)

    private static func reading(_ inputs: [(time: UInt64, events: [[UInt8]])]) -> Reading {
        var writer = PyRDPWriter()
        writer.record(7, [UInt8](repeating: 3, count: 32))
        for input in inputs { writer.input(time: PyRDPWriter.start + input.time, input.events) }
        return Reading(writer.bytes)
    }

    @Test func pressesAndReleasesAreRead() {
        let reading = Self.reading([
            (0, [[0x00, 0x2A]]), (50, [[0x00, 0x1E], PyRDPWriter.pointer(0x0800, 7, 8), [0x01, 0x2A]]),
            (90, [[0x01, 0x1E]]), (100, [[0x02, 0x4B]]), (130, [[0x03, 0x4B], [0x00, 0x4B]]),
        ])
        #expect(
            reading.keys == [
                keyEvent(Self.start + 0, .press, .shift), keyEvent(Self.start + 50, .press, .letterLeft, held: 1),
                keyEvent(Self.start + 50, .release, .shift, hold: 50),
                keyEvent(Self.start + 90, .release, .letterLeft, hold: 40),
                keyEvent(Self.start + 100, .press, .navigation),
                keyEvent(Self.start + 130, .release, .navigation, hold: 30),
                keyEvent(Self.start + 130, .press, .digit),
            ]
        )
        #expect(reading.events.count == 1 && reading.facts.rows.total == 8 && reading.facts.rows.malformed == 0)
    }

    @Test func charactersAreRead() {
        let reading = Self.reading([(0, [[0x80, 0xE9, 0x00]]), (80, [[0x81, 0xE9, 0x00], [0x80, 0x3D, 0xD8]])])
        #expect(
            reading.keys == [
                keyEvent(Self.start + 0, .press, .otherLetter),
                keyEvent(Self.start + 80, .release, .otherLetter, hold: 80),
                keyEvent(Self.start + 80, .press, .other),
            ]
        )
    }

    /// Around keys of its middle block a keyboard makes up a shift.
    @Test func aShiftThatNobodyPressedIsNone() {
        let reading = Self.reading([(0, [[0x02, 0x2A], [0x02, 0x4B], [0x03, 0x4B], [0x03, 0x2A]])])
        #expect(reading.keys.map(\.keyClass) == [.navigation, .navigation] && reading.facts.rows.total == 4)
    }

    @Test func aKeyWithoutABelievableTimeIsSkipped() {
        let reading = Self.reading([(1 << 60, [[0x00, 0x1E]]), (5, [[0x00, 0x1E]])])
        #expect(reading.keys == [keyEvent(Self.start + 5, .press, .letterLeft)])
        #expect(reading.facts.rows.total == 2 && reading.facts.rows.malformed == 1)
    }

    @Test(
        arguments: [
            (0x01, .escape), (0x02, .digit), (0x0B, .digit), (0x0C, .punctuation), (0x0E, .erase), (0x0F, .tab),
            (0x10, .letterLeft), (0x19, .letterRight), (0x1C, .enter), (0x1D, .modifier), (0x22, .letterLeft),
            (0x23, .letterRight), (0x28, .punctuation), (0x30, .letterLeft), (0x31, .letterRight), (0x36, .shift),
            (0x39, .space), (0x3A, .modifier), (0x3B, .function), (0x58, .function), (0x47, .digit),
            (0x53, .punctuation),
            (0x56, .punctuation), (0xE01C, .enter), (0xE01D, .modifier), (0xE038, .modifier), (0xE047, .navigation),
            (0xE051, .navigation), (0xE053, .erase), (0xE035, .punctuation), (0xE05B, .modifier), (0xE05D, .other),
            (0xE11D, .other), (0x00, .other), (0xFF, .other),
        ] as [(Int, KeyClass)]
    )
    func aScancodeHasAClass(code: Int, keyClass: KeyClass) {
        let prefix: UInt8 = code >> 8 == 0xE0 ? 0x02 : code >> 8 == 0xE1 ? 0x04 : 0
        #expect(Self.reading([(0, [[prefix, UInt8(code & 0xFF)]])]).keys.map(\.keyClass) == [keyClass])
    }
}
