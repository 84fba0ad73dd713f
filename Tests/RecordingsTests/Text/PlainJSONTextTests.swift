import Synthesis
import Testing

@testable import Recordings

struct PlainJSONTextTests {
    /// Byte by byte.
    private static func expected(_ bytes: [UInt8], from start: Int, atMost limit: Int) -> [Int] {
        var (end, characters, columns) = (start, 0, 0)
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\")
        {
            if !(0x80..<0xC0 ~= bytes[end]) {
                if characters == limit { break }
                characters += 1
                if bytes[end] != 0x7F { columns += 1 }
            }
            end += 1
        }
        return [end, characters, columns]
    }

    /// Whatever lies around, the eight bytes that are looked at at once tell what is in the text.
    @Test(arguments: 0..<8)
    func textEndsWhereItsBytesSay(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let marks: [UInt8] = [
            0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0xA2, 0xBF, 0xC3, 0xDC, 0xFF,
        ]
        for _ in 0..<4000 {
            let share = Int.random(in: 1...12, using: &random)
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Int.random(in: 0..<share, using: &random) == 0
                    ? marks.randomElement(using: &random)! : UInt8(ascii: "a")
            }
            let start = Int.random(in: 0...bytes.count, using: &random)
            let limit = Bool.random(using: &random) ? .max : Int.random(in: 0...20, using: &random)
            let text = bytes.span.extent(ofPlainJSONTextFrom: start, atMost: limit)
            #expect(
                [text.end, text.characters, text.columns] == Self.expected(bytes, from: start, atMost: limit),
                "\(bytes) from \(start), at most \(limit)"
            )
        }
    }
}
