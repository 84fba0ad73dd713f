extension String {
    /// `value` in decimal notation with exactly `decimals` digits after the point.
    ///
    /// The exact binary value is rounded half to even, as C's `%.*f` does, whatever the locale. What rounds to zero
    /// carries no sign. Magnitudes of 2⁶³ or more come in Swift's shortest notation (`1e+20`); what is not finite comes
    /// as `inf`, `-inf` or `nan`.
    ///
    /// - Precondition: `decimals` is between 0 and 9.
    public init(fixedPoint value: Double, decimals: Int) {
        precondition(0...9 ~= decimals, "a fixed-point number has 0 to 9 decimals")
        guard !value.isNaN else {
            self = "nan"
            return
        }
        guard value.magnitude < 0x1p63 else {
            self = value.description
            return
        }
        var unit: UInt64 = 1
        for _ in 0..<decimals { unit *= 10 }

        let units = Self.roundedUnits(of: value.magnitude, perOne: unit)
        let sign = value < 0 && units > 0 ? "-" : ""
        guard decimals > 0 else {
            self = sign + String(units)
            return
        }
        let fraction = String(units % UInt128(unit))
        let padding = String(repeating: "0", count: decimals - fraction.utf8.count)
        self = sign + String(units / UInt128(unit)) + "." + padding + fraction
    }

    /// `magnitude` × `unit`, rounded half to even without an intermediate rounding.
    ///
    /// The significand has 53 bits and a unit of at most 10⁹ has 30; a magnitude below 2⁶³ shifts them left by at most
    /// 10, so 128 bits hold the product.
    private static func roundedUnits(of magnitude: Double, perOne unit: UInt64) -> UInt128 {
        let isNormal = magnitude.exponentBitPattern > 0
        let significand = magnitude.significandBitPattern | (isNormal ? 1 << 52 : 0)
        let exponent = Int(Swift.max(magnitude.exponentBitPattern, 1)) - 1023 - 52
        let product = UInt128(significand) * UInt128(unit)
        guard exponent < 0 else { return product << UInt128(exponent) }

        let shift = -exponent
        guard shift < 128 else { return 0 }
        let whole = product >> UInt128(shift)
        let rest = product - whole << UInt128(shift)
        let half = UInt128(1) << UInt128(shift - 1)
        return rest > half || (rest == half && whole % 2 == 1) ? whole + 1 : whole
    }
}
