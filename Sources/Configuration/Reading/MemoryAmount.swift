/// An amount of memory in words, such as `48 MiB`.
enum MemoryAmount {
    /// The units, and how many bytes each has.
    static let units: [(name: String, bytes: Int)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]

    /// The number of bytes that `text` says: a whole number and a unit, with or without a blank between; `nil` where it
    /// says none or more than 64 bits hold.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text[digits.endIndex...].drop { $0 == " " }
        guard let number = Int(digits), let bytes = units.first(where: { $0.name == unit })?.bytes else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: bytes)
        return overflow ? nil : product
    }

    /// An amount of whole MiB in words.
    static func text(_ bytes: Int) -> String { "\(bytes >> 20) MiB" }
}
