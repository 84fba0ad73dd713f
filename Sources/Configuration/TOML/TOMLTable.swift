/// A value in a TOML document, with where it begins.
struct TOMLNode {
    var value: TOMLValue
    var position: SourcePosition
}

/// A value in a TOML document.
enum TOMLValue {
    case string(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    /// A date, a time or both; no key takes one.
    case date
    case array([TOMLNode])
    case table(TOMLTable)
    case tables(TOMLTableList)

    /// What people call it.
    var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "true or false"
        case .date: "a date or a time"
        case .array: "an array"
        case .table: "a table"
        case .tables: "an array of tables"
        }
    }
}

/// A key as it is written.
struct TOMLKey {
    var name: String
    var position: SourcePosition
}

/// The tables of an array that is made by headers in double brackets.
final class TOMLTableList {
    var tables: [TOMLTable] = []
}

/// A table of a TOML document while it is built, and afterwards.
///
/// A class, because headers come back to tables that others hold. How deep tables are nested is bounded by the parser.
final class TOMLTable {
    /// How a table came to be, which decides what may still be added to it.
    enum Origin {
        /// By the header of a table below it.
        case implied
        /// By a header of its own.
        case header
        /// By a key with dots.
        case dotted
        /// As a whole, in braces.
        case inline
    }

    struct Entry {
        var key: TOMLKey
        var node: TOMLNode
    }

    var origin: Origin
    /// Where it was made first.
    let position: SourcePosition
    /// In the order of the document.
    private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]

    init(_ origin: Origin, at position: SourcePosition) {
        self.origin = origin
        self.position = position
    }

    /// The entry of this key; `nil` where there is none.
    subscript(key: String) -> Entry? { places[key].map { entries[$0] } }

    /// Adds an entry.
    ///
    /// - Throws: `ConfigurationProblem` where the key is there already.
    func insert(_ node: TOMLNode, _ key: TOMLKey) throws(ConfigurationProblem) {
        if let first = self[key.name] { throw key.isDefinedTwice(first: first.key.position) }
        places[key.name] = entries.count
        entries.append(Entry(key: key, node: node))
    }

    // MARK: What headers and keys with dots make

    /// The table below, for a header that goes on from there.
    func passage(_ key: TOMLKey) throws(ConfigurationProblem) -> TOMLTable {
        guard let entry = self[key.name] else { return try add(.implied, key) }
        switch entry.node.value {
        case .table(let table) where table.origin != .inline: return table
        case .tables(let list): return list.tables[list.tables.count - 1]
        default: throw key.isNoTable(entry)
        }
    }

    /// The table of a header.
    func open(_ key: TOMLKey) throws(ConfigurationProblem) -> TOMLTable {
        guard let entry = self[key.name] else { return try add(.header, key) }
        guard case .table(let table) = entry.node.value, table.origin == .implied else {
            throw key.isDefinedTwice(first: entry.key.position)
        }
        table.origin = .header
        return table
    }

    /// The next table of a header in double brackets.
    func append(_ key: TOMLKey) throws(ConfigurationProblem) -> TOMLTable {
        let table = TOMLTable(.header, at: key.position)
        if let entry = self[key.name] {
            guard case .tables(let list) = entry.node.value else {
                throw key.isDefinedTwice(first: entry.key.position)
            }
            list.tables.append(table)
        } else {
            let list = TOMLTableList()
            list.tables.append(table)
            try insert(TOMLNode(value: .tables(list), position: key.position), key)
        }
        return table
    }

    /// The table before a dot.
    func dotted(_ key: TOMLKey) throws(ConfigurationProblem) -> TOMLTable {
        guard let entry = self[key.name] else { return try add(.dotted, key) }
        guard case .table(let table) = entry.node.value, table.origin == .dotted || table.origin == .implied else {
            throw key.isNoTable(entry)
        }
        return table
    }

    private func add(_ origin: Origin, _ key: TOMLKey) throws(ConfigurationProblem) -> TOMLTable {
        let table = TOMLTable(origin, at: key.position)
        try insert(TOMLNode(value: .table(table), position: key.position), key)
        return table
    }
}

extension TOMLKey {
    fileprivate func isDefinedTwice(first: SourcePosition) -> ConfigurationProblem {
        ConfigurationProblem(
            "\(quoted(name)) is there already, in line \(first.line)",
            at: position,
            "remove one of them"
        )
    }

    fileprivate func isNoTable(_ entry: TOMLTable.Entry) -> ConfigurationProblem {
        ConfigurationProblem(
            "\(quoted(name)) cannot be added to: it is complete since line \(entry.key.position.line)",
            at: position,
            "write all of it there"
        )
    }
}
