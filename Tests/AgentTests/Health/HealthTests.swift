import Agent
import Foundation
import Testing

struct HealthTests {
    /// How well a daemon is that wrote `status`, so many s later.
    private static func judge(
        _ status: Status,
        after seconds: Double = 1,
        isLocked: Bool = true,
        _ thresholds: Health.Thresholds = Health.Thresholds()
    ) throws -> HealthReport {
        let now = try #require(UTCTime(milliseconds: status.time.milliseconds + Int64(seconds * 1000)))
        let bytes = [UInt8](try JSONEncoder().encode(status))
        return Health.judge(.init(status: .bytes(bytes), isLocked: isLocked), now: now, thresholds: thresholds)
    }

    private static func judge(_ status: Health.StatusFile, isLocked: Bool) -> HealthReport {
        Health.judge(.init(status: status, isLocked: isLocked), now: .day(1))
    }

    @Test func allIsWell() throws {
        let report = try Self.judge(.example())
        #expect(report.level == .ok)
        #expect(report.sentence == "12 sessions open")
    }

    @Test(arguments: [
        ([false, false], HealthReport.Level.ok, "12 sessions open"),
        ([false, true], .warning, "source citrix cannot be read"),
        ([true, true], .critical, "2 sources cannot be read"),
    ])
    func aSourceThatCannotBeReadIsTold(isLost: [Bool], level: HealthReport.Level, sentence: String) throws {
        var status = Status.example()
        status.sources = zip([nil, "citrix"], isLost).map { name, isLost in
            Status.Source(name: name, directory: "/srv/\(name ?? "plain")", problem: isLost ? "it is gone" : nil)
        }
        let report = try Self.judge(status)
        #expect(report.level == level)
        #expect(report.sentence == sentence)
        #expect(report.details.contains("it is gone") == isLost.contains(true))
        #expect(
            report.prometheusText.contains(
                """
                gait_source_readable{source="/srv/plain"} \(isLost[0] ? 0 : 1)
                gait_source_readable{source="citrix"} \(isLost[1] ? 0 : 1)

                """
            )
        )
    }

    @Test func aDaemonThatNeverStartedIsToldApart() {
        #expect(Self.judge(.noDirectory, isLocked: false).level == .unknown)
        #expect(Self.judge(.noDirectory, isLocked: false).sentence.hasPrefix("never started"))
        #expect(Self.judge(.absent, isLocked: false).sentence.hasPrefix("never started"))
        #expect(Self.judge(.absent, isLocked: true).sentence.hasPrefix("starting"))
    }

    @Test(arguments: [0.0, 1, 29, 86_400])
    func aDaemonThatIsGoneIsToldWhateverItsStatusSaysAndHoweverNewItIs(age: Double) throws {
        let report = try Self.judge(.example(), after: age, isLocked: false)
        #expect(report.level == .critical)
        #expect(report.sentence.hasPrefix("not running"))
    }

    @Test func aDaemonThatHangsIsToldAfterThreePeriods() throws {
        #expect(try Self.judge(.example(), after: 30).level == .ok)
        let hung = try Self.judge(.example(), after: 30.5)
        #expect(hung.level == .critical)
        #expect(hung.sentence == "hung: process 4711 has said nothing for 30 s")
    }

    @Test func aClockThatWentBackIsNoHungDaemon() throws {
        #expect(try Self.judge(.example(), after: -29).level == .ok)
        let report = try Self.judge(.example(), after: -7300)
        #expect(report.level == .warning)
        #expect(report.sentence.contains("went back 2 h"))
    }

    @Test(arguments: [
        (60.0, HealthReport.Level.ok), (60.1, .warning), (600, .warning), (600.1, .critical), (1e300, .critical),
    ])
    func aLagIsJudgedByItsThresholds(lag: Double, level: HealthReport.Level) throws {
        var status = Status.example()
        status.lag.seconds = lag
        #expect(try Self.judge(status).level == level)
    }

    @Test func thresholdsOfTheLagCanBeChosen() throws {
        let thresholds = Health.Thresholds(warningLag: 0.1, criticalLag: 0.2)
        #expect(try Self.judge(.example(), thresholds).level == .critical)
    }

    @Test(arguments: [
        (Int64(256) << 20, HealthReport.Level.ok), (Int64(256) << 20 - 1, .warning), (Int64(32) << 20 - 1, .critical),
        (0, .critical),
    ])
    func littleRoomOnTheDiskIsTold(free: Int64, level: HealthReport.Level) throws {
        var status = Status.example()
        status.diskFreeBytes = free
        #expect(try Self.judge(status).level == level)
    }

    @Test func moreMemoryThanIsAllowedIsAWarning() throws {
        var status = Status.example()
        status.memory.residentBytes = status.memory.limitBytes + 1
        #expect(try Self.judge(status).level == .warning)
    }

    @Test func whatIsRefusedIsTold() throws {
        var status = Status.example()
        status.refusals = [.init(reason: "a symbolic link", count: 3, names: ["u/\u{1B}[31m"])]
        let line = try Self.judge(status).line
        #expect(line.contains("3 refused"))
        #expect(line.contains(#"first u/\u{1B}[31m: a symbolic link"#))
    }

    @Test(arguments: ["", "{", "[]", #"{"version":1}"#, "\u{0}"])
    func whatIsNoStatusCannotBeTold(text: String) {
        #expect(Self.judge(.bytes(Array(text.utf8)), isLocked: true).level == .unknown)
    }

    @Test func aStatusOfAnotherVersionCannotBeTold() throws {
        var status = Status.example()
        status.version = 2
        #expect(try Self.judge(status).level == .unknown)
    }

    @Test(arguments: [0.0, -1])
    func aPeriodThatIsNoneCannotBeTold(period: Double) throws {
        var status = Status.example()
        status.periodSeconds = period
        #expect(try Self.judge(status).level == .unknown)
    }
}
