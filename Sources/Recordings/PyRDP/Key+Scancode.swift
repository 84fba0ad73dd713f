/// The flags of a fast-path keyboard event, [MS-RDPBCGR] 2.2.8.1.2.2.1 and 2.2.8.1.2.2.2.
struct PyRDPKeyFlags: OptionSet {
    let rawValue: UInt8

    static let release = PyRDPKeyFlags(rawValue: 0x01)
    /// The code is behind E0.
    static let extended = PyRDPKeyFlags(rawValue: 0x02)
    /// The code is behind E1.
    static let extended1 = PyRDPKeyFlags(rawValue: 0x04)

    /// What stands before the code.
    var prefix: PyRDPKeyFlags { intersection([.extended, .extended1]) }

    /// Tells a UTF-16 code unit from any code with its prefix.
    static let unicodeMark: UInt8 = 0x80
}

extension Key {
    /// The key with a code of the keyboard's set 1. Which letter it gives is the layout's affair: QWERTY is taken for it.
    /// Nil for a shift that the keyboard makes up around other keys.
    init?(scancode: UInt16, _ flags: PyRDPKeyFlags) {
        if flags.contains(.extended1) {
            self.init(.other)
        } else if flags.contains(.extended) {
            guard scancode != 0x2A, scancode != 0x36 else { return nil }
            self.init(extendedScancode: scancode)
        } else {
            self.init(plainScancode: scancode)
        }
    }

    private init(plainScancode code: UInt16) {
        switch code {
        case 0x01: self.init(.escape)
        case 0x0E: self.init(.erase)
        case 0x0F: self.init(.tab)
        case 0x1C: self.init(.enter)
        case 0x2A, 0x36: self.init(.shift)
        case 0x1D, 0x38, 0x3A, 0x45, 0x46: self.init(.modifier)
        case 0x39: self.init(.space)
        case 0x3B...0x44, 0x57, 0x58, 0x64...0x6E: self.init(.function)
        case 0x02...0x0B, 0x47...0x49, 0x4B...0x4D, 0x4F...0x52: self.init(.digit)
        case 0x10...0x19: self.init(of: "qwertyuiop", at: code - 0x10)
        case 0x1E...0x26: self.init(of: "asdfghjkl", at: code - 0x1E)
        case 0x2C...0x32: self.init(of: "zxcvbnm", at: code - 0x2C)
        case 0x0C, 0x0D, 0x1A, 0x1B, 0x27...0x29, 0x2B, 0x33...0x35, 0x37, 0x4A, 0x4E, 0x53, 0x56, 0x73, 0x7D:
            self.init(.punctuation)
        default: self.init(.other)
        }
    }

    private init(extendedScancode code: UInt16) {
        switch code {
        case 0x1C: self.init(.enter)
        case 0x35: self.init(.punctuation)
        case 0x1D, 0x38, 0x5B, 0x5C: self.init(.modifier)
        case 0x47...0x49, 0x4B, 0x4D, 0x4F...0x52: self.init(.navigation)
        case 0x53: self.init(.erase)
        default: self.init(.other)
        }
    }

    private init(of row: StaticString, at index: UInt16) {
        self.init(character: UInt32(unsafe row.utf8Start[Int(index)]))
    }
}
