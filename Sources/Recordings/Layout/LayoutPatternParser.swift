/// Takes a layout pattern apart.
struct LayoutPatternParser {
    private let bytes: [UInt8]
    private var position = 0
    private var components: [[LayoutPattern.Part]] = []
    private var component: [LayoutPattern.Part] = []
    private var componentStart = 0
    private var literal: [UInt8] = []
    private var seen: Set<LayoutPattern.Placeholder> = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func parse() throws(LayoutPatternError) -> [[LayoutPattern.Part]] {
        let suffix = Array(".gz".utf8)
        if bytes.suffix(suffix.count).elementsEqual(suffix) {
            throw LayoutPatternError(.compressionSuffix, byte: bytes.count - suffix.count)
        }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "{"): try takePlaceholder()
            case UInt8(ascii: "}"): throw LayoutPatternError(.unbalancedBrace, byte: position)
            case UInt8(ascii: "/"):
                try endComponent()
                position += 1
                componentStart = position
            case let byte:
                literal.append(byte)
                position += 1
            }
        }
        try endComponent()
        return components
    }

    private mutating func takePlaceholder() throws(LayoutPatternError) {
        let start = position
        let rest = bytes[(start + 1)...]
        guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "/") }),
            bytes[end] == UInt8(ascii: "}")
        else { throw LayoutPatternError(.unbalancedBrace, byte: start) }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        guard let placeholder = LayoutPattern.Placeholder(rawValue: name) else {
            throw LayoutPatternError(.unknownPlaceholder(name), byte: start)
        }
        let isRepeatable = placeholder == .anything || goesOn(with: placeholder, at: end + 1)
        guard seen.insert(placeholder).inserted || isRepeatable else {
            throw LayoutPatternError(.duplicatedPlaceholder(name), byte: start)
        }
        endLiteral()
        if case .placeholder? = component.last { throw LayoutPatternError(.adjacentPlaceholders, byte: start) }
        component.append(.placeholder(placeholder))
        position = end + 1
    }

    /// Whether `placeholder`, of which the present component consists if `end` is its end, is a session's name that goes on
    /// from the component before.
    private func goesOn(with placeholder: LayoutPattern.Placeholder, at end: Int) -> Bool {
        let isWhole = component.isEmpty && literal.isEmpty && (end == bytes.count || bytes[end] == UInt8(ascii: "/"))
        return placeholder == .session && isWhole && components.last == [.placeholder(.session)]
    }

    private mutating func endLiteral() {
        if !literal.isEmpty { component.append(.literal(literal)) }
        literal = []
    }

    private mutating func endComponent() throws(LayoutPatternError) {
        endLiteral()
        let isDots = component == [.literal(Array(".".utf8))] || component == [.literal(Array("..".utf8))]
        if component.isEmpty || isDots { throw LayoutPatternError(.impossibleComponent, byte: componentStart) }
        components.append(component)
        component = []
    }
}
