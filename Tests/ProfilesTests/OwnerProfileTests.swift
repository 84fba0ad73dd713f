import Gestures
import Profiles
import Synthesis
import Testing

struct OwnerProfileTests {
    private static let spaces = FeatureSpaces.shipped

    private static func sketches(_ session: Int, _ modalities: Modality...) -> SessionSketches {
        var sketches = SessionSketches(session: "session \(session)")
        for modality in modalities {
            for index in 0..<3 { sketches.add(window(index, of: modality, seed: session), of: modality) }
            sketches.setGestureCount(90, of: modality)
        }
        sketches.transport = "csv"
        return sketches
    }

    private static func window(_ index: Int, of modality: Modality, seed: Int = 0) -> SessionWindow {
        .example(size: 30, index: index, seed: seed, cellCount: spaces[modality].cellCount)
    }

    private static func profile(_ sessions: [SessionSketches]) -> OwnerProfile {
        sessions.reduce(into: OwnerProfile()) { $0.learn($1) }
    }

    @Test func everyModalityHasAProfileOfItsOwn() {
        let profile = Self.profile([Self.sketches(0, .pointer), Self.sketches(1, .pointer, .keystrokes)])
        #expect(profile.profiles.modalities == [.pointer, .keystrokes])
        #expect(profile.profiles[.pointer]?.sessions == ["session 0", "session 1"])
        #expect(profile.profiles[.keystrokes]?.sessions == ["session 1"])
        #expect(profile.profiles[.keystrokes]?.sessionsByTransport == ["csv": 1])
        #expect(profile.sessions == ["session 0", "session 1"] && profile.learntCount == 2)
        #expect(profile.windowCount == 9)
    }

    @Test func aSessionIsLearntOnceAndNotWithoutWindows() {
        let once = Self.profile([Self.sketches(0, .pointer)])
        #expect(Self.profile([Self.sketches(0, .pointer), Self.sketches(0, .keystrokes)]) == once)
        #expect(Self.profile([Self.sketches(0, .pointer), Self.sketches(1)]) == once)
    }

    /// Many sessions at a terminal do not make what is known of the pointer give way.
    @Test func theOldestGivesWayInItsModalityAlone() {
        let first = [Self.sketches(0, .pointer), Self.sketches(1, .pointer, .terminalInput)]
        let many = (2..<2 + Profile.mostSessions).map { Self.sketches($0, .terminalInput) }
        let profile = Self.profile(first + many)
        #expect(profile.profiles[.pointer]?.sessions == ["session 0", "session 1"])
        #expect(profile.profiles[.terminalInput]?.sessions.count == Profile.mostSessions)
        #expect(profile.sessions.count == 2 + Profile.mostSessions)
        let more = Self.profile(first + many + [Self.sketches(100, .terminalInput)])
        #expect(!more.sessions.contains("session 2") && more.sessions.contains("session 1"))
        #expect(more.sessions.count == 2 + Profile.mostSessions)
    }

    private static func commands(_ session: Int, blocks: Int) -> SessionSketches {
        var sketches = SessionSketches(session: "session \(session)")
        sketches.commands = (0..<blocks).map { block in
            CommandBlock(index: block, commands: (0..<10).map { UInt32(session * 1_000 + $0) })
        }
        sketches.evidence = ["commands", "circumstances"].prefix(session).map {
            SketchedEvidence(voice: $0, evidence: Double(session) / 8)
        }
        return sketches
    }

    @Test func commandsOfTheNewestSessionsAreKept() {
        let profile = Self.profile((0..<40).map { Self.commands($0, blocks: 3) })
        #expect(profile.sessions.count == 21 && profile.sessions.first == "session 19")
        #expect(profile.commands.joined().count == 63)
        let both = Self.profile([Self.sketches(0, .pointer)] + (1..<40).map { Self.commands($0, blocks: 3) })
        #expect(both.sessions.first == "session 0" && both.sessions.count == 22)
    }

    @Test func commandsAreForgottenWithTheirSession() {
        var profile = Self.profile([Self.commands(0, blocks: 1), Self.commands(1, blocks: 2)])
        profile.forget("session 0")
        #expect(profile == Self.profileLike(profile, [Self.commands(1, blocks: 2)]))
    }

    private static func profileLike(_ other: OwnerProfile, _ sessions: [SessionSketches]) -> OwnerProfile {
        var profile = profile(sessions)
        while profile.learntCount < other.learntCount {
            profile.learn(commands(99, blocks: 1))
            profile.forget("session 99")
        }
        return profile
    }

    @Test(arguments: [false, true])
    func commandsAreReadBack(isBaseOlder: Bool) throws {
        let sessions = (0..<5).map { Self.commands($0, blocks: $0) } + [Self.sketches(9, .pointer)]
        let profile = Self.profile(sessions)
        let base = isBaseOlder ? Self.profile(Array(sessions.prefix(3))) : profile
        var bytes: [UInt8] = [7]
        profile.encode(into: &bytes, base: base)
        var alone: [UInt8] = [7]
        profile.encode(into: &alone)
        #expect(bytes.count < alone.count)
        var offset = 1
        let read = try OwnerProfile(encoded: bytes, at: &offset, spaces: Self.spaces, base: base)
        #expect(read == profile && offset == bytes.count)
    }

    private static func circumstances(_ session: Int) -> SessionSketches {
        var sketches = SessionSketches(session: "session \(session)")
        var circumstances = SessionCircumstances()
        if session % 3 > 0 { circumstances.start = 1_700_000_000 + Int64(session) * 86_400 }
        if session % 4 > 0 { circumstances.duration = Int64(session) }
        circumstances.set(.host, "host \(session % 5)", .open)
        sketches.circumstances = circumstances
        return sketches
    }

    @Test func circumstancesAreLearntWithoutWindows() {
        let profile = Self.profile([Self.circumstances(0), Self.sketches(1, .pointer), Self.circumstances(2)])
        #expect(profile.sessions == ["session 0", "session 1", "session 2"])
        #expect(profile.circumstances == [0, 2].compactMap { Self.circumstances($0).circumstances })
        #expect(profile.windowCount == 3)
    }

    @Test func theOldestCircumstancesGiveWay() {
        let many = (1...OwnerProfile.mostCircumstances).map { Self.circumstances($0) }
        var first = Self.circumstances(0)
        #expect(Self.profile([first] + many).sessions.first == "session 1")
        for index in 0..<3 { first.add(Self.window(index, of: .pointer), of: .pointer) }
        let profile = Self.profile([first] + many)
        #expect(profile.sessions.first == "session 0")
        #expect(profile.circumstances.count == OwnerProfile.mostCircumstances)
        #expect(profile.circumstances.first == Self.circumstances(1).circumstances)
    }

    /// Whoever opens many sessions on one day does not make it usual.
    @Test func oneDayHasNoMoreThanItsShare() {
        let sessions = (0..<40).map { number in
            var sketches = SessionSketches(session: "session \(number)")
            var circumstances = SessionCircumstances()
            circumstances.start = Int64(1_700_000_000 + number)
            sketches.circumstances = circumstances
            return sketches
        }
        #expect(Self.profile(sessions).circumstances.count == OwnerProfile.mostCircumstancesOfDay)
        #expect(Self.profile(sessions).learntCount == OwnerProfile.mostCircumstancesOfDay)
    }

    @Test func aNameIsNewOnce() throws {
        let profile = Self.profile([Self.circumstances(0), Self.circumstances(1)])
        #expect(!profile.isNew(try #require(Self.circumstances(6).circumstances)))
        #expect(profile.isNew(try #require(Self.circumstances(2).circumstances)))
    }

    @Test func circumstancesAreReadBack() throws {
        let profile = Self.profile((0..<30).map { $0 % 2 == 0 ? Self.circumstances($0) : Self.sketches($0, .pointer) })
        var bytes: [UInt8] = []
        profile.encode(into: &bytes)
        var offset = 0
        #expect(try OwnerProfile(encoded: bytes, at: &offset, spaces: Self.spaces) == profile)
        #expect(offset == bytes.count)
    }

    @Test func aNameIsTheSameInAnyCase() {
        var (lower, upper) = (SessionCircumstances(), SessionCircumstances())
        lower.set(.host, "db1.example.org", .open)
        upper.set(.host, "DB1.Example.org", .open)
        #expect(lower == upper)
        #expect(lower[.account] == nil)
    }

    @Test func aForgottenSessionIsInNoModality() {
        var profile = Self.profile([Self.sketches(0, .pointer, .keystrokes), Self.sketches(1, .keystrokes)])
        profile.forget("session 0")
        #expect(profile.sessions == ["session 1"])
        #expect(profile.profiles.values.allSatisfy { !$0.sessions.contains("session 0") })
    }

    @Test func isReadBack() throws {
        let profile = Self.profile((0..<9).map { Self.sketches($0, $0 % 2 == 0 ? .pointer : .keystrokes) })
        let base = Self.profile((0..<7).map { Self.sketches($0, $0 % 2 == 0 ? .pointer : .keystrokes) })
        for base in [nil, base] {
            var bytes: [UInt8] = [1, 2, 3]
            profile.encode(into: &bytes, base: base)
            var offset = 3
            #expect(try OwnerProfile(encoded: bytes, at: &offset, spaces: Self.spaces, base: base) == profile)
            #expect(offset == bytes.count)
        }
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func damageIsNoTrap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var intact: [UInt8] = []
        let sessions = (0..<4).map { Self.sketches($0, .pointer, .terminalEcho) } + [Self.circumstances(9)]
        Self.profile(sessions).encode(into: &intact)
        for _ in 0..<2000 {
            var bytes = intact
            bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            var offset = 0
            _ = try? OwnerProfile(encoded: bytes, at: &offset, spaces: Self.spaces)
        }
    }

    // MARK: Sketches

    @Test func sketchesAreReadBack() throws {
        var traced = Self.sketches(3, .keystrokes)
        traced.trace = Self.trace
        for sketches in [
            Self.sketches(0), Self.sketches(1, .pointer), Self.sketches(2, .terminalEcho, .keystrokes), traced,
        ] {
            var read = try SessionSketches(encoded: sketches.encoded, session: sketches.session, spaces: Self.spaces)
            read.transport = sketches.transport
            #expect(read == sketches)
        }
    }

    private static let trace = SessionTrace(
        input: ReplaySketch(keys: [0, 9, .max], moves: [7], presses: [1, 2])!,
        start: 1_700_000_000
    )

    /// Sketches of a former version end with the modalities.
    @Test func sketchesWithoutATraceAreReadBack() throws {
        let sketches = Self.sketches(1, .pointer)
        let encoded = Array(sketches.encoded.dropLast())
        let read = try SessionSketches(encoded: encoded, session: sketches.session, spaces: Self.spaces)
        #expect(read.trace == nil && read.sketches == sketches.sketches)
    }

    @Test func sketchesOfPartsAreThatOfTheWhole() {
        var parts = Self.sketches(0, .pointer)
        var other = SessionSketches(session: "session 0")
        for index in 3..<9 { other.add(Self.window(index, of: .keystrokes), of: .keystrokes) }
        parts.merge(other)
        var whole = Self.sketches(0, .pointer)
        for index in 3..<9 { whole.add(Self.window(index, of: .keystrokes), of: .keystrokes) }
        #expect(parts == whole)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func damagedSketchesAreNoTrap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var sketches = Self.sketches(3, .pointer, .keystrokes)
        sketches.trace = Self.trace
        let intact = sketches.encoded
        for _ in 0..<2000 {
            var bytes = intact
            bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            _ = try? SessionSketches(encoded: bytes, session: "session 3", spaces: Self.spaces)
        }
    }
}
