import FoundationEssentials

/// A moment in whole milliseconds, written in ISO 8601: `2026-03-01T08:30:00.250Z`.
public struct UTCTime: Sendable, Hashable, Comparable {
    /// ms since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The years 1583 to 9999, which ISO 8601 writes in four digits of the Gregorian calendar.
    private static let writable: ClosedRange<Int64> = -12_212_553_600_000...253_402_300_799_999

    /// The moment `milliseconds` after the beginning of 1970; `nil` outside the years 1583 to 9999.
    public init?(milliseconds: Int64) {
        guard Self.writable.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// The moment that the machine's clock shows; `nil` outside the years 1583 to 9999.
    public init?(from system: any EventCalls) {
        self.init(milliseconds: system.wallClockTime() / 1_000_000)
    }

    /// Seconds from `earlier` to this moment; negative where it comes first.
    public func seconds(since earlier: UTCTime) -> Double {
        Double(milliseconds - earlier.milliseconds) / 1000
    }

    /// Orders by time.
    public static func < (a: UTCTime, b: UTCTime) -> Bool { a.milliseconds < b.milliseconds }
}

extension UTCTime: CustomStringConvertible {
    /// The moment in ISO 8601, with three decimals of the second unless they are 0.
    public var description: String {
        let fraction = ((milliseconds % 1000) + 1000) % 1000
        let whole = Date(timeIntervalSince1970: Double((milliseconds - fraction) / 1000)).formatted(.iso8601)
        guard fraction > 0 else { return whole }
        let digits = String(fraction)
        return whole.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// The moment that `text` says in the form of `description`; `nil` where it says none.
    public init?(_ text: String) {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard text.hasSuffix("Z"), let date = try? style.parse(text) else { return nil }
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}

extension UTCTime: Codable {
    /// Reads the ISO 8601 form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = UTCTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no time in ISO 8601")
        }
        self = time
    }

    /// Writes the ISO 8601 form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
