extension TimingClock.Start {
    /// The first instant in `text` that is written as in ISO 8601: `2026-01-31 23:59:59.250+01:00`, with `T` or a blank in its
    /// middle and what it is ahead of UTC behind it, or `Z`; nil where there is none.
    init?(firstIn text: Span<UInt8>) {
        for start in text.indices {
            var cursor = CalendarCursor(position: start)
            if let (seconds, nanoseconds) = cursor.readInstant(text) {
                self.init(seconds: seconds, nanoseconds: nanoseconds)
                return
            }
        }
        return nil
    }
}

extension Timestamp {
    /// ms since 1970 of the first instant in `text`, as `TimingClock.Start` reads it; missing where there is none.
    init(firstInstantIn text: Span<UInt8>) {
        self = TimingClock.Start(firstIn: text).map { Timestamp(milliseconds: $0.milliseconds) } ?? .missing
    }
}

/// A place in a text that moves on as an instant is read.
private struct CalendarCursor {
    var position: Int

    /// Moves behind an instant and returns it in s since 1970, and the ns of the second that had begun.
    mutating func readInstant(_ text: Span<UInt8>) -> (seconds: Int64, nanoseconds: Int64)? {
        guard let year = readDigits(4, text), take("-", text) || take("/", text), let month = readDigits(2, text),
            take("-", text) || take("/", text), let day = readDigits(2, text),
            take("T", text) || take("t", text) || take(" ", text),
            let hour = readDigits(2, text), take(":", text), let minute = readDigits(2, text), take(":", text),
            let second = readDigits(2, text), let nanoseconds = readFraction(text), let offset = readOffset(text),
            1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60
        else { return nil }
        let time = hour * 3600 + minute * 60 + second
        return (Self.days(year: year, month: month, day: day) * 86_400 + time - offset, nanoseconds)
    }

    /// Moves behind the decimals of a second, if there are any, and returns them in ns.
    private mutating func readFraction(_ text: Span<UInt8>) -> Int64? {
        guard take(anyOf: ".", ",", text) else { return 0 }
        guard var nanoseconds = readDigits(1, text).map({ $0 * 100_000_000 }) else { return nil }
        var unit: Int64 = 10_000_000
        while let digit = readDigits(1, text) {
            nanoseconds += digit * unit
            unit /= 10
        }
        return nanoseconds
    }

    /// Days since 1970 began, in the Gregorian calendar. Years are taken from March on, so that leap days come last (H. Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms", 2013).
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// Moves behind what a time is ahead of UTC and returns it in s.
    private mutating func readOffset(_ text: Span<UInt8>) -> Int64? {
        if take(anyOf: "Z", "z", text) { return 0 }
        _ = take(" ", text)
        let isAhead = take("+", text)
        guard isAhead || take("-", text), let hours = readDigits(2, text) else { return nil }
        _ = take(":", text)
        guard let minutes = readDigits(2, text), hours < 24, minutes < 60 else { return nil }
        let offset = hours * 3600 + minutes * 60
        return isAhead ? offset : -offset
    }

    private mutating func take(anyOf a: Unicode.Scalar, _ b: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
        take(a, text) || take(b, text)
    }

    private mutating func take(_ character: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Moves behind `count` digits.
    private mutating func readDigits(_ count: Int, _ text: Span<UInt8>) -> Int64? {
        guard position + count <= text.count else { return nil }
        var number: Int64 = 0
        for index in position..<position + count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        position += count
        return number
    }
}
