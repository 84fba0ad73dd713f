import Foundation
import Synthesis
import Testing

@testable import Recordings

/// A JSON value as Foundation reads it.
private indirect enum JSONValue: Decodable {
    case null
    case truth
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if (try? container.decode(Bool.self)) != nil {
            self = .truth
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    /// Absent and null are the same.
    var known: JSONValue? { if case .null = self { nil } else { self } }
}

/// What a line says, the simple way, from what Foundation reads.
private func oracle(_ line: String) -> JSONLinesRow {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)),
        case .object(let members) = value
    else { return .malformed(.missing("JSON object")) }
    let kinds: [String: PointerEvent.Kind] = [
        "move": .move, "drag": .drag, "press": .press, "release": .release, "wheel-up": .wheelUp,
        "wheel-down": .wheelDown,
    ]
    guard let word = members["kind"]?.known else { return .malformed(.missing("kind")) }
    guard case .string(let word) = word else { return .malformed(.word(field: "kind")) }
    if word == "end" { return .end }
    guard let kind = kinds[word] else { return .other }
    func number(_ key: String) -> (value: Double?, isWrong: Bool) {
        switch members[key]?.known {
        case nil: (nil, false)
        case .number(let number)?: (number.rounded(.toNearestOrEven), false)
        default: (nil, true)
        }
    }
    let (time, client, x, y) = (number("t"), number("client"), number("x"), number("y"))
    if time.isWrong { return .malformed(.number(field: "t")) }
    if client.isWrong { return .malformed(.number(field: "client")) }
    if time.value == nil, client.value == nil { return .malformed(.missing("t")) }
    if x.isWrong { return .malformed(.number(field: "x")) }
    if y.isWrong { return .malformed(.number(field: "y")) }
    var button = PointerEvent.Button.none
    switch members["button"]?.known {
    case nil: break
    case .string(let name)?: button = ["left": .left, "right": .right, "middle": .middle][name] ?? .none
    default: return .malformed(.word(field: "button"))
    }
    guard let left = x.value, let top = y.value else { return .unplaced }
    func timestamp(_ value: Double?) -> Timestamp {
        value.flatMap(Int64.init(exactly:)).map(Timestamp.init(milliseconds:)) ?? .missing
    }
    func pixel(_ value: Double) -> Int32 { Int32(max(Double(Int32.min), min(Double(Int32.max), value))) }
    return .event(
        PointerEvent(
            recorderTime: timestamp(time.value),
            clientTime: timestamp(client.value),
            x: pixel(left),
            y: pixel(top),
            kind: kind,
            button: kind == .wheelUp || kind == .wheelDown ? .wheel : button
        )
    )
}

/// Makes up JSON, written in every way that the grammar allows.
private struct JSONMaker {
    var random: SplitMix64

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    private mutating func space() -> String { chance(6) ? [" ", "\t", "\r", "  "].randomElement(using: &random)! : "" }

    private mutating func number() -> String {
        var text = chance(5) ? "-" : ""
        text +=
            chance(4)
            ? "0" : String(UInt64.random(in: 1...(1 << UInt64.random(in: 1...62, using: &random)), using: &random))
        if chance(2) {
            text += "."
            for _ in 0..<Int.random(in: 1...(chance(4) ? 20 : 3), using: &random) {
                text += String([0, 5, 9, Int.random(in: 0...9, using: &random)].randomElement(using: &random)!)
            }
        }
        // Foundation knows no exponent behind a zero.
        if !text.hasPrefix("0"), !text.hasPrefix("-0"), chance(5) {
            text +=
                ["e", "E", "e+", "e-", "E-"].randomElement(using: &random)!
                + String(Int.random(in: 0...9, using: &random))
        }
        return text
    }

    private mutating func string(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80, chance(10) {
                let digits = String(scalar.value, radix: 16, uppercase: chance(2))
                written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }

    private mutating func anyString() -> String {
        let escapes = [#"\""#, #"\\"#, #"\/"#, #"\b"#, #"\f"#, #"\n"#, #"\r"#, #"\t"#, "a", "}", ",", "]", ":", " "]
        var text = "\""
        for _ in 0..<Int.random(in: 0...20, using: &random) { text += escapes.randomElement(using: &random)! }
        return text + "\""
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &random) {
        case 0: return number()
        case 1: return anyString()
        case 2: return "true"
        case 3: return "false"
        case 4: return "null"
        case 5, 6:
            let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                space() + value(depth: depth + 1) + space()
            }
            return "[" + (items.isEmpty ? space() : items.joined(separator: ",")) + "]"
        default:
            let members = (0..<Int.random(in: 0...3, using: &random)).map { index in
                "\(space())\"k\(index)\"\(space()):\(space())\(value(depth: depth + 1))\(space())"
            }
            return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
        }
    }

    mutating func line() -> String {
        let kinds = [
            "move", "drag", "press", "release", "wheel-up", "wheel-down", "end", "key", "moves", "wheel-downs",
        ]
        var members: [String] = []
        for key in ["t", "x", "y", "client"] where !chance(12) {
            members.append(string(key) + space() + ":" + space() + (chance(15) ? value(depth: 0) : number()))
        }
        if !chance(20) {
            let kind = chance(20) ? value(depth: 0) : string(kinds.randomElement(using: &random)!)
            members.append(string("kind") + ":" + space() + kind)
        }
        if chance(2) {
            let button =
                chance(10) ? value(depth: 0) : string(["left", "right", "middle", "x"].randomElement(using: &random)!)
            members.append(string("button") + space() + ":" + button)
        }
        for index in 0..<Int.random(in: 0...2, using: &random) {
            members.append("\"other \(index)\":" + value(depth: 0))
        }
        members.shuffle(using: &random)
        return space() + "{" + space() + members.joined(separator: space() + "," + space()) + "}" + space()
    }

    /// Changes, adds or takes away a byte of a text in ASCII.
    mutating func damage(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = Array(#"{}[]:,"\/.-+eE0159ntf u"#.utf8).randomElement(using: &random)!
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

struct JSONLinesGrammarTests {
    private func parse(_ line: String) -> JSONLinesRow {
        let bytes = Array(line.utf8)
        return JSONLinesRow.parse(bytes.span)
    }

    @Test(arguments: 0..<4)
    func whatIsTakenForAnEventIsWhatFoundationReads(seed: UInt64) {
        var maker = JSONMaker(random: SplitMix64(seed: seed))
        var events = 0
        for _ in 0..<1500 {
            let line = maker.line()
            let row = parse(line)
            #expect(row == oracle(line), "\(line)")
            if case .event = row { events += 1 }
        }
        #expect(events > 250)
    }

    /// Foundation knows no exponent behind a zero, refuses numbers beyond a double, and lets a comma end a list.
    private func isReadDifferentlyByFoundation(_ line: String) -> Bool {
        line.contains(/(^|[^0-9.])0(\.[0-9]*)?[eE]/) || line.contains(/[eE][+]?[0-9]{3}/)
            || line.contains(/,\s*[}\]]/)
    }

    @Test(arguments: 0..<4)
    func damagedLinesAreReadAsFoundationReadsThem(seed: UInt64) {
        var maker = JSONMaker(random: SplitMix64(seed: seed + 1000))
        var malformed = 0
        for _ in 0..<1500 {
            let line = maker.damage(maker.line())
            if isReadDifferentlyByFoundation(line) { continue }
            let row = parse(line)
            #expect(row == oracle(line), "\(line)")
            if case .malformed = row { malformed += 1 }
        }
        #expect(malformed > 250)
    }
}
