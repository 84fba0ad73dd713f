/// Takes settings out of a document, and notes what is wrong with them. A key that was never asked for is unknown.
struct SettingReader {
    /// One table of the document, which may be missing.
    struct Section {
        /// What its header says; empty for the top level.
        var name: String
        var table: TOMLTable?
    }

    private(set) var problems: [ConfigurationProblem] = []
    /// The keys that mean something, by section, in the order in which they were asked for.
    private var known: [(section: String, keys: [String])] = []
    private var sections: [Section] = []

    mutating func note(_ what: String, at position: SourcePosition, _ advice: String) {
        problems.append(ConfigurationProblem(what, at: position, advice))
    }

    // MARK: Tables

    /// The top level.
    mutating func top(_ root: TOMLTable) -> Section {
        let section = Section(name: "", table: root)
        sections.append(section)
        return section
    }

    /// The table called `name`.
    mutating func section(_ name: String, in top: Section) -> Section {
        var section = Section(name: name, table: nil)
        if let entry = entry(name, in: top) {
            if case .table(let table) = entry.node.value {
                section.table = table
                sections.append(section)
            } else {
                let form = entry.node.value.isTables ? "only once, in single brackets" : "as a table"
                note("\(name) is \(entry.node.value.kind)", at: entry.key.position, "write [\(name)] \(form)")
            }
        }
        return section
    }

    /// The tables called `name`, each with a header in double brackets.
    mutating func sections(_ name: String, in top: Section) -> [Section] {
        guard let entry = entry(name, in: top) else { return [] }
        guard case .tables(let list) = entry.node.value else {
            note("\(name) is \(entry.node.value.kind)", at: entry.key.position, "write [[\(name)]] in double brackets")
            return []
        }
        let found = list.tables.map { Section(name: name, table: $0) }
        sections += found
        return found
    }

    // MARK: Values

    /// The text of a key.
    mutating func string(_ key: String, in section: Section) -> Located<String>? {
        guard let entry = entry(key, in: section) else { return nil }
        guard case .string(let text) = entry.node.value else {
            noteKind(entry, wanted: "a string", "write it in quotes")
            return nil
        }
        return Located(text, at: entry.node.position)
    }

    /// A number within `range`, of `unit`.
    mutating func number(_ key: String, in section: Section, _ range: ClosedRange<Double>, unit: String) -> Double? {
        guard let entry = entry(key, in: section) else { return nil }
        let value: Double
        switch entry.node.value {
        case .integer(let integer): value = Double(integer)
        case .float(let float): value = float
        default:
            noteKind(entry, wanted: "a number", "write a number without quotes")
            return nil
        }
        guard range.contains(value) else {
            let bounds = "\(plain(range.lowerBound)) to \(plain(range.upperBound))\(unit)"
            note("\(key) is out of bounds", at: entry.node.position, "write \(bounds)")
            return nil
        }
        return value
    }

    /// A whole number within `range`.
    mutating func integer(_ key: String, in section: Section, _ range: ClosedRange<Int>) -> Int? {
        guard let entry = entry(key, in: section) else { return nil }
        guard case .integer(let value) = entry.node.value else {
            noteKind(entry, wanted: "a whole number", "write digits without quotes")
            return nil
        }
        guard let value = Int(exactly: value), range.contains(value) else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            note("\(key) is out of bounds", at: entry.node.position, "write \(bounds)")
            return nil
        }
        return value
    }

    /// One of `choices`, which are words.
    mutating func choice<Choice>(
        _ key: String,
        in section: Section,
        _ choices: [(word: String, choice: Choice)]
    ) -> Choice? {
        guard let text = string(key, in: section) else { return nil }
        if let known = choices.first(where: { $0.word == text.value }) { return known.choice }
        let words = choices.map { "\"\($0.word)\"" }
        let advice = nearest(to: text.value, among: choices.map(\.word)).map { "\"\($0)\"" }
        note(
            "there is no \(key) \(quoted(text.value))",
            at: text.position,
            "write \(advice ?? words.joined(separator: " or "))"
        )
        return nil
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        in section: Section,
        of type: Choice.Type
    ) -> Choice? {
        choice(key, in: section, type.allCases.map { ($0.rawValue, $0) })
    }

    private mutating func noteKind(_ entry: TOMLTable.Entry, wanted: String, _ advice: String) {
        note("\(entry.key.name) is \(entry.node.value.kind), not \(wanted)", at: entry.node.position, advice)
    }

    /// The entry of a key, which is thereby known.
    private mutating func entry(_ key: String, in section: Section) -> TOMLTable.Entry? {
        let index =
            known.firstIndex { $0.section == section.name }
            ?? {
                known.append((section.name, []))
                return known.count - 1
            }()
        if !known[index].keys.contains(key) { known[index].keys.append(key) }
        return section.table?[key]
    }

    // MARK: What nobody asked for

    /// Notes all keys that were not asked for; to be called when everything was.
    mutating func noteUnknown() {
        for section in sections where problems.count < ConfigurationReading.mostProblems {
            let keys = known.first { $0.section == section.name }?.keys ?? []
            for entry in section.table?.entries ?? [] where !keys.contains(entry.key.name) {
                guard problems.count < ConfigurationReading.mostProblems else { return }
                note(
                    "there is no key \(quoted(entry.key.name))\(section.name.isEmpty ? "" : " in [\(section.name)]")",
                    at: entry.key.position,
                    advice(entry.key.name, in: section.name, keys)
                )
            }
        }
    }

    private func advice(_ key: String, in section: String, _ keys: [String]) -> String {
        if let near = nearest(to: key, among: keys) { return "write \(near)" }
        if let other = known.first(where: { $0.section != section && $0.keys.contains(key) }) {
            return other.section.isEmpty ? "it stands before all headers" : "it belongs in [\(other.section)]"
        }
        return "remove it; the keys here are \(keys.joined(separator: ", "))"
    }

    /// A bound as people write it.
    private func plain(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }
}

extension TOMLValue {
    fileprivate var isTables: Bool { if case .tables = self { true } else { false } }
}
