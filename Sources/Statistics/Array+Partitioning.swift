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

    /// Where the first element with `key` is, in ascending order of keys; `nil` where there is none.
    ///
    /// - Complexity: O(log n) calls of `keyOf`.
    @inlinable
    public func sortedIndex<Key: Comparable>(of key: Key, by keyOf: (Element) -> Key) -> Int? {
        let index = partitioningIndex { keyOf($0) >= key }
        return index < endIndex && keyOf(self[index]) == key ? index : nil
    }
}
