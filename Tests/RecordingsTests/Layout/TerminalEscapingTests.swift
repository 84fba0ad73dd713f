import Recordings
import Testing

struct TerminalEscapingTests {
    @Test(arguments: [
        ("plain é 漢 🙂", "plain é 漢 🙂"), ("a\\b", "a\\\\b"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\u{1B}[31m", "\\u{1B}[31m"), ("\u{0}\u{7F}\u{9B}", "\\u{0}\\u{7F}\\u{9B}"),
        ("a\u{202E}b\u{2066}c\u{200F}", "a\\u{202E}b\\u{2066}c\\u{200F}"), ("\u{200B}\u{FEFF}", "\\u{200B}\\u{FEFF}"),
        ("\u{2028}\u{E000}", "\\u{2028}\\u{E000}"), ("", ""),
    ])
    func textIsMadeSafe(text: String, expected: String) {
        #expect(escapedForTerminal(Array(text.utf8)) == expected)
        #expect(RecordingName(text).description == expected)
    }

    @Test func bytesThatAreNoTextAreShown() {
        #expect(escapedForTerminal([0x61, 0xFF, 0xC3, 0x28, 0xE6, 0xBC]) == "a\\xFF\\xC3(\\xE6\\xBC")
        #expect(escapedForTerminal([0xED, 0xA0, 0x80, 0xC0, 0x80]) == "\\xED\\xA0\\x80\\xC0\\x80")
    }

    @Test func differentBytesGiveDifferentBytes() {
        let telling = Array("\\xu{}1Bn\n\u{1B}é".utf8) + [0x80, 0xC3, 0xFF]
        var inputs: Set<[UInt8]> = []
        for one in telling {
            for other in telling {
                for third in telling { inputs.formUnion([[one], [one, other], [one, other, third]]) }
            }
        }
        // Swift's own equality of strings would take canonically equivalent text for the same.
        let outputs = Set(inputs.map { Array(escapedForTerminal($0).utf8) })
        #expect(outputs.count == inputs.count)
    }
}
