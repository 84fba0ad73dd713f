import Testing

@testable import Agent

struct BaselineTransportsTests {
    @Test(arguments: [["guacamole": 1, "session-csv": 1], ["guacamole": 3, "session-csv": 2], ["guacamole": 1]])
    func sayNothingOfWhatHalfOfTheOwnersSessionsCameThroughToo(counts: [String: Int]) {
        #expect(BaselineTransports(counts: counts).remark(on: "guacamole") == nil)
    }

    @Test func sayNothingWhereTheyAreNotKnown() {
        #expect(BaselineTransports().remark(on: "guacamole") == nil)
        #expect(BaselineTransports(counts: ["session-csv": 1]).remark(on: nil) == nil)
    }

    @Test(arguments: [["session-csv": 60], ["session-csv": 60, "guacamole": 1]])
    func nameBothAndHowMany(counts: [String: Int]) throws {
        let remark = try #require(BaselineTransports(counts: counts).remark(on: "guacamole"))
        #expect(remark.contains("guacamole") && remark.contains("session-csv"))
        #expect(remark.contains("60 of \(counts.values.reduce(0, +)) sessions"))
    }
}
