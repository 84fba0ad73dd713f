/// A key as an adapter names it.
struct JSONLinesKey: Equatable {
    var key: Key
    /// What tells the key from others that are down.
    var code: UInt32

    /// The key of a name: a single character, a named key value of W3C's "UI Events KeyboardEvent key Values", or a class.
    ///
    /// - Parameters:
    ///   - code: what tells the key from others, where the adapter says it.
    init(_ name: ShortText, code: UInt32?) {
        if let character = name.character {
            key = Key(character: character)
            self.code = code ?? Self.withoutCase(character)
        } else {
            key = Key(Self.keyClass(named: name) ?? Self.keyClass(of: name))
            // Beyond all code points.
            self.code = code ?? 0x8000_0000 | name.digest
        }
    }

    /// Shift may come up before the letter that it was held for.
    private static func withoutCase(_ character: UInt32) -> UInt32 {
        0x41...0x5A ~= character ? character | 0x20 : character
    }

    /// The class that a name says itself.
    private static func keyClass(named name: ShortText) -> KeyClass? {
        switch name {
        case ShortText("letter-left"): .letterLeft
        case ShortText("letter-right"): .letterRight
        case ShortText("letter-other"): .otherLetter
        case ShortText("digit"): .digit
        case ShortText("punctuation"): .punctuation
        case ShortText("space"): .space
        case ShortText("enter"): .enter
        case ShortText("tab"): .tab
        case ShortText("erase"): .erase
        case ShortText("escape"): .escape
        case ShortText("navigation"): .navigation
        case ShortText("function"): .function
        case ShortText("shift"): .shift
        case ShortText("modifier"): .modifier
        case ShortText("chord"): .chord
        default: nil
        }
    }

    /// The class of a named key value.
    private static func keyClass(of name: ShortText) -> KeyClass {
        switch name {
        case ShortText("Enter"): .enter
        case ShortText("Tab"): .tab
        case ShortText("Backspace"), ShortText("Delete"): .erase
        case ShortText("Escape"): .escape
        case ShortText("Shift"): .shift
        case ShortText("Control"), ShortText("Alt"), ShortText("AltGraph"), ShortText("Meta"), ShortText("Super"),
            ShortText("Hyper"), ShortText("CapsLock"), ShortText("NumLock"), ShortText("ScrollLock"), ShortText("Fn"),
            ShortText("FnLock"), ShortText("Symbol"), ShortText("SymbolLock"):
            .modifier
        case ShortText("ArrowLeft"), ShortText("ArrowRight"), ShortText("ArrowUp"), ShortText("ArrowDown"),
            ShortText("Home"), ShortText("End"), ShortText("PageUp"), ShortText("PageDown"), ShortText("Insert"):
            .navigation
        case ShortText("Dead"): .punctuation
        default: name.isFunctionKey ? .function : .other
        }
    }
}

extension ShortText {
    /// Whether the text is `F` and one or two digits.
    fileprivate var isFunctionKey: Bool {
        (1...35).contains { number in
            var name = ShortText("F")
            if number > 9 { name.append(UInt8(0x30 + number / 10)) }
            name.append(UInt8(0x30 + number % 10))
            return self == name
        }
    }
}
