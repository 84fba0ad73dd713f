/// Bytes of unknown origin as text that is safe to print on a terminal; different bytes give different bytes.
///
/// Text in UTF-8 stays as it is, apart from these: a backslash is doubled; control characters become `\n`, `\t`, `\r` or
/// `\u{…}`, and so do characters that change the direction or break the line of what is around them, or are not seen at
/// all; bytes that are no UTF-8 become `\x` and two hexadecimal digits.
public func escapedForTerminal(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: #"\"#) }) {
        return String(decoding: bytes, as: UTF8.self)
    }
    var result = ""
    var position = 0
    while position < bytes.count {
        guard let (character, length) = decodeUTF8(bytes[position...]) else {
            result += #"\x"# + hexadecimal(UInt32(bytes[position]), digits: 2)
            position += 1
            continue
        }
        position += length
        switch character {
        case #"\"#: result += #"\\"#
        case "\n": result += #"\n"#
        case "\t": result += #"\t"#
        case "\r": result += #"\r"#
        case _ where isUnsafeToPrint(character):
            result += #"\u{"# + hexadecimal(character.value, digits: 1) + "}"
        default: result.unicodeScalars.append(character)
        }
    }
    return result
}

/// The character that `bytes` begin with, and its length in bytes; nil where they begin with no UTF-8.
private func decodeUTF8(_ bytes: ArraySlice<UInt8>) -> (character: Unicode.Scalar, length: Int)? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let character) = decoder.decode(&iterator) else { return nil }
    return (character, UTF8.width(character))
}

private func isUnsafeToPrint(_ character: Unicode.Scalar) -> Bool {
    switch character.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
