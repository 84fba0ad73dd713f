/// Cuts an entered line into commands, and these into words.
///
/// Only as much of a shell's grammar is known as a line's programs and their words need: quotes, redirections, and what stands
/// between commands. What is quoted is plain, whatever it holds.
struct CommandLexer {
    /// A word of a command.
    struct Word {
        /// Where in `texts` it is without its quotation marks.
        var text: Range<Int>
        /// Where in `shapes` it is with a letter for each quotation.
        var shape: Range<Int>
    }

    private let line: [UInt8]
    private var position = 0
    /// The words of the present command; none where nothing stands between two separators.
    private(set) var words: [Word] = []
    private(set) var texts: [UInt8] = []
    private(set) var shapes: [UInt8] = []

    /// A lexer at the line's start.
    init(_ line: [UInt8]) {
        self.line = line
    }

    /// Goes on to the next command; false at the line's end.
    mutating func next() -> Bool {
        guard position < line.count else { return false }
        words.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        shapes.removeAll(keepingCapacity: true)
        while position < line.count {
            let byte = line[position]
            if let end = endOfQuotation(at: position) {
                texts += line[position + 1..<end]
                shapes.append(UInt8(ascii: "x"))
                position = end + 1
            } else if isRedirection(at: position) {
                skipRedirection()
            } else if Self.separates(byte) {
                position += 1
                break
            } else if Self.isBlank(byte) {
                endWord()
                position += 1
            } else {
                var end = position + 1
                while end < line.count, Self.isPlain(line[end]) { end += 1 }
                texts += line[position..<end]
                shapes += line[position..<end]
                position = end
            }
        }
        endWord()
        return true
    }

    /// The word that has been begun, which may be empty.
    private var word: Word {
        Word(
            text: (words.last?.text.upperBound ?? 0)..<texts.count,
            shape: (words.last?.shape.upperBound ?? 0)..<shapes.count
        )
    }

    private mutating func endWord() {
        let ended = word
        if !ended.shape.isEmpty { words.append(ended) }
    }

    /// The index of the mark that ends the quotation which begins at `start`; nil where none begins.
    private func endOfQuotation(at start: Int) -> Int? {
        guard line[start] == UInt8(ascii: "'") || line[start] == UInt8(ascii: "\"") else { return nil }
        var end = start + 1
        while end < line.count, line[end] != line[start] { end += 1 }
        return end < line.count ? end : nil
    }

    private func isRedirection(at index: Int) -> Bool {
        let byte = line[index]
        if byte == UInt8(ascii: "&"), index + 1 < line.count { return Self.redirects(line[index + 1]) }
        return Self.redirects(byte)
    }

    /// Takes a word that is a descriptor off the words.
    private mutating func dropDescriptor() {
        let (text, shape) = (texts[word.text], shapes[word.shape])
        guard shape == text, text.allSatisfy(\.isASCIIDigit) else { return }
        texts.removeLast(text.count)
        shapes.removeLast(shape.count)
    }

    /// Moves behind a redirection and its target, and takes the descriptor before it off the words.
    private mutating func skipRedirection() {
        dropDescriptor()
        endWord()
        if line[position] == UInt8(ascii: "&") { position += 1 }
        var marks = 0
        while position < line.count, marks < 3, Self.redirects(line[position]) {
            position += 1
            marks += 1
        }
        if position < line.count, line[position] == UInt8(ascii: "&") { position += 1 }
        while position < line.count, Self.isBlank(line[position]) { position += 1 }
        while position < line.count {
            if let end = endOfQuotation(at: position) {
                position = end + 1
            } else if Self.separates(line[position]) || Self.isBlank(line[position]) || Self.redirects(line[position]) {
                return
            } else {
                position += 1
            }
        }
    }

    private static func redirects(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }

    private static func separates(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&")
            || byte == UInt8(ascii: "\n")
    }

    /// Whether a byte is one of a word, whatever comes behind it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): false
        default: !isBlank(byte) && !separates(byte) && !redirects(byte)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte != UInt8(ascii: "\n") && 0x09...0x0D ~= byte
    }
}
