extension [Double] {
    /// The element at rank ⌊q·(n−1) + ½⌋ of the first n = `count`, which are reordered.
    ///
    /// By quickselect, whose comparisons nobody can foretell: so they are made without a branch, on the bits, which are
    /// in the order of the numbers where none is negative.
    ///
    /// - Precondition: 0 < `count` ≤ the number of elements, none of which is negative; 0 ≤ q ≤ 1.
    mutating func nearestRank(_ q: Double, ofFirst count: Int) -> Double {
        precondition(count > 0 && count <= self.count)
        let rank = Int(q * Double(count - 1) + 0.5)
        var values = mutableSpan
        var low = 0
        var high = count
        while high - low > 1 {
            let pivot = values[low + (high - low) / 2].bitPattern
            let less = values.partition(low, high) { ($0 &- pivot) &>> 63 }
            if rank < less {
                high = less
            } else if less > low {
                low = less
            } else {
                // The pivot is the least. Its like leave with it, or many equal values would take as many rounds.
                let least = values.partition(low, high) { 1 &- (pivot &- $0) &>> 63 }
                if rank < least { return Double(bitPattern: pivot) }
                low = least
            }
        }
        return values[low]
    }
}

extension MutableSpan<Double> {
    /// Moves the elements from `start` to before `end` for whose bits `isFirst` is 1 before those for which it is 0;
    /// returns where these begin.
    @inline(__always)
    fileprivate mutating func partition(_ start: Int, _ end: Int, _ isFirst: (UInt64) -> UInt64) -> Int {
        precondition(start >= 0 && end <= count)
        var boundary = start
        var index = start
        while index < end {
            // Within the range, as the boundary is at most `index`.
            let value = unsafe self[unchecked: index]
            unsafe self[unchecked: index] = self[unchecked: boundary]
            unsafe self[unchecked: boundary] = value
            boundary &+= Int(truncatingIfNeeded: isFirst(value.bitPattern))
            index &+= 1
        }
        return boundary
    }
}
