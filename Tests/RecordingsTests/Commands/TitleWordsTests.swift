import Testing

@testable import Recordings

struct TitleWordsTests {
    @Test(arguments: [
        ("Inbox - Mail", ["inbox", "mail"]), ("root@host: ~/src", ["root", "host", "src"]),
        ("Über 42", ["Über", "42"]),
        ("", []), (" -- ", []),
    ])
    func wordsAreRunsOfLettersAndDigits(title: String, words: [String]) {
        var expected = WordHashes()
        for word in words { expected.append(Array(word.utf8)) }
        #expect(TitleWords.words(in: Array(title.utf8)) == expected)
    }
}
