/// A command that was entered in a terminal, reduced to hashes. A line has one for each program that it starts.
public struct CommandEvent: Sendable, Equatable {
    /// When its line was entered, on the recorder's clock.
    public var time: Timestamp
    /// The hash of the program's name, without its path, and of what kinds of words follow: options, paths, numbers, others. By
    /// this sessions are compared.
    public var command: UInt64
    /// The program's name, then the words that follow. Each letter of short options is a word of its own (`-rf` is `-r` and
    /// `-f`), a long option is one without its value.
    public var words: WordHashes

    /// Creates an event from its parts.
    public init(time: Timestamp, command: UInt64, words: WordHashes) {
        self.time = time
        self.command = command
        self.words = words
    }
}

/// A window's title that was shown, reduced to hashes.
public struct TitleEvent: Sendable, Equatable {
    /// When it was shown, on the recorder's clock.
    public var time: Timestamp
    /// Its words, runs of letters and digits, in small letters.
    public var words: WordHashes

    /// Creates an event from its parts.
    public init(time: Timestamp, words: WordHashes) {
        self.time = time
        self.words = words
    }
}
