extension Int64 {
    /// The number that decimal digits say, 15 at most; nil where there are none or more, or anything else among them.
    init?(digits: ArraySlice<UInt8>) {
        guard 1...15 ~= digits.count else { return nil }
        var number: Int64 = 0
        for byte in digits {
            guard let digit = byte.decimalDigit else { return nil }
            number = number * 10 + Int64(digit)
        }
        self = number
    }
}
