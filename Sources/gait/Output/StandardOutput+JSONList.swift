extension StandardOutput {
    /// Writes `document` as `write(json:)` does, with elements in its list `key`, which it leaves empty, each on one line.
    ///
    /// - Parameter elements: calls what it is given with the JSON of each element in turn, so that they are not all in memory.
    /// - Precondition: `key` names an empty list at the top level of `document`.
    func write(
        json document: some Encodable,
        filling key: String,
        with elements: (_ write: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let frame = try encode(document)
        let empty = Array("\n  \"\(key)\" : [\n\n  ]".utf8)
        guard let place = frame.indices.first(where: { frame[$0...].starts(with: empty) }) else {
            preconditionFailure("the document has no empty list \(key)")
        }
        let (beginning, separator) = (Array("\n  \"\(key)\" : [\n".utf8), Array(",\n".utf8))
        var isEmpty = true
        try elements { element in
            try write((isEmpty ? frame[..<place] + beginning : separator[...]) + element)
            isEmpty = false
        }
        if isEmpty { return try write(frame + [newline]) }
        try write(Array("\n  ]".utf8) + frame[(place + empty.count)...] + [newline])
    }
}

private let newline = UInt8(ascii: "\n")
