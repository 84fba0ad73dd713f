/// What kind of key was used, which is all that is kept of it.
public enum KeyClass: UInt8, Sendable, CaseIterable {
    /// A letter of the left hand on a QWERTY keyboard: `qwert`, `asdfg`, `zxcvb`.
    case letterLeft
    /// A letter of the right hand on a QWERTY keyboard: `yuiop`, `hjkl`, `nm`.
    case letterRight
    /// A letter that is none of the 26.
    case otherLetter
    /// A digit, of either block.
    case digit
    /// A mark or a symbol.
    case punctuation
    /// The space bar.
    case space
    /// Enter or return.
    case enter
    /// The tabulator.
    case tab
    /// Backspace or delete: a correction.
    case erase
    /// Escape.
    case escape
    /// Arrows, home, end, page up, page down, insert.
    case navigation
    /// F1 and its siblings.
    case function
    /// Shift.
    case shift
    /// Control, alt, meta, caps lock and the like.
    case modifier
    /// A character together with control or alt, as a terminal gets it.
    case chord
    /// Any other.
    case other

    /// Whether it is a letter of any kind.
    var isLetter: Bool { self == .letterLeft || self == .letterRight || self == .otherLetter }
}

/// What a decoder knows of a key for the moment: enough for its class and for frequent digraphs.
struct Key: Equatable {
    var keyClass: KeyClass
    /// 0 for `a` to 25 for `z`; nil for everything else.
    var letter: UInt8?

    init(_ keyClass: KeyClass) {
        self.keyClass = keyClass
    }

    /// The key that gives a character, whatever is held with it. Case does not matter.
    init(character: UInt32) {
        let letter = (character | 0x20) &- 0x61
        switch character {
        case _ where letter < 26: self.init(letter: UInt8(letter))
        case 0x30...0x39: self.init(.digit)
        case 0x20, 0xA0: self.init(.space)
        case 0x0D, 0x0A: self.init(.enter)
        case 0x09: self.init(.tab)
        case 0x08, 0x7F: self.init(.erase)
        case 0x1B: self.init(.escape)
        case 0x00...0x1F: self.init(.chord)
        case 0x21...0x7E: self.init(.punctuation)
        default: self.init(beyondASCII: character)
        }
    }

    private init(letter: UInt8) {
        keyClass = Self.leftHand & 1 << UInt32(letter) != 0 ? .letterLeft : .letterRight
        self.letter = letter
    }

    private init(beyondASCII character: UInt32) {
        guard let scalar = Unicode.Scalar(character), character > 0x9F else {
            self.init(.other)
            return
        }
        let properties = scalar.properties
        if properties.isAlphabetic {
            self.init(.otherLetter)
        } else {
            self.init(properties.generalCategory == .decimalNumber ? .digit : .punctuation)
        }
    }

    /// A bit for each letter of the left hand, `a` lowest: `qwert`, `asdfg`, `zxcvb`.
    private static let leftHand: UInt32 = 0b10_1110_1111_0000_0000_0111_1111
}
