/// The numbers of the keystroke features in their spaces, by what is measured.
enum KeystrokeNumbers {
    static let pause = number(.pause)
    static let burst = number(.burst)
    static let groupPair = number(.groupPair)
    static let anyPressToPress = number(.pressToPress(nil))
    static let anyReleaseToPress = number(.releaseToPress(nil))
    static let anyHold = number(.hold(nil))
    static let rollover = number(.rollover)

    /// By the pair's number; `nil` for a pair that is not measured by itself.
    static let pressToPress = pairNumbers { .pressToPress($0) }
    static let releaseToPress = pairNumbers { .releaseToPress($0) }
    /// By the group's number.
    static let hold = KeyGroup.allCases.map { number(.hold($0)) }

    private static func number(_ feature: KeystrokeFeature) -> UInt8 {
        guard let number = KeystrokeFeature.all.firstIndex(of: feature) else {
            preconditionFailure("every keystroke feature has a number")
        }
        return UInt8(number)
    }

    private static func pairNumbers(_ feature: (KeyPair) -> KeystrokeFeature) -> [UInt8?] {
        KeyGroup.allCases.flatMap { first in
            KeyGroup.allCases.map { second in
                let pair = KeyPair(first: first, second: second)
                return KeystrokeFeature.pairs.contains(pair) ? number(feature(pair)) : nil
            }
        }
    }
}
