import Foundation
import Profiles
import Synthesis
import Testing

@testable import Scoring

struct CircumstanceModelTests {
    private static let day: Int64 = 86_400
    /// A Monday, at midnight.
    private static let monday: Int64 = 1_699_833_600

    /// A session that begins so many days and hours after that Monday.
    private static func session(
        day: Int64,
        hour: Double = 9,
        host: String? = "db1",
        account: String? = "root",
        minutes: Int64? = 20
    ) -> SessionCircumstances {
        var session = SessionCircumstances()
        session.start = monday + day * Self.day + Int64(hour * 3600)
        session.duration = minutes.map { $0 * 60 }
        if let host { session.set(.host, host, .open) }
        if let account { session.set(.account, account, .open) }
        return session
    }

    /// Of an owner who works from 8 to 17 on workdays, and is on one of few hosts.
    private static func workdays(_ count: Int64, seed: UInt64 = 1) -> [SessionCircumstances] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { number in
            session(
                day: number / 5 * 7 + number % 5,
                hour: .random(in: 8..<17, using: &random),
                host: Bool.random(using: &random) ? "db1" : "db2",
                minutes: .random(in: 10...60, using: &random)
            )
        }
    }

    private static func kinds(_ assessment: CircumstanceAssessment?) -> [CircumstanceAssessment.Kind] {
        assessment?.parts.filter { $0.surprise > 1.1 }.map(\.kind) ?? []
    }

    @Test func ofTooLittleNothingIsSaid() {
        let history = Self.workdays(2)
        #expect(CircumstanceModel(history).assess(Self.session(day: 7)) == nil)
        var vague = SessionCircumstances()
        vague.duration = 60
        vague.set(.transport, "ttyrec", .open)
        #expect(CircumstanceModel(Self.workdays(40)).assess(vague) == nil)
    }

    @Test func whatIsUsualIsNotUnusual() throws {
        let assessment = try #require(CircumstanceModel(Self.workdays(60)).assess(Self.session(day: 84, hour: 12)))
        #expect(assessment.sessions == 60)
        #expect(assessment.tailProbability > 0.2)
        #expect(Self.kinds(assessment).isEmpty)
    }

    @Test func aNewHostIsWhatStandsOut() throws {
        let new = Self.session(day: 84, hour: 12, host: "vault")
        let assessment = try #require(CircumstanceModel(Self.workdays(60)).assess(new))
        #expect(Self.kinds(assessment).first == .name(.host))
        #expect(assessment.parts.first?.alike == 0)
        #expect(assessment.moreUnusual + assessment.asUnusual == 0)
        #expect(abs(assessment.evidence - log(61)) < 1e-12)
    }

    @Test func whoIsOnNewHostsAllTheTimeIsOnOneMore() throws {
        let history = Self.workdays(60).enumerated().map { number, session in
            var session = session
            session.set(.host, "host \(number)", .open)
            return session
        }
        let assessment = try #require(
            CircumstanceModel(history).assess(Self.session(day: 84, hour: 12, host: "one more"))
        )
        #expect(assessment.tailProbability > 0.2)
        #expect(Self.kinds(assessment).isEmpty)
    }

    @Test func theNightAndTheWeekendStandOut() throws {
        let model = CircumstanceModel(Self.workdays(60))
        let night = try #require(model.assess(Self.session(day: 84, hour: 3)))
        #expect(Self.kinds(night).first == .hour && night.moreUnusual + night.asUnusual == 0)
        let sunday = try #require(model.assess(Self.session(day: 83, hour: 12)))
        #expect(Self.kinds(sunday) == [.weekday])
    }

    /// Half past eleven at night is near half past twelve.
    @Test func theDayIsACircle() throws {
        let history = (0..<30).map { Self.session(day: $0, hour: 23.5) }
        let assessment = try #require(CircumstanceModel(history).assess(Self.session(day: 31, hour: 0.5)))
        #expect(!Self.kinds(assessment).contains(.hour))
    }

    /// Two kinds of sessions, day by day in turn.
    private static func alternating(_ first: SessionCircumstances, _ second: SessionCircumstances)
        -> [SessionCircumstances]
    {
        (0..<60).map { (number: Int64) in
            var session = number % 2 == 0 ? first : second
            session.start = session.start.map { $0 + number * day }
            return session
        }
    }

    @Test func whatIsKnownBothWaysCanBeNewTogether() throws {
        let history = Self.alternating(
            Self.session(day: 0, host: "db1", account: "root"),
            Self.session(day: 0, host: "db2", account: "me")
        )
        let model = CircumstanceModel(history)
        let usual = try #require(model.assess(Self.session(day: 61, host: "db1", account: "root")))
        let mixed = try #require(model.assess(Self.session(day: 61, host: "db1", account: "me")))
        #expect(!Self.kinds(usual).contains(.set(.host, .account)))
        #expect(Self.kinds(mixed).first == .set(.host, .account))
        #expect(mixed.moreUnusual + mixed.asUnusual == 0)
    }

    @Test func anHourCanBeUnusualOnItsHostAlone() throws {
        let history = Self.alternating(
            Self.session(day: 0, hour: 9, host: "db1"),
            Self.session(day: 0, hour: 21, host: "db2")
        )
        let assessment = try #require(CircumstanceModel(history).assess(Self.session(day: 61, hour: 21, host: "db1")))
        #expect(Self.kinds(assessment).contains(.hourOnHost))
        #expect(!Self.kinds(assessment).contains(.hour))
    }

    @Test func aSessionThatGoesOnIsNotShort() throws {
        let model = CircumstanceModel(Self.workdays(40))
        let over = try #require(model.assess(Self.session(day: 56, hour: 12, minutes: 0)))
        let open = try #require(model.assess(Self.session(day: 56, hour: 12, minutes: nil)))
        #expect(Self.kinds(over) == [.shortDuration])
        #expect(!open.parts.contains { [.shortDuration, .longDuration].contains($0.kind) })
        let long = try #require(model.assess(Self.session(day: 56, hour: 12, minutes: 900)))
        #expect(Self.kinds(long) == [.longDuration])
    }

    @Test func whatIsLongAgoCountsForNothing() throws {
        let history = Self.workdays(20)
        let later = Self.session(day: 150)
        #expect(CircumstanceModel(history).assess(later) == nil)
        #expect(CircumstanceModel(history, days: 365).assess(later)?.sessions == 20)
    }

    /// A recorder that begins to say where users come from makes nothing unusual, nor does it keep the rest from being compared.
    @Test func onlyWhatIsKnownOfMostIsCompared() throws {
        let history = Self.workdays(40)
        func from(_ address: String, _ session: SessionCircumstances) -> SessionCircumstances {
            var session = session
            session.set(.address, address, .open)
            return session
        }
        let session = from("10.0.0.1", Self.session(day: 56, hour: 12))
        let first = try #require(CircumstanceModel(history).assess(session))
        #expect(first.sessions == 40 && !first.parts.contains { $0.kind == .name(.address) })
        let half = history.prefix(20) + history.suffix(20).map { from("10.0.0.1", $0) }
        let known = try #require(CircumstanceModel(Array(half)).assess(session))
        #expect(known.sessions == 20 && known.parts.contains { $0.kind == .name(.address) })
        var vaguer = session
        vaguer[.host] = nil
        #expect(CircumstanceModel(history).assess(vaguer)?.sessions == 40)
    }

    /// The rarer a name is, the more it says.
    @Test func whatWasSeenOnceIsNoRarerThanWhatIsNew() throws {
        let history = (0..<60).map { (number: Int64) in
            Self.session(day: number, host: number < 50 ? "db1" : "host \(number)")
        }
        func surprise(_ host: String) throws -> Double {
            let assessment = try #require(CircumstanceModel(history).assess(Self.session(day: 61, host: host)))
            return try #require(assessment.parts.first { $0.kind == .name(.host) }).surprise
        }
        #expect(try surprise("new") > surprise("host 55"))
        #expect(try surprise("host 55") > surprise("db1"))
    }

    /// Who always does the same says nothing by doing it again.
    @Test func whatIsAlwaysTheSameIsInTheMiddle() throws {
        var session = SessionCircumstances()
        session.set(.host, "db1", .open)
        let assessment = try #require(
            CircumstanceModel([SessionCircumstances](repeating: session, count: 40)).assess(session)
        )
        #expect(abs(assessment.tailProbability - 21.0 / 41) < 1e-12)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func theOrderOfSessionsDoesNotMatter(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let history = Self.workdays(30, seed: seed)
        let session = Self.session(day: 42, hour: .random(in: 0..<24, using: &random), host: "db2")
        let ordered = try #require(CircumstanceModel(history).assess(session))
        let shuffled = try #require(CircumstanceModel(history.shuffled(using: &random)).assess(session))
        #expect(ordered.moreUnusual == shuffled.moreUnusual && ordered.asUnusual == shuffled.asUnusual)
        #expect(ordered.parts.map(\.alike) == shuffled.parts.map(\.alike))
    }

    /// One owner's sessions, each after those before it.
    @Test func tailProbabilitiesOfOwnSessionsAreUniform() throws {
        var found: [Double] = []
        for seed in 1...6 as ClosedRange<UInt64> {
            let history = Self.workdays(128, seed: seed)
            for count in 64..<history.count {
                let model = CircumstanceModel(Array(history[..<count]), days: 1000)
                found.append(try #require(model.assess(history[count])).tailProbability)
            }
        }
        found.sort()
        let count = Double(found.count)
        let distance = found.enumerated().reduce(0.0) { greatest, found in
            let (below, upTo) = (Double(found.offset) / count, Double(found.offset + 1) / count)
            return max(greatest, found.element - below, upTo - found.element)
        }
        #expect(distance < 0.08)
    }

    @Test func isReadBackFromJSON() throws {
        var assessment = try #require(CircumstanceModel(Self.workdays(30)).assess(Self.session(day: 42, host: "vault")))
        assessment.isTrusted = true
        let json = try JSONEncoder().encode(assessment)
        #expect(try JSONDecoder().decode(CircumstanceAssessment.self, from: json) == assessment)
        #expect(Set(CircumstanceAssessment.Kind.all.map(\.identifier)).count == CircumstanceAssessment.Kind.all.count)
    }
}
