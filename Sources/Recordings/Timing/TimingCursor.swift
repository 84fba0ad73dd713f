/// A place in a line of a timing file that moves on as the line's fields are read.
struct TimingCursor {
    /// Longer delays, in s, are not believed: 31 years.
    private static let longestDelay = 999_999_999

    private(set) var position: Int

    /// At byte `position` of a line.
    init(at position: Int = 0) {
        self.position = position
    }

    /// Moves behind the blank that has to come next; false where none does.
    @inline(__always)
    mutating func takeBlank(_ text: Span<UInt8>) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: " ") else { return false }
        position &+= 1
        return true
    }

    /// Whether nothing but blanks is left.
    func isAtEnd(_ text: Span<UInt8>) -> Bool {
        var rest = position
        while rest < text.count, text[rest] == UInt8(ascii: " ") { rest += 1 }
        return rest == text.count
    }

    /// Moves behind a number of s and returns it in ns, what is below that cut off; nil where there is none that can be
    /// believed. Some recorders write the fraction as the language of their users has it, behind a comma.
    @inline(__always)
    mutating func readDelay(_ text: Span<UInt8>) -> Int64? {
        guard let seconds = readCount(text), seconds <= Self.longestDelay else { return nil }
        var fraction: Int64 = 0
        var missingDigits = 9
        if position < text.count, text[position] == UInt8(ascii: ".") || text[position] == UInt8(ascii: ",") {
            position &+= 1
            let start = position
            if text.count - position >= 8 {
                // The eight bytes are there, and any bytes make an integer.
                let loaded = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
                let word = UInt64(littleEndian: loaded)
                let count = Word.countOfDigits(word)
                if count > 0 { fraction = Int64(Digits(word &<< UInt64(64 &- 8 &* count), count: count).value) }
                position &+= count
                missingDigits &-= count
            }
            while position < text.count {
                let digit = text[position] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                if missingDigits > 0 {
                    fraction = fraction &* 10 &+ Int64(digit)
                    missingDigits &-= 1
                }
                position &+= 1
            }
            guard position > start else { return nil }
        }
        if missingDigits < 9 { fraction &*= Int64(Word.powerOfTen(missingDigits)) }
        return seconds &* 1_000_000_000 &+ fraction
    }

    /// Moves behind a whole number and returns it; nil where there is none below 2⁶³.
    @inline(__always)
    mutating func readCount(_ text: Span<UInt8>) -> Int64? {
        let start = position
        var count: Int64 = 0
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            // 18 digits never overflow.
            if position &- start < 18 {
                count = count &* 10 &+ Int64(digit)
            } else {
                let (product, overflows) = count.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = product.addingReportingOverflow(Int64(digit))
                guard !overflows, !overflowsToo else { return nil }
                count = sum
            }
            position &+= 1
        }
        return position > start ? count : nil
    }
}
