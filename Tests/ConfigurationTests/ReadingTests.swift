import Testing

@testable import Configuration

struct ReadingTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("threshold", "treshold", 1), ("silence", "silecne", 1),
        ("kitten", "sitting", 3), ("age", "aeg", 1), ("scored", "unscored", 2),
    ])
    func distancesAreSymmetric(a: String, b: String, distance: Int) {
        #expect(editDistance(a, b) == distance)
        #expect(editDistance(b, a) == distance)
    }

    @Test func onlyWhatIsNearIsMeant() {
        let known = ["scored", "unscored", "age"]
        #expect(nearest(to: "unscord", among: known) == "unscored")
        #expect(nearest(to: "scorde", among: known) == "scored")
        #expect(nearest(to: "ages", among: known) == "age")
        #expect(nearest(to: "limit", among: known) == nil)
        #expect(nearest(to: String(repeating: "scored", count: 100_000), among: known) == nil)
        #expect(nearest(to: "x", among: []) == nil)
    }

    @Test(
        arguments: [
            ("48 MiB", 48 << 20), ("48MiB", 48 << 20), ("1 GiB", 1 << 30), ("0 KiB", 0), ("007 KiB", 7168),
            ("48", nil), ("MiB", nil), ("48 mib", nil), ("48 MB", nil), (" 48 MiB", nil), ("48 MiB ", nil),
            ("4.5 MiB", nil), ("-1 MiB", nil), ("9223372036854775807 KiB", nil), ("99999999999999999999 KiB", nil),
            ("٤ MiB", nil),
        ] as [(String, Int?)]
    )
    func amountsOfMemoryAreExact(text: String, bytes: Int?) {
        #expect(MemoryAmount.bytes(text) == bytes)
    }
}
