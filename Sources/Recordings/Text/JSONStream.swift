/// A JSON text (RFC 8259) that comes in pieces, taken apart into tokens in bounded memory.
///
/// A string that is a value may be of any length: `next` says where it begins, and `readString` hands its content on as
/// UTF-8, piece by piece. Of everything else no more than a short key or a number is kept.
struct JSONStream {
    /// What was met.
    enum Token: Equatable {
        case objectBegins, objectEnds
        case arrayBegins, arrayEnds
        /// The key of a member, which is in `key`.
        case key
        /// A string whose content `readString` has to be given next.
        case string
        /// A number, which is in `number`.
        case number
        /// `true`, `false` or `null`.
        case word
    }

    /// That the text is no JSON, or that its values are nested deeper than `JSONCursor.deepestNesting`.
    struct Defect: Error {}

    /// What may come next.
    enum Place: UInt8 {
        case value
        /// The first value of an array, or its end.
        case firstValue
        case key
        /// The first key of an object, or its end.
        case firstKey
        case colon
        /// A comma, or the end of the array or object.
        case separator
        case nothing
        /// More of what has begun.
        case withinKey, withinString, withinNumber, withinWord
    }

    /// A number with more characters is not believed.
    static let longestNumber = 128

    /// Of objects deeper than this, keys are not kept.
    static let deepestKey = 2

    /// Whether the text is an event of one line, which it may not go beyond; keys of objects in it are not kept.
    let isOneLine: Bool
    var place = Place.value
    /// How many arrays and objects are open.
    var depth = 0
    /// A bit for each of them, the innermost lowest: whether it is an object.
    var areObjects: UInt64 = 0
    /// The last key; the empty text where keys are not kept.
    var key = ShortText()
    /// The last number; infinite where it is beyond the range of a double.
    private(set) var number = 0.0
    /// How many line feeds were passed between tokens.
    var lineFeeds: Int64 = 0
    /// What there is of a number that is not whole yet.
    var unfinishedNumber: [UInt8] = []
    /// The first letter of the word that is being read, and how many letters of it are there.
    var word: UInt8 = 0
    var wordLength: UInt8 = 0
    var text = JSONTextDecoder()

    /// The beginning of a text.
    init(isOneLine: Bool = false) {
        self.isOneLine = isOneLine
    }

    /// A text of one line behind the opening quote of a string in an array.
    init(withinStringOfArrayInLine: ()) {
        isOneLine = true
        depth = 1
        place = .withinString
    }

    /// Whether a comma may come next behind an element of an array.
    @inline(__always)
    var isBehindElement: Bool { place == .separator && !isInObject }

    /// Goes on behind the opening quote of a string in the next element, an array.
    ///
    /// - Precondition: `isBehindElement`, and fewer values than `JSONCursor.deepestNesting` are open.
    @inline(__always)
    mutating func enterStringOfInnerArray() {
        depth += 1
        areObjects <<= 1
        place = .withinString
    }

    private var keepsKeys: Bool { !isOneLine && depth <= Self.deepestKey }

    /// Whether what surrounds the next token is an object.
    private var isInObject: Bool { areObjects & 1 == 1 }

    /// Takes the next token of `bytes`, from `position` on, and moves behind it; nil where it takes more bytes.
    ///
    /// - Precondition: the string that began last has been read.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>, at position: inout Int) throws(Defect) -> Token? {
        while position < bytes.count {
            let byte = bytes[position]
            switch place {
            case .withinKey, .withinNumber, .withinWord:
                if let token = try goOn(bytes, at: &position) { return token }
                continue
            case _ where byte <= UInt8(ascii: " "):
                try passBlank(byte)
                position += 1
            case .separator:
                position += 1
                guard byte == UInt8(ascii: ",") else {
                    return try close(with: byte)
                }
                place = isInObject ? .key : .value
            case .value, .firstValue:
                if let token = try beginValue(bytes, at: &position) { return token }
            case .key, .firstKey:
                position += 1
                guard byte == UInt8(ascii: "\"") else {
                    guard place == .firstKey, byte == UInt8(ascii: "}") else { throw Defect() }
                    return try close(with: byte)
                }
                key = ShortText()
                place = .withinKey
            case .colon:
                guard byte == UInt8(ascii: ":") else { throw Defect() }
                position += 1
                place = .value
            case .withinString, .nothing: throw Defect()
            }
        }
        return nil
    }

    private mutating func passBlank(_ byte: UInt8) throws(Defect) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
        case UInt8(ascii: "\n") where !isOneLine: lineFeeds += 1
        default: throw Defect()
        }
    }

    @inline(__always)
    private mutating func beginValue(_ bytes: Span<UInt8>, at position: inout Int) throws(Defect) -> Token? {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""):
            position += 1
            place = .withinString
            return .string
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < JSONCursor.deepestNesting else { throw Defect() }
            position += 1
            depth += 1
            let isObject = byte == UInt8(ascii: "{")
            areObjects = areObjects << 1 | (isObject ? 1 : 0)
            place = isObject ? .firstKey : .firstValue
            return isObject ? .objectBegins : .arrayBegins
        case UInt8(ascii: "]") where place == .firstValue:
            position += 1
            return try close(with: byte)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            word = byte
            wordLength = 0
            place = .withinWord
        default:
            guard JSONCursor.beginsNumber(byte) else { throw Defect() }
            place = .withinNumber
            return try readNumber(bytes, at: &position)
        }
        return nil
    }

    @inline(__always)
    private mutating func close(with byte: UInt8) throws(Defect) -> Token {
        guard depth > 0, byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw Defect() }
        let token: Token = isInObject ? .objectEnds : .arrayEnds
        depth -= 1
        areObjects >>= 1
        endValue()
        return token
    }

    @inline(__always)
    private mutating func endValue() {
        place = depth == 0 ? .nothing : .separator
    }

    @inline(__always)
    private mutating func goOn(_ bytes: Span<UInt8>, at position: inout Int) throws(Defect) -> Token? {
        switch place {
        case .withinNumber: return try readNumber(bytes, at: &position)
        case .withinKey:
            if keepsKeys {
                guard try text.read(bytes, at: &position, into: &key) else { return nil }
            } else {
                var ignored = IgnoredText()
                guard try text.read(bytes, at: &position, into: &ignored) else { return nil }
            }
            place = .colon
            return .key
        default: return try readWord(bytes[position], at: &position)
        }
    }

    // MARK: Scalars

    /// Hands the content of a string on to `sink`, from `position` on, as far as it has come.
    ///
    /// - Returns: whether that is all of it.
    @inline(__always)
    mutating func readString(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into sink: inout some TextSink
    ) throws(Defect) -> Bool {
        guard try text.read(bytes, at: &position, into: &sink) else { return false }
        endValue()
        return true
    }

    /// Moves behind the characters of a number; it ends where another one comes.
    @inline(__always)
    private mutating func readNumber(_ bytes: Span<UInt8>, at position: inout Int) throws(Defect) -> Token? {
        let start = position
        while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
        let most = Self.longestNumber - unfinishedNumber.count
        guard position - start <= most else {
            position = start + most
            throw Defect()
        }
        let characters = bytes.extracting(start..<position)
        if unfinishedNumber.isEmpty, position < bytes.count {
            try evaluate(characters)
        } else {
            for index in characters.indices { unfinishedNumber.append(characters[index]) }
            guard position < bytes.count else { return nil }
            var whole: [UInt8] = []
            swap(&whole, &unfinishedNumber)
            try evaluate(whole.span)
            whole.removeAll(keepingCapacity: true)
            unfinishedNumber = whole
        }
        endValue()
        return .number
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    @inline(__always)
    private mutating func evaluate(_ characters: Span<UInt8>) throws(Defect) {
        if let plain = Self.plainNumber(characters) {
            number = plain
            return
        }
        var cursor = JSONCursor()
        let place = try? cursor.readNumber(characters)
        guard place == 0..<characters.count else { throw Defect() }
        switch DecimalNumber(characters) {
        case .finite(let value): number = value
        case .infinite: number = .infinity
        case .missing, .malformed: throw Defect()
        }
    }

    /// A number that has no sign, no exponent, and so few digits that one correctly rounded operation gives it, as nearly all
    /// have; nil for any other.
    @inline(__always)
    private static func plainNumber(_ characters: Span<UInt8>) -> Double? {
        guard 1...15 ~= characters.count else { return nil }
        var digits: UInt64 = 0
        var point = characters.count
        for index in characters.indices {
            let digit = characters[index] &- UInt8(ascii: "0")
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
            } else {
                guard characters[index] == UInt8(ascii: "."), point == characters.count else { return nil }
                point = index
            }
        }
        let decimals = max(0, characters.count - 1 - point)
        guard point == 1 || point > 1 && characters[0] != UInt8(ascii: "0"), point == characters.count || decimals > 0
        else { return nil }
        return Double(digits) / Word.doublePowerOfTen(decimals)
    }

    private mutating func readWord(_ byte: UInt8, at position: inout Int) throws(Defect) -> Token? {
        let letters: StaticString =
            switch word {
            case UInt8(ascii: "t"): "true"
            case UInt8(ascii: "f"): "false"
            default: "null"
            }
        guard unsafe byte == letters.utf8Start[Int(wordLength)] else { throw Defect() }
        position += 1
        wordLength += 1
        guard wordLength == letters.utf8CodeUnitCount else { return nil }
        wordLength = 0
        endValue()
        return .word
    }
}
