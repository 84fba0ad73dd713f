import Profiles
import Synthesis
import Testing

struct ProfileTests {
    private func profile(of sketches: [SessionSketch]) -> Profile {
        sketches.reduce(into: Profile()) { $0.learn($1) }
    }

    @Test func keepsTheWindowsOf4800GesturesInEachSize() {
        let profile = profile(of: (0..<30).map { .example($0, windows: [40, 12]) })
        #expect(profile.windows.count { $0.size == 30 } == 160)
        #expect(profile.windows.count { $0.size == 100 } == 48)
        #expect(profile.windowCount == 208)
    }

    @Test func everySessionGivesItsFirstWindowBeforeAnyGivesItsSecond() {
        let profile = profile(of: (0..<60).map { .example($0, windows: [40, 0]) })
        let shares = Dictionary(grouping: profile.windows, by: \.session).mapValues(\.count)
        #expect(shares.count == 60)
        #expect(shares.values.allSatisfy { (2...3).contains($0) })
    }

    @Test(arguments: [1, 2, 3])
    func theOrderOfLearningDoesNotMatter(seed: UInt64) {
        let sketches = (0..<Profile.mostSessions).map { SessionSketch.example($0, windows: [1 + $0 % 7, $0 % 3]) }
        var generator = SplitMix64(seed: seed)
        #expect(profile(of: sketches).windows == profile(of: sketches.shuffled(using: &generator)).windows)
    }

    @Test func learningASessionTwiceChangesNothing() {
        let once = profile(of: (0..<5).map { .example($0) })
        var twice = once
        twice.learn(.example(2))
        #expect(twice == once)
    }

    @Test func aSessionWithoutWindowsIsNotLearnt() {
        #expect(profile(of: [.example(0, windows: [0, 0])]) == Profile())
    }

    /// Only the first session has windows of 100 gestures, so that nothing but its leaving can remove them.
    @Test func the65thSessionPushesOutTheOldest() {
        var profile = profile(of: (0..<64).map { .example($0, windows: [1, $0 == 0 ? 3 : 0]) })
        #expect(profile.windows.count { $0.session == "session 0" && $0.size == 100 } == 3)
        profile.learn(.example(64, windows: [1, 0]))
        #expect(profile.sessions.count == 64)
        #expect(profile.sessions.first == "session 1")
        #expect(!profile.windows.contains { $0.session == "session 0" })
        #expect(profile.learntCount == 65)
    }

    @Test func knowsWhatItsSessionsCameThrough() {
        var profile = Profile()
        for (number, transport) in ["one", nil, "other"].enumerated() {
            profile.learn(.example(number), through: transport)
        }
        #expect(Set(profile.sessionsByTransport.keys) == ["one", "other"])
        profile.forget("session 2")
        #expect(Set(profile.sessionsByTransport.keys) == ["one"])
    }

    @Test(arguments: [nil, "one"])
    func anEncodingSaysWhatSessionsCameThrough(transport: String?) throws {
        var profile = Profile()
        profile.learn(.example(7), through: transport)
        profile.learn(.example(8))
        var bytes: [UInt8] = []
        profile.encode(into: &bytes)
        var offset = 0
        #expect(try Profile(encoded: bytes, at: &offset, cellCount: 1000) == profile)
        #expect(offset == bytes.count)
    }

    @Test func anEncodingWithoutTransportsIsRead() throws {
        let profile = profile(of: [.example(7), .example(8)])
        var bytes: [UInt8] = []
        profile.encode(into: &bytes)
        // Sessions learnt, their number, two names of nine bytes with their lengths; then two empty texts.
        let transports = 22..<24
        #expect(Array(bytes[transports]) == [0, 0])
        bytes.removeSubrange(transports)
        var offset = 0
        #expect(try Profile(encoded: bytes, at: &offset, cellCount: 1000, version: .withoutTransports) == profile)
        #expect(offset == bytes.count)
    }
}
