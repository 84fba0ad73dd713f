extension [Double] {
    /// The value at or below which a share of at least `fraction` of the elements lies: the element of rank
    /// ⌈`fraction` × `count`⌉.
    ///
    /// - Precondition: the array is sorted and not empty, and `fraction` is between 0 and 1.
    func quantileOfSorted(_ fraction: Double) -> Double {
        let rank = (fraction * Double(count)).rounded(.up)
        return self[Swift.max(Int(rank), 1) - 1]
    }
}
