extension Key {
    /// The key that a recording of WALLIX names by a code point: the character that it gave, an arrow for one that moves, or
    /// an asterisk for one that is hidden.
    init(wallixCharacter character: UInt32) {
        switch character {
        case 0x2A: self.init(.other)
        // Arrows, page up and down, home and end.
        case 0x2190...0x21FF: self.init(.navigation)
        default: self.init(character: character)
        }
    }
}
