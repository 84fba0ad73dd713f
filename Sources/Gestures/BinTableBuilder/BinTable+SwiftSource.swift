extension BinTable {
    /// The table as the Swift source of the shipped bins of `modality`.
    public func swiftSource(of modality: Modality) -> String {
        let (name, subject) =
            switch modality {
            case .pointer: ("pointer", "pointer gestures")
            case .keystrokes: ("keystrokes", "keys that go down and come up")
            case .terminalInput, .terminalEcho: ("characters", "characters that come by themselves")
            }
        return swiftSource(
            name: name,
            summary: "The shipped bins of \(subject), as `gait edges --swift` prints them.",
            features: modality.definitions.map(\.identifier)
        )
    }

    /// The table as Swift source: the declaration of a static constant `name` of `BinTable`.
    ///
    /// - Parameters:
    ///   - name: the constant's name.
    ///   - summary: its documentation, in one line.
    ///   - identifiers: the order in which the features stand. Those of the table that are not among them are left out.
    func swiftSource(name: String, summary: String, features identifiers: [String]) -> String {
        """
        extension BinTable {
            /// \(summary)
            public static let \(name) = BinTable(
                provenance: \"""
        \(Self.literalLines(of: provenance))
                    \""",
                edges: \(Self.literal(of: edges, in: identifiers)),
                cellShares: \(Self.literal(of: cellShares, in: identifiers))
            )
        }

        """
    }

    private static let lineLength = 120

    /// The lines of a multi-line string literal whose value is `text` in one line.
    private static func literalLines(of text: String) -> String {
        let escaped = String(text.flatMap { $0 == "\\" || $0 == "\"" ? ["\\", $0] : [$0] })
        let lines = fill(escaped.split(separator: " ", omittingEmptySubsequences: false).map(String.init), indent: 12)
        return lines.joined(separator: " \\\n")
    }

    /// A dictionary literal of those `identifiers` that are keys, in their order.
    private static func literal(of numbers: [String: [Double]], in identifiers: [String]) -> String {
        let entries = identifiers.compactMap { identifier in
            numbers[identifier].map { values in
                let lines = fill(values.map { "\($0)," }, indent: 16).joined(separator: "\n")
                return "            \"\(identifier)\": [" + (lines.isEmpty ? "]" : "\n\(lines)\n            ]") + ",\n"
            }
        }
        // The formatter wants no comma behind the only one.
        if entries.count == 1 { return "[\n\(entries[0].dropLast(2))\n        ]" }
        return entries.isEmpty ? "[:]" : "[\n\(entries.joined())        ]"
    }

    /// As many `words` in each line as fit, with room for two more characters at its end.
    private static func fill(_ words: [String], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for word in words {
            if let last = lines.last, last.utf8.count + word.utf8.count + 3 <= lineLength {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(margin + word)
            }
        }
        return lines
    }
}
