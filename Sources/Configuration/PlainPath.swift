/// What an absolute path goes through, by its text alone: without what goes nowhere, and with links taken for directories.
package struct PlainPath: Sendable {
    private let components: [Substring]

    /// What `path` goes through.
    package init(_ path: String) {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        self.components = components
    }

    /// How a directory lies to another that it is not beside.
    package enum Relation: String, Sendable {
        /// It is the same.
        case same = "is"
        /// It lies below the other.
        case within = "lies within"
        /// The other lies below it.
        case containing = "contains"
    }

    /// How this lies to `other`; `nil` where they lie beside each other.
    package func relation(to other: PlainPath) -> Relation? {
        guard components.starts(with: other.components) || other.components.starts(with: components) else { return nil }
        if components.count == other.components.count { return .same }
        return components.count > other.components.count ? .within : .containing
    }
}
