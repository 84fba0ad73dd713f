/// How many letters have to be put in, left out, replaced or swapped with their neighbour to make one word the other:
/// the optimal string alignment distance.
func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        for j in 0..<b.count {
            var least = min(last[j + 1], row[j]) + 1
            least = min(least, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, beforeLast[j - 1] + 1) }
            row.append(least)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}

/// What of `known` somebody meant who wrote `word`: the nearest, the first of them, if it is near at all.
func nearest(to word: String, among known: [String]) -> String? {
    // Nothing is near to what is far longer, and long words take long.
    let longest = known.map(\.unicodeScalars.count).max() ?? 0
    guard word.unicodeScalars.count <= 2 * longest + 2 else { return nil }
    let nearest = known.map { ($0, editDistance(word, $0)) }.min { $0.1 < $1.1 }
    return nearest.flatMap { $0.1 <= max(1, $0.0.unicodeScalars.count / 3) ? $0.0 : nil }
}
