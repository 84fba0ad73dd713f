/// Days as recorders' clocks have them, in UTC; all times are in s since 1970, and not before.
package enum UTCDay {
    /// How long one is, in s.
    package static let length: Int64 = 86_400

    /// Which day `time` is on; 0 is the first of 1970.
    package static func number(of time: Int64) -> Int64 { time / length }

    /// How far two times of day are apart, in s: half a day at most.
    package static func distance(from time: Int64, to other: Int64) -> Int64 {
        let apart = abs(time &- other) % length
        return min(apart, length - apart)
    }
}
