import Agent
import Testing

struct UTCTimeTests {
    private static let examples: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_772_353_800_250, "2026-03-01T08:30:00.250Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-12_212_553_600_000, "1583-01-01T00:00:00Z"),
    ]

    @Test(arguments: examples)
    func aMomentIsWrittenAndReadBack(milliseconds: Int64, text: String) throws {
        let time = try #require(UTCTime(milliseconds: milliseconds))
        #expect(time.description == text)
        #expect(UTCTime(text) == time)
    }

    @Test func everyMillisecondSurvives() throws {
        for fraction in Int64(0)..<1000 {
            let time = try #require(UTCTime(milliseconds: 1_772_353_800_000 + fraction))
            #expect(UTCTime(time.description) == time)
        }
    }

    @Test(arguments: ["", "Z", "yesterday", "2026-13-01T00:00:00Z", "2026-03-01T08:30:00", "2026-03-01"])
    func whatSaysNoMomentIsRefused(text: String) {
        #expect(UTCTime(text) == nil)
    }

    @Test(arguments: [Int64.min, -12_212_553_600_001, 253_402_300_800_000, .max])
    func aMomentThatCannotBeWrittenIsNone(milliseconds: Int64) {
        #expect(UTCTime(milliseconds: milliseconds) == nil)
    }
}
