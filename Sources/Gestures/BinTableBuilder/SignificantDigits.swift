extension Double {
    /// The double nearest to the decimal number with `digits` significant digits that is nearest to this one, or with
    /// fewer digits where that would take more than 22 decimals.
    ///
    /// Made of single operations of IEEE 754 and no logarithm, so that every processor gives the same result.
    ///
    /// - Precondition: `digits` is in 1…15.
    func rounded(toSignificantDigits digits: Int) -> Double {
        precondition((1...15).contains(digits), "a double has 15 decimal digits")
        guard isFinite, self != 0 else { return self }
        // Powers of ten up to 10²² are exact, hence so are both scalings but for their last rounding.
        var exponent = 0
        while exponent < 22, magnitude * powerOfTen(exponent) < powerOfTen(digits - 1) { exponent += 1 }
        while magnitude / powerOfTen(-exponent) >= powerOfTen(digits), exponent > -22 { exponent -= 1 }
        return exponent >= 0
            ? (self * powerOfTen(exponent)).rounded(.toNearestOrEven) / powerOfTen(exponent)
            : (self / powerOfTen(-exponent)).rounded(.toNearestOrEven) * powerOfTen(-exponent)
    }
}

/// 10ⁿ; 1 for n < 0.
private func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<max(exponent, 0) { power *= 10 }
    return power
}
