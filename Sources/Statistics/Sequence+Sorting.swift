extension Sequence {
    /// The elements in descending order of `value`; equal ones stay in the order in which they are.
    @inlinable
    public func sorted(descendingBy value: (Element) -> Double) -> [Element] {
        enumerated()
            .sorted { (value($1.element), $0.offset) < (value($0.element), $1.offset) }
            .map(\.element)
    }
}
