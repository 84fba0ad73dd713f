/// What the content of a string goes to, as UTF-8.
protocol TextSink {
    /// Takes the next byte.
    mutating func take(_ byte: UInt8)
    /// Takes the next bytes.
    mutating func take(_ bytes: Span<UInt8>)
    /// Takes the next bytes, which have no control character but DEL and take so many columns of a terminal.
    mutating func take(_ bytes: Span<UInt8>, columns: Int)
}

extension TextSink {
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, columns: Int) { take(bytes) }
}

/// Passes a string over.
struct IgnoredText: TextSink {
    mutating func take(_ byte: UInt8) {}
    mutating func take(_ bytes: Span<UInt8>) {}
}

extension TerminalInput: TextSink {}

/// A string as it is.
struct PlainText: TextSink {
    private(set) var bytes: [UInt8] = []

    mutating func take(_ byte: UInt8) { bytes.append(byte) }
    mutating func take(_ bytes: Span<UInt8>) { for index in bytes.indices { self.bytes.append(bytes[index]) } }
}

extension ShortText: TextSink {
    @inline(__always)
    mutating func take(_ byte: UInt8) { append(byte) }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>) {
        // What goes beyond the capacity makes the text a longer one, whatever it is.
        for index in 0..<min(bytes.count, Self.capacity + 1) { append(bytes[index]) }
    }
}

/// Undoes the escapes of a JSON string that comes in pieces, and finds its end.
struct JSONTextDecoder {
    /// What the next byte belongs to.
    enum Place: UInt8 {
        /// The text itself.
        case plain
        /// The letter behind a backslash.
        case escape
        /// The hexadecimal digits of a code unit.
        case codeUnit
    }

    /// What stands for a surrogate without its other half, as UTF-8.
    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    var place = Place.plain
    /// The hexadecimal digits so far.
    var codeUnit: UInt16 = 0
    /// How many of them are still to come.
    var digitsLeft: UInt8 = 0
    /// The first half of a pair of surrogates whose other half may come next; 0 where there is none.
    var highSurrogate: UInt16 = 0

    /// Hands the text on to `sink`, from `position` on, as far as it has come, and moves behind it and its closing quote.
    ///
    /// - Returns: whether the closing quote was met.
    @inline(__always)
    mutating func read(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into sink: inout some TextSink
    ) throws(JSONStream.Defect) -> Bool {
        while position < bytes.count {
            guard place == .plain else {
                try takeEscaped(bytes[position], into: &sink)
                position += 1
                continue
            }
            let text = bytes.extent(ofPlainJSONTextFrom: position)
            if text.end > position {
                replaceSurrogate(into: &sink)
                sink.take(bytes.extracting(position..<text.end), columns: text.columns)
                position = text.end
                guard position < bytes.count else { return false }
            }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                replaceSurrogate(into: &sink)
                position += 1
                return true
            case UInt8(ascii: "\\"):
                if let escape = JSONEscape(bytes, at: position, backslashes: 1) {
                    take(escape, into: &sink)
                    position += escape.length
                } else {
                    place = .escape
                    position += 1
                }
            default: throw JSONStream.Defect()
            }
        }
        return false
    }

    /// Hands a string on to `sink` that lies in `text` at `place` between its quotes, and obeys the grammar.
    static func read(_ place: Range<Int>, of text: Span<UInt8>, into sink: inout some TextSink) {
        var decoder = JSONTextDecoder()
        var position = place.lowerBound
        _ = try? decoder.read(text, at: &position, into: &sink)
    }

    /// Takes all of an escape.
    @inline(__always)
    private mutating func take(_ escape: JSONEscape, into sink: inout some TextSink) {
        replaceSurrogate(into: &sink)
        if escape.scalar < 0x80 { return sink.take(UInt8(escape.scalar)) }
        append(Unicode.Scalar(escape.scalar) ?? Self.replacement, to: &sink)
    }

    @inline(__always)
    private mutating func takeEscaped(
        _ byte: UInt8,
        into sink: inout some TextSink
    ) throws(JSONStream.Defect) {
        if place == .codeUnit {
            guard let digit = byte.hexadecimalDigit else { throw JSONStream.Defect() }
            codeUnit = codeUnit << 4 | UInt16(digit)
            digitsLeft -= 1
            guard digitsLeft == 0 else { return }
            place = .plain
            let unit = codeUnit
            codeUnit = 0
            return take(unit, into: &sink)
        }
        if byte == UInt8(ascii: "u") {
            place = .codeUnit
            codeUnit = 0
            digitsLeft = 4
            return
        }
        let meaning: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): meaning = byte
        case UInt8(ascii: "b"): meaning = 0x08
        case UInt8(ascii: "f"): meaning = 0x0C
        case UInt8(ascii: "n"): meaning = 0x0A
        case UInt8(ascii: "r"): meaning = 0x0D
        case UInt8(ascii: "t"): meaning = 0x09
        default: throw JSONStream.Defect()
        }
        place = .plain
        replaceSurrogate(into: &sink)
        sink.take(meaning)
    }

    /// Takes a code unit of UTF-16.
    @inline(__always)
    private mutating func take(_ unit: UInt16, into sink: inout some TextSink) {
        if unit < 0x80, highSurrogate == 0 { return sink.take(UInt8(unit)) }
        takeBeyondASCII(unit, into: &sink)
    }

    private mutating func takeBeyondASCII(_ unit: UInt16, into sink: inout some TextSink) {
        switch unit {
        case 0xD800...0xDBFF:
            replaceSurrogate(into: &sink)
            highSurrogate = unit
        case 0xDC00...0xDFFF where highSurrogate != 0:
            let pair = 0x10000 + (UInt32(highSurrogate & 0x3FF) << 10 | UInt32(unit & 0x3FF))
            highSurrogate = 0
            append(Unicode.Scalar(pair) ?? Self.replacement, to: &sink)
        default:
            replaceSurrogate(into: &sink)
            append(Unicode.Scalar(unit) ?? Self.replacement, to: &sink)
        }
    }

    /// Ends the waiting for the other half of a pair of surrogates.
    @inline(__always)
    private mutating func replaceSurrogate(into sink: inout some TextSink) {
        guard highSurrogate != 0 else { return }
        highSurrogate = 0
        append(Self.replacement, to: &sink)
    }

    private func append(_ scalar: Unicode.Scalar, to sink: inout some TextSink) {
        for unit in UTF8.encode(scalar)! { sink.take(unit) }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self & 0x0F
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): self & 0x0F + 9
        default: nil
        }
    }
}
