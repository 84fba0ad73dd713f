extension Array where Element: SIMDScalar & ExpressibleByIntegerLiteral {
    /// Four elements from `start` on; `filler` beyond the last.
    @inline(__always)
    func four(from start: Int, beyond filler: Element = 0) -> SIMD4<Element> {
        guard start &+ 4 <= count else {
            var result = SIMD4(repeating: filler)
            for offset in 0..<(count - start) { result[offset] = self[start + offset] }
            return result
        }
        precondition(start >= 0)
        let values = span
        // Within bounds, as was just checked.
        return unsafe SIMD4(
            values[unchecked: start],
            values[unchecked: start &+ 1],
            values[unchecked: start &+ 2],
            values[unchecked: start &+ 3]
        )
    }

    /// Replaces four elements from `start` on; what would lie beyond the last is dropped.
    @inline(__always)
    mutating func set(_ four: SIMD4<Element>, from start: Int) {
        for offset in 0..<Swift.min(4, count - start) { self[start + offset] = four[offset] }
    }
}
