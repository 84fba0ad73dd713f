/// A number as TOML writes it.
enum TOMLNumeral: Equatable {
    case integer(Int64)
    case float(Double)
    /// An integer beyond 64 bits.
    case tooLarge

    /// The number that `word` is; `nil` where it is none.
    init?(_ word: String) {
        let isSigned = word.hasPrefix("-") || word.hasPrefix("+")
        let sign = word.hasPrefix("-") ? "-" : ""
        let magnitude = isSigned ? word.dropFirst() : word[...]
        if magnitude == "inf" || magnitude == "nan" {
            let value: Double = magnitude == "inf" ? .infinity : .nan
            self = .float(sign.isEmpty ? value : -value)
            return
        }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where magnitude.hasPrefix(prefix) {
            guard !isSigned, let digits = Self.digits(magnitude.dropFirst(2), radix: radix) else { return nil }
            self.init(integer: digits, radix: radix)
            return
        }
        let parts = magnitude.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Self.digits(mantissa[0]), whole == "0" || !whole.hasPrefix("0") else { return nil }
        if parts.count == 1, mantissa.count == 1 {
            self.init(integer: sign + whole, radix: 10)
            return
        }
        var text = sign + whole
        if mantissa.count == 2 {
            guard let fraction = Self.digits(mantissa[1]) else { return nil }
            text += "." + fraction
        }
        if parts.count == 2 {
            let isSigned = parts[1].hasPrefix("-") || parts[1].hasPrefix("+")
            guard let exponent = Self.digits(isSigned ? parts[1].dropFirst() : parts[1]) else { return nil }
            text += parts[1].hasPrefix("-") ? "e-" + exponent : "e" + exponent
        }
        guard let value = Double(text) else { return nil }
        self = .float(value)
    }

    private init(integer digits: String, radix: Int) {
        self = Int64(digits, radix: radix).map { .integer($0) } ?? .tooLarge
    }

    /// `text` without the underscores between its digits; `nil` where it is anything else than digits with single
    /// underscores in between.
    private static func digits(_ text: Substring, radix: Int = 10) -> String? {
        let groups = text.split(separator: "_", omittingEmptySubsequences: false)
        let areDigits = groups.allSatisfy { group in
            !group.isEmpty
                && group.unicodeScalars.allSatisfy { scalar in
                    scalar.isASCII && (scalar.properties.isASCIIHexDigit)
                        && Int(String(scalar), radix: 16).map { $0 < radix } == true
                }
        }
        return areDigits ? groups.joined() : nil
    }
}
