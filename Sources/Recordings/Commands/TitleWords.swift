/// The words of a window's title.
enum TitleWords {
    private static let longestWord = 256

    /// Runs of letters and digits, in small letters; all that is not ASCII counts as letters.
    static func words(in title: [UInt8]) -> WordHashes {
        var words = WordHashes()
        for run in title.split(whereSeparator: { $0 < 0x80 && !$0.isASCIILetterOrDigit }) {
            words.append(run.prefix(longestWord).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 })
        }
        return words
    }
}
