/// What a test needs to know of a drawing: which elements it has and what text they hold. Reading it fails where the
/// document is not well formed.
struct XMLOutline {
    private(set) var elementNames: [String] = []
    private(set) var texts: [String] = []

    /// Reads `document`, or returns `nil` where tags do not balance, a name or attribute is malformed, or a character stands
    /// where it may not.
    init?(_ document: String) {
        var open: [Substring] = []
        var rest = document[...]
        let declaration = #/<\?xml version="1\.0" encoding="UTF-8"\?>\n/#
        guard let start = rest.prefixMatch(of: declaration) else { return nil }
        rest = rest[start.range.upperBound...]
        while !rest.isEmpty {
            if let tag = rest.prefixMatch(
                of: #/<([a-z]+)((?: [a-zA-Z0-9:-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*")*)(/?)>/#
            ) {
                guard !open.isEmpty || elementNames.isEmpty else { return nil }
                elementNames.append(String(tag.1))
                if tag.3.isEmpty { open.append(tag.1) }
                rest = rest[tag.range.upperBound...]
            } else if let tag = rest.prefixMatch(of: #/<\/([a-z]+)>/#) {
                guard open.popLast() == tag.1 else { return nil }
                rest = rest[tag.range.upperBound...]
            } else if let text = rest.prefixMatch(of: #/(?:[^<&>]|&(?:amp|lt|gt|quot|apos);)+/#) {
                let isBlank = text.0.allSatisfy { $0 == "\n" }
                guard !open.isEmpty || isBlank else { return nil }
                if !isBlank { texts.append(String(text.0)) }
                rest = rest[text.range.upperBound...]
            } else {
                return nil
            }
        }
        guard open.isEmpty, !elementNames.isEmpty else { return nil }
    }
}
