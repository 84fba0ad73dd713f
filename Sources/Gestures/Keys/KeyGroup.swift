import Recordings

/// The keys that one part of a hand presses: what a key is taken for when its timing is measured.
enum KeyGroup: Int, CaseIterable {
    case leftLetter
    case rightLetter
    case space
    case erase
    /// Shift, control and the like.
    case modifier
    /// Digits, marks, enter, arrows and everything else.
    case other

    @inline(__always)
    init(_ keyClass: KeyClass) {
        self =
            switch keyClass {
            case .letterLeft: .leftLetter
            case .letterRight: .rightLetter
            case .space: .space
            case .erase: .erase
            case .shift, .modifier: .modifier
            case .otherLetter, .digit, .punctuation, .enter, .tab, .escape, .navigation, .function, .chord, .other:
                .other
            }
    }
}

/// Two keys pressed one after the other.
struct KeyPair: Equatable {
    /// How many there are, of all groups.
    static let count = KeyGroup.allCases.count * KeyGroup.allCases.count

    var first: KeyGroup
    var second: KeyGroup

    /// From 0 to `count` − 1.
    @inline(__always)
    var number: Int { first.rawValue * KeyGroup.allCases.count + second.rawValue }
}
