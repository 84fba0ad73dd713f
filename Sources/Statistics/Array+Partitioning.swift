extension Array {
    /// The index of the first element that satisfies a predicate which every later one satisfies too; the number of
    /// elements if none does.
    ///
    /// - Complexity: O(log n) calls of the predicate.
    @inlinable
    public func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = predicate(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
