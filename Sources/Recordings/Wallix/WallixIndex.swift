/// The `.mwrm` file beside the parts of a session of WALLIX: a head of some lines, and then one for each part that is complete,
/// in their order: its path, what the file system said of it, and from when to when it is.
enum WallixIndex {
    private static let ending = Array(".wrm ".utf8)

    /// The numbers of the parts that `content` names, in its order; nil where it is no index that can be read, such as an
    /// encrypted one. A line that is not complete, or names no part, counts for nothing.
    static func parts(in content: Span<UInt8>) -> [Int64]? {
        let verdicts = [Wallix.judgeAsIndex(content), Wallix.judgeAsOldIndex(content)]
        guard verdicts.contains(where: { $0 == .matches }) else { return nil }
        var numbers: [Int64] = []
        var start = 0
        for end in content.indices where content[end] == UInt8(ascii: "\n") {
            if let number = part(inLine: content.extracting(start..<end)) { numbers.append(number) }
            start = end + 1
        }
        return numbers
    }

    /// The number of the part that a line names, whatever the path is: the bastion writes where the part lay then, and paths
    /// may hold spaces.
    private static func part(inLine line: Span<UInt8>) -> Int64? {
        let starts = (0..<max(line.count - ending.count + 1, 0)).reversed()
        let start = starts.first { start in ending.indices.allSatisfy { line[start + $0] == ending[$0] } }
        guard let start else { return nil }
        // No more of the name than tells its number.
        let name = (max(start - 8, 0)..<start + ending.count - 1).map { line[$0] }
        return WallixName(name[...])?.number
    }
}
