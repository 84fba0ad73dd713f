extension Key {
    /// The key that an X11 keysym names ("X Window System Protocol", appendix A, and keysymdef.h).
    init(keysym: UInt32) {
        switch keysym {
        case 0x20...0x7E, 0xA0...0xFF: self.init(character: keysym)
        // What has a code point but no keysym of its own.
        case 0x0100_0100...0x0110_FFFF: self.init(character: keysym - 0x0100_0000)
        case 0x20A0...0x20AF: self.init(.punctuation)
        // Letters of Latin-2 to Latin-4, Katakana, Arabic, Cyrillic, Greek, Hebrew, Thai, Hangul and Latin-9.
        case 0x0100...0x07FF, 0x0C00...0x13FF: self.init(.otherLetter)
        // Symbols for technology and for publishing.
        case 0x0800...0x0BFF: self.init(.punctuation)
        case 0xFE00...0xFFFF: self.init(functionKeysym: keysym)
        default: self.init(.other)
        }
    }

    private init(functionKeysym keysym: UInt32) {
        switch keysym {
        case 0xFF09, 0xFF89, 0xFE20: self.init(.tab)
        case 0xFF0A, 0xFF0D, 0xFF8D, 0xFE34: self.init(.enter)
        case 0xFF08, 0xFF9F, 0xFFFF: self.init(.erase)
        case 0xFF1B: self.init(.escape)
        case 0xFF80: self.init(.space)
        case 0xFF50...0xFF58, 0xFF63, 0xFF95...0xFF9E: self.init(.navigation)
        case 0xFF91...0xFF94, 0xFFBE...0xFFE0: self.init(.function)
        case 0xFFB0...0xFFB9: self.init(.digit)
        // Dead accents, and the arithmetic of the number block.
        case 0xFE50...0xFE93, 0xFFAA...0xFFAF, 0xFFBD: self.init(.punctuation)
        case 0xFFE1, 0xFFE2: self.init(.shift)
        case 0xFE01...0xFE13, 0xFF14, 0xFF7E, 0xFF7F, 0xFFE3...0xFFEE: self.init(.modifier)
        default: self.init(.other)
        }
    }
}
