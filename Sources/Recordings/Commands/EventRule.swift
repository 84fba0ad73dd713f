/// A command or a window's title that somebody wants to be told of.
public struct EventRule: Sendable, Equatable {
    /// No more are looked for in a session.
    public static let most = 64

    /// What it is looked for in.
    public enum Subject: String, Sendable, Codable, CaseIterable {
        /// What is entered in terminals: the program's name has to be the same, and all words have to be among those behind it.
        case command
        /// The titles of windows: all words have to be among theirs, in any order.
        case title
    }

    /// What it is called in reports.
    public let name: String
    /// What it is looked for in.
    public let subject: Subject
    private let words: WordHashes

    /// A rule, `nil` where `text` is not one command, or has no word.
    ///
    /// - Parameter text: a command as it is entered, such as `rm -rf`, or words of a title.
    public init?(name: String, _ subject: Subject, _ text: String) {
        self.name = name
        self.subject = subject
        switch subject {
        case .command:
            let commands = CommandWords.commands(in: Array(text.utf8))
            guard commands.count == 1 else { return nil }
            words = commands[0].words
        case .title: words = TitleWords.words(in: Array(text.utf8))
        }
        if words.first == nil { return nil }
    }

    /// Whether `event` is what is looked for.
    public func matches(_ event: CommandEvent) -> Bool {
        subject == .command && event.words.first == words.first && event.words.contains(allOf: words)
    }

    /// Whether `event` is what is looked for.
    public func matches(_ event: TitleEvent) -> Bool { subject == .title && event.words.contains(allOf: words) }
}
