extension SessionLabels {
    /// Reads labels from comma-separated values in UTF-8.
    ///
    ///     filename,is_illegal
    ///     session_0003960194,1
    ///     "user7/lunch, late.csv.gz",0
    ///
    /// The header is required. The first column holds the session's name, whatever it is called; the column called
    /// `is_illegal` holds 0 (legal) or 1 (illegal); others are ignored. Fields may be quoted with `"`, a quote in them
    /// doubled. Blanks around fields, blank lines, a byte order mark and CRLF are tolerated. A name may come
    /// again with the same label.
    ///
    /// - Throws: `SessionLabelsError` for the first line that cannot be used: a file with a mistake labels nothing.
    /// - Complexity: O(*n*) in time and memory; the caller bounds the size of the file.
    public init(csv bytes: Span<UInt8>) throws(SessionLabelsError) {
        var reader = CSVReader()
        guard let header = try reader.nextLine(of: bytes) else { throw .missingHeader }
        guard let labelColumn = header.fields.dropFirst().firstIndex(of: "is_illegal") else {
            throw .missingLabelColumn(line: header.number)
        }

        var labels: [String: (isIllegal: Bool, line: Int)] = [:]
        while let line = try reader.nextLine(of: bytes) {
            let name = Self.canonicalName(line.fields[0][...])
            guard !name.isEmpty else { throw .missingName(line: line.number) }
            guard line.fields.count > labelColumn else { throw .missingLabel(line: line.number) }
            let isIllegal: Bool
            switch line.fields[labelColumn] {
            case "0": isIllegal = false
            case "1": isIllegal = true
            case let text: throw .invalidLabel(text: String(text.prefix(40)), line: line.number)
            }
            if let earlier = labels[name], earlier.isIllegal != isIllegal {
                throw .contradiction(name: String(name.prefix(200)), line: line.number, earlierLine: earlier.line)
            }
            labels[name] = (isIllegal, line.number)
        }
        self.init(isIllegalByName: labels.mapValues(\.isIllegal))
    }
}
