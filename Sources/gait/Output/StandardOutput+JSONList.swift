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
            lines += try encode(element).split(separator: newline, omittingEmptySubsequences: false)
                .map { $0.isEmpty ? [] : Array("    ".utf8) + $0 }.joined(separator: [newline])
            try write(lines)
        }
        try write(Array("\n  ]".utf8) + frame[(place + empty.count)...] + [newline])
    }
}

private let newline = UInt8(ascii: "\n")
