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
        let (beginning, end) = (Array("\n  \"\(key)\" : [".utf8), Array("\n  ]".utf8))
        try write(frame[..<place] + beginning)
        // Each is encoded where it lies in the document, and so indented as there.
        let (before, after) = ([UInt8(ascii: "{")] + beginning, end + Array("\n}".utf8))
        for (number, element) in elements.enumerated() {
            let lines = try encode([key: [element]]).dropFirst(before.count).dropLast(after.count)
            try write((number == 0 ? [] : [UInt8(ascii: ",")]) + lines)
        }
        try write(end + frame[(place + empty.count)...] + [newline])
    }
}

private let newline = UInt8(ascii: "\n")
