/// What a source of recordings is called: 1 to 32 of `a` to `z`, `0` to `9` and `-`, no `-` at the beginning.
public struct SourceName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// More characters than this a name does not have.
    public static let mostCharacters = 32

    /// The name, which is safe to print.
    public let description: String

    /// The name that `text` is; `nil` where it is none.
    public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard (1...Self.mostCharacters).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
            bytes.allSatisfy(Self.isAllowed)
        else { return nil }
        description = String(text)
    }

    /// Orders by characters.
    public static func < (a: SourceName, b: SourceName) -> Bool { a.description < b.description }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
