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
        while commands.count < mostOfLine, let words = lexer.nextCommand() {
            if let command = CommandWords(words) { commands.append(command) }
        }
        return commands
    }

    /// The command of these words; nil where none of them names a program.
    private init?(_ all: [CommandLexer.Word]) {
        var rest = all[...]
        Self.removePrefixes(&rest)
        guard let first = rest.popFirst(), let name = Self.name(of: first.text) else { return nil }
        var kinds: WordKinds = []
        words = WordHashes()
        words.append(name)
        for word in rest {
            kinds.insert(WordKinds(word.shape))
            Self.append(word.text, to: &words)
        }
        command = SipHash(key: 0, 0)(name + [UInt8(ascii: " ")] + kinds.letters)
    }

    /// What follows the last slash of a program's path; nil where that is no name.
    private static func name(of path: [UInt8]) -> [UInt8]? {
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        let last = path[(slash.map { $0 + 1 } ?? 0)...]
        let name = Array((last.isEmpty ? path[...] : last).prefix(longestName))
        guard let first = name.first else { return nil }
        switch first {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "~"), 0x80...: return name
        default: return first.isASCIILetterOrDigit ? name : nil
        }
    }

    private static func append(_ word: [UInt8], to words: inout WordHashes) {
        let dash = UInt8(ascii: "-")
        guard word.count > 1, word[0] == dash else { return words.append(Array(word.prefix(longestWord))) }
        if word[1] == dash {
            words.append(Array(word.prefix { $0 != UInt8(ascii: "=") }.prefix(longestWord)))
        } else if word.dropFirst().allSatisfy(\.isASCIILetterOrDigit) {
            for letter in word.dropFirst().prefix(WordHashes.capacity) { words.append([dash, letter]) }
        } else {
            words.append(Array(word.prefix(longestWord)))
        }
    }

    // MARK: Prefixes

    /// Removes what stands before a program's name: programs that start another with their options, assignments, and what
    /// opens a group or belongs to a loop or a condition. A program that starts none is one itself.
    private static func removePrefixes(_ words: inout ArraySlice<CommandLexer.Word>) {
        var options: StaticString?
        var starting: ArraySlice<CommandLexer.Word>?
        defer { if words.isEmpty, let starting { words = starting } }
        while let word = words.first?.shape {
            if let known = optionsWithValue(ofPrefix: word) {
                options = known
                starting = words
                words.removeFirst()
            } else if let options, word.first == UInt8(ascii: "-") {
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
    private static func optionsWithValue(ofPrefix word: [UInt8]) -> StaticString? {
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

    private static func isAssignment(_ word: [UInt8]) -> Bool {
        guard let end = word.firstIndex(of: UInt8(ascii: "=")), end > 0, !word[0].isASCIIDigit else { return false }
        return word[..<end].allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
    }

    private static func isOpening(_ word: [UInt8]) -> Bool {
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

    /// The kind of a word.
    init(_ word: [UInt8]) {
        if word.first == UInt8(ascii: "-") {
            self = .option
        } else if word.contains(UInt8(ascii: "/")) {
            self = .path
        } else if let first = word.first, first.isASCIIDigit, word.allSatisfy(\.isOfNumber) {
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
    fileprivate init(_ word: [UInt8]) {
        self.init()
        for byte in word.prefix(Self.capacity + 1) { append(byte) }
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
