/// A text that somebody types, which occurs nowhere by chance.
struct Marker {
    /// The text: letters and digits.
    let text: String

    private static let length = 48
    /// Keys of a keyboard, with the codes of a PC's.
    private static let keys: [(character: Character, scancode: UInt8)] = zip(
        "1234567890qwertyuiopasdfghjklzxcvbnm",
        [2...11, 16...25, 30...38, 44...50].flatMap { $0.map { UInt8($0) } }
    ).map { ($0, $1) }

    /// A text that was never there before.
    init() {
        text = String((0..<Self.length).map { _ in Self.keys.randomElement()!.character })
    }

    /// Its characters, each as a text.
    var characters: [String] { text.map { String($0) } }

    /// The codes of its keys, as a PC's keyboard sends them.
    var scancodes: [UInt8] {
        text.compactMap { character in Self.keys.first { $0.character == character }?.scancode }
    }

    /// The text in UTF-16, the lower byte first.
    var wide: [UInt8] { spelled(by: 2) }

    /// All ways to spell the text that are looked for: a number of 1, 2, 4 or 8 bytes for each character, as in UTF-8,
    /// UTF-16 and UTF-32, the lowest byte first; and the codes of its keys.
    var spellings: [(bytes: [UInt8], width: Int)] {
        [1, 2, 4, 8].map { (spelled(by: $0), $0) } + [(scancodes, 1)]
    }

    private func spelled(by width: Int) -> [UInt8] {
        text.utf8.flatMap { [$0] + [UInt8](repeating: 0, count: width - 1) }
    }
}
