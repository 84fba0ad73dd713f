/// What is read of a control sequence, `ESC [`, while it comes.
struct ControlSequence {
    /// The most parameters that are kept.
    static let mostParameters = 4
    /// The largest parameter; a larger one is taken for it.
    static let largest: UInt16 = 9999

    /// Its parameters; 0 where one is left out.
    var parameters: [4 of UInt16] = .init(repeating: 0)
    /// How many parameters have begun.
    var count = 1
    /// Whether it begins with a question mark.
    var isPrivate = false
    /// Whether it is of a kind that concerns no line.
    var isForeign = false

    /// Takes a byte that does not end it.
    mutating func take(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard count <= Self.mostParameters else { return }
            let sum = UInt32(parameters[count - 1]) * 10 + UInt32(byte & 0x0F)
            parameters[count - 1] = UInt16(min(sum, UInt32(Self.largest)))
        case UInt8(ascii: ";"): count = min(count + 1, Self.mostParameters + 1)
        case UInt8(ascii: "?"): isPrivate = true
        default: isForeign = true
        }
    }

    /// How often something is to be done: the first parameter, and once where that is left out.
    var times: Int { Int(max(1, parameters[0])) }

    /// Whether one of the parameters is that.
    func has(_ parameter: UInt16) -> Bool {
        for index in 0..<min(count, Self.mostParameters) where parameters[index] == parameter { return true }
        return false
    }
}
