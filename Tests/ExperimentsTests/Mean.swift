extension [Double] {
    /// The mean; NaN of nothing.
    var mean: Double { reduce(0, +) / Double(count) }
}
