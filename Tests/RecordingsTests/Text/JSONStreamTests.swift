import Foundation
import Synthesis
import Testing

@testable import Recordings

/// Collects a text.
private struct CollectedText: TextSink {
    var bytes: [UInt8] = []
    mutating func take(_ byte: UInt8) { bytes.append(byte) }
    mutating func take(_ span: Span<UInt8>) { for index in span.indices { bytes.append(span[index]) } }
}

struct JSONStreamTests {
    /// The tokens of a text that is given in pieces, as text; nil where it is no JSON.
    private static func tokens(_ bytes: [UInt8], piece: Int = .max) -> [String]? {
        var json = JSONStream()
        var tokens: [String] = []
        var collected = CollectedText()
        var isInString = false
        var start = 0
        do {
            while start < bytes.count {
                let end = min(bytes.count, start + min(piece, bytes.count))
                let chunk = bytes.span.extracting(start..<end)
                var position = 0
                while true {
                    if isInString {
                        guard try json.readString(chunk, at: &position, into: &collected) else { break }
                        tokens.append("s" + String(decoding: collected.bytes, as: UTF8.self))
                        isInString = false
                    }
                    guard let token = try json.next(chunk, at: &position) else { break }
                    switch token {
                    case .string:
                        isInString = true
                        collected = CollectedText()
                    case .number: tokens.append("n\(json.number)")
                    case .key: tokens.append("k")
                    case .word: tokens.append("w")
                    case .objectBegins: tokens.append("{")
                    case .objectEnds: tokens.append("}")
                    case .arrayBegins: tokens.append("[")
                    case .arrayEnds: tokens.append("]")
                    }
                }
                start = end
            }
            return json.place == .nothing ? tokens : nil
        } catch {
            return nil
        }
    }

    /// What Foundation makes of a text; the members of an object are in no order there, so that it has at most one.
    private indirect enum Value: Decodable {
        case object([String: Value])
        case array([Value])
        case string(String)
        case number(Double)
        case word

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let object = try? container.decode([String: Value].self) {
                self = .object(object)
            } else if let array = try? container.decode([Value].self) {
                self = .array(array)
            } else if let string = try? container.decode(String.self) {
                self = .string(string)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .word
            }
        }

        var tokens: [String] {
            switch self {
            case .object(let members): ["{"] + members.flatMap { ["k"] + $1.tokens } + ["}"]
            case .array(let values): ["["] + values.flatMap(\.tokens) + ["]"]
            case .string(let text): ["s" + text]
            case .number(let number): ["n\(number)"]
            case .word: ["w"]
            }
        }
    }

    private static func text(_ random: inout SplitMix64, depth: Int = 0) -> String {
        let blanks = ["", "", "", " ", "\n", "\t\r\n "]
        func blank() -> String { blanks.randomElement(using: &random)! }
        let strings = [
            "", "a", "plain text that is longer than a word", #"\""#, #"\\"#, #"\/\b\f\n\r\t"#, #"\u0041\u00e4\u65e5"#,
            #"\ud83d\ude00"#, "ä日😀", #"x\u001b[0m"#,
        ]
        func string() -> String {
            "\""
                + (0..<Int.random(in: 0...3, using: &random)).map { _ in strings.randomElement(using: &random)! }
                .joined()
                + "\""
        }
        let value: String
        switch Int.random(in: 0..<(depth < 5 ? 8 : 5), using: &random) {
        case 0: value = ["true", "false", "null"].randomElement(using: &random)!
        case 1, 2:
            value = ["0", "-0.5", "1e3", "12.25", "1E-2", "-7", "1509091818", "3.141592653589793"].randomElement(
                using: &random
            )!
        case 3, 4: value = string()
        case 5:
            value =
                Bool.random(using: &random)
                ? "{\(blank())}" : "{\(blank())\(string())\(blank()):\(text(&random, depth: depth + 1))}"
        default:
            let count = Int.random(in: 0...4, using: &random)
            value = "[" + (0..<count).map { _ in text(&random, depth: depth + 1) }.joined(separator: ",") + "]"
        }
        return blank() + value + blank()
    }

    @Test(arguments: 0..<300)
    func tokensAreThoseOfFoundation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = Self.text(&random)
        let expected = try JSONDecoder().decode(Value.self, from: Data(text.utf8)).tokens
        // A number at the root ends where the text does, which a stream cannot know.
        let bytes = Array((text + " ").utf8)
        for piece in [Int.max, 1, 2, 3, 7, 16] {
            #expect(Self.tokens(bytes, piece: piece) == expected, "\(text)")
        }
    }

    /// Texts with a byte changed are refused where Foundation refuses them, and in pieces as in one.
    @Test(arguments: 0..<300)
    func whatIsNoJSONIsRefused(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bytes = Array((Self.text(&random) + " ").utf8)
        // The space stays, so that a number at the root ends.
        let index = Int.random(in: 0..<bytes.count - 1, using: &random)
        bytes[index] = Array("\"\\[]{}:,0-.eut \u{1}".utf8).randomElement(using: &random)!
        let isJSON = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
        let whole = Self.tokens(bytes)
        // Foundation also refuses what is no UTF-8 and surrogates without their other half.
        if isJSON { #expect(whole != nil, "\(String(decoding: bytes, as: UTF8.self))") }
        for piece in [1, 2, 5] { #expect(Self.tokens(bytes, piece: piece) == whole) }
    }

    @Test(arguments: [
        "", "{", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[01]", "[1.]", "[.5]", "[+1]",
        "[1e]",
        "[-]", "[\"\n\"]", #"["\x"]"#, #"["\u12"]"#, "[tru]", "[nulll]", "[1}", "{\"a\":1]", "[]]", "1 2", "[\"a",
        String(repeating: "[", count: 65) + String(repeating: "]", count: 65), String(repeating: "1", count: 129) + " ",
    ])
    func whatBreaksTheGrammarIsRefused(text: String) {
        for piece in [Int.max, 1] { #expect(Self.tokens(Array(text.utf8), piece: piece) == nil) }
    }

    @Test func whatIsAtTheLimitsIsTaken() {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(Self.tokens(Array(deep.utf8)) != nil)
        #expect(Self.tokens(Array((String(repeating: "1", count: 128) + " ").utf8), piece: 5) != nil)
        #expect(Self.tokens(Array("1e999 ".utf8)) == ["ninf"])
    }

    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\uffff\u0000""#, "\u{FFFF}\u{0}"),
    ])
    func halfASurrogatePairIsReplaced(text: String, meaning: String) {
        for piece in [Int.max, 1, 4] { #expect(Self.tokens(Array(text.utf8), piece: piece) == ["s" + meaning]) }
    }
}
