import Testing

@testable import Profiles

struct NameKeyTests {
    private static let keys = [NameKey.open, NameKey(low: 1, high: 0), NameKey(low: 0, high: 1)]

    /// SipHash-2-4 of eight zeros under the key of zeros, cut to its lower half.
    @Test func isSipHashOfTheHash() {
        #expect(NameKey.open(0) == 0x6ffe_2567)
    }

    @Test func sameNamesAreTheSameAndOthersAreNot() {
        for key in Self.keys {
            let keyed = (0..<10_000 as Range<UInt32>).map { key($0) }
            #expect(keyed == (0..<10_000 as Range<UInt32>).map { key($0) })
            #expect(Set(keyed).count == keyed.count)
        }
    }

    @Test func underAnotherKeyEverythingIsOther() {
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let same = (0..<10_000 as Range<UInt32>).count { Self.keys[one]($0) == Self.keys[other]($0) }
            #expect(same == 0)
            #expect(Self.keys[one].fingerprint != Self.keys[other].fingerprint)
        }
    }

    /// Whether what was kept without a secret is keyed at last, or names are before they are learnt.
    @Test func itDoesNotMatterWhenNamesAreKeyed() {
        let key = Self.keys[1]
        var circumstances = SessionCircumstances()
        var keyed = SessionCircumstances()
        for (number, name) in SessionCircumstances.Name.allCases.enumerated() where name != .address {
            circumstances[name] = UInt32(number + 7)
            keyed[name] = key(UInt32(number + 7))
        }
        let block = CommandBlock(index: 0, commands: [5, 6, 5, 7, 8])
        var former = OwnerProfile()
        var expected = OwnerProfile()
        for (number, isKeyed) in [(1, false), (2, false), (1, true), (2, true)] {
            var session = SessionSketches(session: "\(number)")
            session.circumstances = isKeyed ? keyed : circumstances
            session.commands = [isKeyed ? block.keyed(with: key) : block]
            if isKeyed { expected.learn(session) } else { former.learn(session) }
        }
        former.apply(key)
        #expect(former == expected)
    }
}
