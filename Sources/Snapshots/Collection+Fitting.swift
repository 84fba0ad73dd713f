extension Collection {
    /// The same elements in memory for no more than these: what has grown one by one has room for twice as many. (An array of
    /// the whole slice of another shares the other's memory.)
    @inlinable public var fitted: [Element] { map { $0 } }
}
