import Testing

@testable import Agent

struct BaselineTransportsTests {
    @Test func sayNothingOfWhatOwnersSessionsCameThroughToo() {
        #expect(BaselineTransports(names: ["guacamole", "session-csv"]).remark(on: "guacamole") == nil)
    }

    @Test func sayNothingWhereTheyAreNotKnown() {
        #expect(BaselineTransports().remark(on: "guacamole") == nil)
        #expect(BaselineTransports(names: ["session-csv"]).remark(on: nil) == nil)
    }

    @Test func nameBoth() throws {
        let remark = try #require(BaselineTransports(names: ["session-csv"]).remark(on: "guacamole"))
        #expect(remark.contains("guacamole") && remark.contains("session-csv"))
    }
}
