extension StandardOutput {
    /// Writes `document` as `write(json:)` does, with `elements` in its list `key`, which it leaves empty.
    ///
    /// Elements are encoded one at a time: encoding needs many times the memory of the text.
    ///
    /// - Precondition: `key` names an empty list at the top level of `document`.
    func write(json document: some Encodable, filling key: String, with elements: some Collection<some Encodable>)
        throws
    {
        let frame = try encode(document)
        let empty = Array("\n  \"\(key)\" : [\n\n  ]".utf8)
        guard let place = frame.indices.first(where: { frame[$0...].starts(with: empty) }) else {
            preconditionFailure("the document has no empty list \(key)")
        }
        guard !elements.isEmpty else { return try write(frame + [newline]) }
        try write(Array(frame[..<place]) + Array("\n  \"\(key)\" : [".utf8))
        for (number, element) in elements.enumerated() {
            var lines = number == 0 ? [newline] : [UInt8(ascii: ","), newline]
            lines.append(indenting: try encode(element))
            try write(lines)
        }
        try write(Array("\n  ]".utf8) + frame[(place + empty.count)...] + [newline])
    }
}

private let newline = UInt8(ascii: "\n")

extension [UInt8] {
    /// Appends `text` with four blanks before each line that is not empty.
    fileprivate mutating func append(indenting text: [UInt8]) {
        reserveCapacity(count + 2 * text.count)
        let blanks = repeatElement(UInt8(ascii: " "), count: 4)
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: newline) ?? text.endIndex
            if start < end { self += blanks }
            self += text[start..<Swift.min(end + 1, text.endIndex)]
            start = end + 1
        }
    }
}
