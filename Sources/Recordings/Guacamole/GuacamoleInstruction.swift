/// What is known of the instruction that is being read: of a `mouse`, a `key` and a `sync` the numbers, of any other nothing.
struct GuacamoleInstruction {
    enum Name: UInt8 {
        case other
        case mouse
        case sync
        case key

        /// What an instruction of this name begins with, such as "4.sync,": the first byte in the lowest place.
        private var beginning: UInt64 {
            switch self {
            case .other: 0
            case .mouse: 0x2C_65_73_75_6F_6D_2E_35
            case .sync: 0x2C_63_6E_79_73_2E_34
            case .key: 0x2C_79_65_6B_2E_33
            }
        }

        /// A byte of what an instruction of this name begins with.
        @inline(__always)
        func beginning(at index: Int) -> UInt8 { UInt8(truncatingIfNeeded: beginning &>> UInt64(8 &* index)) }

        @inline(__always)
        fileprivate func letter(at index: Int) -> UInt8 { beginning(at: index &+ 2) }

        /// The most bytes that `beginning(at:)` gives.
        static let longestBeginning = 8

        /// How many arguments matter.
        @inline(__always)
        var numberCount: Int {
            switch self {
            case .other: 0
            case .mouse: 4
            case .sync: 1
            case .key: 3
            }
        }
    }

    /// What the value at hand is read as.
    enum Reading: UInt8 {
        case nothing
        case name
        case integer
    }

    /// The name; while it is being read, the only one that it may still be.
    var name = Name.other
    /// How many elements are complete.
    var elementCount = 0
    /// What the value at hand is read as.
    var reading = Reading.nothing
    /// The letters of the name that were compared.
    var nameLength = 0
    /// The integer that the value at hand is.
    var integer = GuacamoleInteger()
    /// The arguments that were read.
    var numbers = InlineArray<4, Int64>(repeating: 0)
    /// The first argument that should be an integer and is not, counted from 0.
    var firstBadNumber: Int?

    /// The arguments that are complete.
    var argumentCount: Int { max(elementCount - 1, 0) }

    /// Takes note that the next element's value has `length` code points.
    @inline(__always)
    mutating func beginValue(length: Int) {
        reading = .nothing
        if elementCount == 0 {
            name = length == 5 ? .mouse : length == 4 ? .sync : length == 3 ? .key : .other
            if name != .other { reading = .name }
            nameLength = 0
        } else if elementCount <= name.numberCount {
            reading = .integer
            integer = GuacamoleInteger()
        }
    }

    /// Takes the next byte of a value that is read; false where it is to be read no further.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        switch reading {
        case .nothing:
            return false
        case .name where byte == name.letter(at: nameLength):
            nameLength &+= 1
            return true
        case .name:
            name = .other
        case .integer:
            if integer.append(byte) { return true }
            noteBadNumber()
        }
        reading = .nothing
        return false
    }

    /// Takes note that the value is complete.
    @inline(__always)
    mutating func endValue() {
        if reading == .integer {
            if let value = integer.value, 1...4 ~= elementCount {
                numbers[elementCount &- 1] = value
            } else {
                noteBadNumber()
            }
        }
        elementCount &+= 1
    }

    private mutating func noteBadNumber() {
        if firstBadNumber == nil { firstBadNumber = elementCount - 1 }
    }
}
