import Statistics

/// One program of an entered line, as hashes.
public struct CommandWords: Sendable, Equatable {
    /// The most programs of one line; what follows them is left out.
    public static let mostOfLine = 32

    private static let longestName = 64
    private static let longestWord = 256

    /// The hash of the program's name and of the kinds of the words that follow it.
    public var command: UInt64
    /// The program's name, then the words that follow.
    public var words: WordHashes

    /// Creates a command from its parts.
    public init(command: UInt64, words: WordHashes) {
        self.command = command
        self.words = words
    }

    /// The commands of a line as a person enters it, or of a rule that is to be compared with such lines.
    ///
    /// - Parameter line: UTF-8; no byte of it makes it invalid.
    public static func commands(in line: [UInt8]) -> [CommandWords] {
        var lexer = CommandLexer(line)
        var commands: [CommandWords] = []
        while commands.count < mostOfLine, lexer.next() {
            if let command = CommandWords(lexer) { commands.append(command) }
        }
        return commands
    }

    /// A lexer's present command; nil where none of its words names a program.
    private init?(_ lexer: borrowing CommandLexer) {
        let (texts, shapes) = (lexer.texts.span, lexer.shapes.span)
        var rest = lexer.words[...]
        Self.removePrefixes(&rest, shapes)
        guard let first = rest.popFirst(), let name = Self.name(in: texts, first.text) else { return nil }
        var kinds: WordKinds = []
        words = WordHashes()
        words.append(texts.extracting(name))
        for word in rest {
            kinds.insert(WordKinds(shapes.extracting(word.shape)))
            Self.append(texts.extracting(word.text), to: &words)
        }
        command = SipHash(key: 0, 0)(lexer.texts[name] + [UInt8(ascii: " ")] + kinds.letters)
    }

    /// What follows the last slash of a program's path; nil where that is no name.
    private static func name(in texts: Span<UInt8>, _ path: Range<Int>) -> Range<Int>? {
        var start = path.upperBound
        while start > path.lowerBound, texts[start - 1] != UInt8(ascii: "/") { start -= 1 }
        if start == path.upperBound { start = path.lowerBound }
        guard start < path.upperBound else { return nil }
        let name = start..<min(path.upperBound, start + longestName)
        switch texts[start] {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "~"), 0x80...: return name
        default: return texts[start].isASCIILetterOrDigit ? name : nil
        }
    }

    private static func append(_ word: Span<UInt8>, to words: inout WordHashes) {
        let dash = UInt8(ascii: "-")
        var end = word.count
        if word.count > 1, word[0] == dash {
            if word[1] == dash {
                end = word.firstIndex(of: UInt8(ascii: "=")) ?? end
            } else if word.extracting(1...).allSatisfy(\.isASCIILetterOrDigit) {
                for index in 1...min(word.count - 1, WordHashes.capacity) {
                    let option: [2 of UInt8] = [dash, word[index]]
                    words.append(option.span)
                }
                return
            }
        }
        words.append(word.extracting(..<min(end, longestWord)))
    }

    // MARK: Prefixes

    /// Removes what stands before a program's name: programs that start another with their options, assignments, and what
    /// opens a group or belongs to a loop or a condition. A program that starts none is one itself.
    private static func removePrefixes(_ words: inout ArraySlice<CommandLexer.Word>, _ shapes: Span<UInt8>) {
        var options: StaticString?
        var starting: ArraySlice<CommandLexer.Word>?
        defer { if words.isEmpty, let starting { words = starting } }
        while let place = words.first?.shape {
            let word = shapes.extracting(place)
            if let known = optionsWithValue(ofPrefix: word) {
                options = known
                starting = words
                words.removeFirst()
            } else if let options, word[0] == UInt8(ascii: "-") {
                let takesNext = word.count == 2 && options.contains(word[1])
                words.removeFirst(takesNext ? min(2, words.count) : 1)
            } else if isAssignment(word) || isOpening(word) {
                words.removeFirst()
            } else {
                return
            }
        }
    }

    /// The letters of the options of a program that starts another to which the next word belongs; nil for any other program.
    private static func optionsWithValue(ofPrefix word: Span<UInt8>) -> StaticString? {
        switch ShortText(word) {
        case ShortText("sudo"): "CDghpRrTtUu"
        case ShortText("doas"): "Cu"
        case ShortText("env"): "uCS"
        case ShortText("nice"): "n"
        case ShortText("ionice"): "cnp"
        case ShortText("time"): "fo"
        case ShortText("exec"): "a"
        case ShortText("stdbuf"): "ioe"
        case ShortText("nohup"), ShortText("command"), ShortText("builtin"), ShortText("setsid"): ""
        default: nil
        }
    }

    private static func isAssignment(_ word: Span<UInt8>) -> Bool {
        guard let end = word.firstIndex(of: UInt8(ascii: "=")), end > 0, !word[0].isASCIIDigit else { return false }
        return word.extracting(..<end).allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
    }

    private static func isOpening(_ word: Span<UInt8>) -> Bool {
        switch ShortText(word) {
        case ShortText("("), ShortText("{"), ShortText("!"), ShortText("if"), ShortText("then"), ShortText("elif"),
            ShortText("else"), ShortText("while"), ShortText("until"), ShortText("do"):
            true
        default: false
        }
    }
}

/// Which kinds of words follow a program's name.
private struct WordKinds: OptionSet {
    let rawValue: UInt8

    static let option = WordKinds(rawValue: 1)
    static let path = WordKinds(rawValue: 2)
    static let number = WordKinds(rawValue: 4)
    static let other = WordKinds(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The kind of a word, which is not empty.
    init(_ word: Span<UInt8>) {
        if word[0] == UInt8(ascii: "-") {
            self = .option
        } else if word.firstIndex(of: UInt8(ascii: "/")) != nil {
            self = .path
        } else if word[0].isASCIIDigit, word.allSatisfy(\.isOfNumber) {
            self = .number
        } else {
            self = .other
        }
    }

    var letters: [UInt8] {
        var letters: [UInt8] = []
        if contains(.option) { letters.append(UInt8(ascii: "-")) }
        if contains(.path) { letters.append(UInt8(ascii: "/")) }
        if contains(.number) { letters.append(UInt8(ascii: "#")) }
        if contains(.other) { letters.append(UInt8(ascii: "w")) }
        return letters
    }
}

extension ShortText {
    fileprivate init(_ word: Span<UInt8>) {
        self.init()
        take(word)
    }
}

extension Span<UInt8> {
    fileprivate func allSatisfy(_ predicate: (UInt8) -> Bool) -> Bool {
        for index in indices where !predicate(self[index]) { return false }
        return true
    }
}

extension StaticString {
    fileprivate func contains(_ letter: UInt8) -> Bool {
        unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount).contains(letter)
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    var isASCIILetterOrDigit: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 || isASCIIDigit }
    fileprivate var isOfNumber: Bool { isASCIIDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: ":") }
}
