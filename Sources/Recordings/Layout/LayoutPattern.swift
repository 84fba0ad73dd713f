/// How a recorder names its files, as a pattern that finds the names in a path: `{user}/session_{session}`.
///
/// A pattern is literal text with placeholders. It has to match a whole path relative to the recordings' directory, after
/// a `.gz` at the path's end is taken off. A placeholder stands for one or more bytes other than `/`; where several
/// divisions would match, earlier placeholders take as little as they can. `{session}` can stand for several components that
/// follow each other, `{session}/{session}/{session}/timing`, where a session is a directory that has no single name.
///
/// ```swift
/// let layout = try LayoutPattern("{user}/session_{session}")
/// layout.match("alice/session_17.gz")?.user  // alice
/// ```
public struct LayoutPattern: Sendable, Equatable {
    /// What a placeholder names.
    public enum Placeholder: String, Sendable, CaseIterable {
        /// The person who authenticated to the box.
        case user
        /// The session.
        case session
        /// The machine that was reached.
        case host
        /// The account on that machine.
        case account
        /// Where the person came from.
        case address
        /// Whatever there is: `{}`, as often as it is needed.
        case anything = ""
    }

    enum Part: Sendable, Equatable {
        /// Bytes that stand for themselves, never none.
        case literal([UInt8])
        case placeholder(Placeholder)
    }

    /// The pattern as it was written.
    public let text: String
    /// The parts of each path component, the outermost first. Between two placeholders there is always a literal.
    private let components: [[Part]]

    /// Reads a pattern.
    ///
    /// - Throws: `LayoutPatternError` with the place of what is wrong.
    public init(_ text: String) throws(LayoutPatternError) {
        var parser = LayoutPatternParser(text)
        self.text = text
        components = try parser.parse()
    }

    /// Whether the pattern says whose a recording is. If it does not, its recordings name nobody.
    public var namesUser: Bool { components.joined().contains(.placeholder(.user)) }

    /// The names that `path` holds; nil where the pattern does not match.
    public func match(_ path: String) -> LayoutMatch? {
        match(bytes: Array(path.utf8))
    }

    /// The names that a path, relative to the recordings' directory, holds; nil where the pattern does not match.
    ///
    /// - Complexity: linear in the path's length for ordinary paths; at worst its product with the longest literal's.
    public func match(bytes path: [UInt8]) -> LayoutMatch? {
        let compression = Array(".gz".utf8)
        let name =
            path.suffix(compression.count).elementsEqual(compression) ? path.dropLast(compression.count) : path[...]
        let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == components.count else { return nil }
        var match = LayoutMatch()
        for (part, component) in zip(parts, components) {
            guard Self.match(part, component[...], &match) else { return nil }
        }
        return match
    }

    /// Matches one path component. Taking the first place of each literal is enough: if any division matches, one with
    /// the first places does, because only the last literal is bound to a place.
    private static func match(_ text: ArraySlice<UInt8>, _ parts: ArraySlice<Part>, _ match: inout LayoutMatch) -> Bool
    {
        var text = text
        var parts = parts
        if case .literal(let prefix)? = parts.first {
            guard text.starts(with: prefix) else { return false }
            text = text.dropFirst(prefix.count)
            parts = parts.dropFirst()
        }
        while case .placeholder(let placeholder)? = parts.popFirst() {
            guard !text.isEmpty else { return false }
            guard case .literal(let literal)? = parts.popFirst() else {
                match.take(RecordingName(bytes: Array(text)), as: placeholder)
                return true
            }
            let found =
                parts.isEmpty
                ? endIndex(of: literal, in: text) : firstIndex(of: literal, in: text, from: text.startIndex + 1)
            guard let found else { return false }
            match.take(RecordingName(bytes: Array(text[..<found])), as: placeholder)
            text = text[(found + literal.count)...]
        }
        return text.isEmpty
    }

    /// Where `literal` starts if `text` ends with it and has at least one byte before.
    private static func endIndex(of literal: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        let start = text.endIndex - literal.count
        return start > text.startIndex && text[start...].elementsEqual(literal) ? start : nil
    }

    private static func firstIndex(of literal: [UInt8], in text: ArraySlice<UInt8>, from start: Int) -> Int? {
        guard start <= text.endIndex - literal.count else { return nil }
        return (start...text.endIndex - literal.count).first { text[$0...].starts(with: literal) }
    }
}

/// What a path says about its recording.
public struct LayoutMatch: Sendable, Equatable {
    /// The person who authenticated to the box.
    public private(set) var user: RecordingName?
    /// The session.
    public private(set) var session: RecordingName?
    /// The machine that was reached.
    public private(set) var host: RecordingName?
    /// The account on that machine.
    public private(set) var account: RecordingName?
    /// Where the person came from.
    public private(set) var address: RecordingName?

    /// Takes what a placeholder stands for; for the second time what it goes on with in the next component.
    fileprivate mutating func take(_ name: RecordingName, as placeholder: LayoutPattern.Placeholder) {
        guard let keyPath = Self.keyPath(placeholder) else { return }
        guard let former = self[keyPath: keyPath] else { return self[keyPath: keyPath] = name }
        self[keyPath: keyPath] = RecordingName(bytes: former.bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    private static func keyPath(_ placeholder: LayoutPattern.Placeholder) -> WritableKeyPath<Self, RecordingName?>? {
        switch placeholder {
        case .user: \.user
        case .session: \.session
        case .host: \.host
        case .account: \.account
        case .address: \.address
        case .anything: nil
        }
    }
}
