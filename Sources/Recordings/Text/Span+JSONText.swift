/// What stands in a JSON string as it is.
struct PlainJSONText {
    /// Where it ends.
    var end: Int
    /// How many characters begin in it.
    var characters = 0
    /// How many columns of a terminal it takes.
    var columns: Int { characters - deletes }
    fileprivate var deletes = 0
}

extension Span<UInt8> {
    /// The text from `start` on up to a quote, a backslash or a control character but DEL, or up to where more characters would
    /// begin than are wanted.
    @inline(__always)
    func extent(ofPlainJSONTextFrom start: Int, atMost limit: Int = .max) -> PlainJSONText {
        var text = PlainJSONText(end: start)
        while count &- text.end >= 8 {
            // The eight bytes are there, and any bytes make an integer.
            let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: text.end, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            let others = Word.otherThanPlainJSONText(word)
            var length = others == 0 ? 8 : others.trailingZeroBitCount >> 3
            let room = limit &- text.characters
            // Neither DEL nor a byte beyond ASCII: a carry comes from a byte that has set its own high bit.
            if (word | (word &+ Word.repeating(1))) & Word.highBits == 0 {
                length = Swift.min(length, room)
                text.characters &+= length
            } else {
                let (begun, deletes) = Word.counts(of: others == 0 ? word : word & ((others & (0 &- others)) &- 1))
                let characters = begun &- (8 &- length)
                guard characters <= room else { break }
                text.characters &+= characters
                text.deletes &+= deletes
            }
            text.end &+= length
            // What comes next ends it, and continues no character.
            guard length == 8 else { return text }
        }
        while text.end < count {
            let byte = self[text.end]
            guard byte.isPlainInJSON else { break }
            if byte & 0xC0 != 0x80 {
                guard text.characters < limit else { break }
                text.characters &+= 1
                if byte == 0x7F { text.deletes &+= 1 }
            }
            text.end &+= 1
        }
        return text
    }
}

extension UInt8 {
    /// Whether it goes into a JSON string as it is.
    @inline(__always)
    var isPlainInJSON: Bool { self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\") }
}

extension Word {
    /// The high bit of each byte that is a quote, a backslash or a control character. Only the lowest of them is certain to be
    /// there for its own byte's sake.
    @inline(__always)
    fileprivate static func otherThanPlainJSONText(_ word: UInt64) -> UInt64 {
        // The first difference makes what is less than a blank or a quote less than 0x21, the second a backslash less than 1. The
        // high bit of a byte is set where it was less than what is taken from it; the lowest such bit is never there by a borrow.
        let blankOrQuote = (word ^ repeating(0x02)) &- repeating(0x21)
        let backslash = (word ^ repeating(UInt8(ascii: "\\"))) &- repeating(0x01)
        return (blankOrQuote | backslash) & ~word & highBits
    }

    /// How many bytes begin a character, and how many are DEL.
    @inline(__always)
    fileprivate static func counts(of word: UInt64) -> (begun: Int, deletes: Int) {
        let continuations = word & ~(word << 1) & highBits
        let others = word ^ repeating(0x7F)
        // No carry leaves its byte.
        let deletes = ~(((others & ~highBits) &+ ~highBits) | others) & highBits
        return (8 &- continuations.nonzeroBitCount, deletes.nonzeroBitCount)
    }
}
