import RecordingWriters
import Recordings
import TestSupport
import Testing

@testable import Agent

/// Recordings that are written part by part.
struct DaemonPartsTests {
    /// The parts of one session as JumpServer would leave them, and all that is in them.
    private static let parts = (0..<3).map { part in
        (path: "alice/5f0e.\(part).part", content: GuacamoleText.pointer(part * 400..<(part + 1) * 400))
    }
    private static let name = SessionName(user: "alice", session: "alice/5f0e.part")

    private static func run(silence: Int64 = 30) throws -> DaemonRun { try DaemonRun(silence: silence) }

    /// What is found of the same in one file.
    private static func whole() throws -> SessionRecord.Finding {
        var run = try Self.run()
        try run.run([.placed([("alice/whole", Array(parts.flatMap(\.content)))])], stepsPerPhase: 40)
        return try #require(try run.findings()["alice/whole"])
    }

    private static func expectTheSession(_ run: borrowing DaemonRun) throws {
        let findings = try run.findings()
        let whole = try whole()
        #expect(findings.count == 1)
        let finding = try #require(findings[parts[0].path])
        #expect(finding.name == name)
        #expect(finding.eventCount == whole.eventCount && finding.eventCount == 1200)
        #expect(finding.gestureCount == whole.gestureCount && finding.gestureCount > 0)
        #expect(finding.duration == whole.duration)
        #expect(finding.bytesRead == whole.bytesRead)
        #expect(finding.remarks == whole.remarks)
        #expect(finding.laterParts?.count == 2)
    }

    @Test func areOneSession() throws {
        var run = try Self.run()
        try run.run([.placed(Self.parts)], stepsPerPhase: 60)
        try Self.expectTheSession(run)
        #expect(Set(run.reports.keys) == [Self.parts[0].path])
    }

    @Test func areOneSessionAsTheyCome() throws {
        var run = try Self.run()
        let half = (path: Self.parts[1].path, content: Array(Self.parts[1].content.prefix(5000)))
        try run.run(
            [
                .placed([(Self.parts[0].path, Array(Self.parts[0].content.prefix(3000)))]),
                .placed([Self.parts[0]]), .placed([half]), .placed([Self.parts[1]]), .placed([Self.parts[2]]),
            ],
            stepsPerPhase: 6
        )
        #expect(try run.findings().isEmpty)
        try run.run([.quiet], stepsPerPhase: 60)
        try Self.expectTheSession(run)
    }

    static let orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

    @Test(arguments: DaemonPartsTests.orders, [false, true])
    func areOneSessionInAnyOrder(order: [Int], restarts: Bool) throws {
        var run = try Self.run()
        let phases: [DaemonRun.Phase] = order.map { .placed([Self.parts[$0]]) }
        if restarts {
            // Each begins with a new daemon.
            for phase in phases { try run.run([phase], stepsPerPhase: 6) }
        } else {
            try run.run(phases, stepsPerPhase: 6)
        }
        try run.run([.quiet], stepsPerPhase: 80)
        try Self.expectTheSession(run)
    }

    @Test(arguments: [[0, 1, 2]] + DaemonPartsTests.orders, [false, true])
    func thatComeAfterTheEndCorrectIt(order: [Int], restarts: Bool) throws {
        var run = try Self.run(silence: 4)
        let phases: [DaemonRun.Phase] = order.map { .placed([Self.parts[$0]]) }
        if restarts {
            for phase in phases { try run.run([phase], stepsPerPhase: 30) }
        } else {
            try run.run(phases, stepsPerPhase: 30)
        }
        try run.run([.quiet], stepsPerPhase: 40)
        try Self.expectTheSession(run)
    }

    /// A session that is over stays so, whether it is looked at again or a daemon begins anew.
    @Test func areNotReadAgainForNothing() throws {
        var run = try Self.run(silence: 4)
        try run.run([.placed(Self.parts)], stepsPerPhase: 60)
        let before = run.outcome
        try run.run([.quiet], stepsPerPhase: 60)
        let isSame = run.outcome == before
        #expect(isSame)
        try Self.expectTheSession(run)
    }

    @Test func areTheSameWhereverTheDaemonIsKilled() throws {
        let phases: [DaemonRun.Phase] = [
            .placed([Self.parts[0]]), .placed([Self.parts[1]]), .placed([Self.parts[2]]), .quiet,
        ]
        var undisturbed = try Self.run(silence: 8)
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(phases, stepsPerPhase: 20)
        try Self.expectTheSession(undisturbed)
        let stride = stride(from: 1, through: undisturbed.calls, by: max(1, undisturbed.calls / 40))
        for call in stride {
            var run = try Self.run(silence: 8)
            run.system.arm(.kill, at: call)
            try run.run(phases, stepsPerPhase: 20)
            #expect(run.kills == 1)
            try Self.expectTheSession(run)
        }
    }

    @Test func areTheSameAtRest() throws {
        var run = try Self.run()
        try run.run([.placed(Self.parts)], stepsPerPhase: 60)
        let finding = try #require(try run.findings()[Self.parts[0].path])
        let reports = try run.scanned()
        #expect(reports.map(\.path.description) == [Self.parts[0].path])
        #expect(reports.first?.eventCount == finding.eventCount && reports.first?.remarks == finding.remarks)
        #expect(reports.first?.gestureCount == finding.gestureCount && reports.first?.duration == finding.duration)
    }

    @Test func areCountedOnceWhereTheFirstIsRemovedMeanwhile() throws {
        var run = try Self.run()
        let half = (path: Self.parts[1].path, content: Array(Self.parts[1].content.prefix(5000)))
        try run.run([.placed([Self.parts[0], half])], stepsPerPhase: 6)
        try run.system.apply(.removed(Self.parts[0].path))
        try run.run([.placed([Self.parts[1]])], stepsPerPhase: 120)
        let findings = try run.findings()
        #expect(findings.count == 1)
        #expect(findings[Self.parts[0].path]?.eventCount == 800)
    }

    @Test func areReadBehindAFirstOneThatIsEmpty() throws {
        var run = try Self.run()
        let empty = (path: Self.parts[0].path, content: [UInt8]())
        try run.run([.placed([empty]), .placed([empty, Self.parts[1], Self.parts[2]])], stepsPerPhase: 80)
        let findings = try run.findings()
        #expect(findings.count == 1)
        #expect(findings[Self.parts[1].path]?.eventCount == 800)
        let reports = try run.scanned()
        #expect(reports.map(\.eventCount).sorted() == [0, 800])
    }

    @Test func areOneSessionWhereTheLastIsCompressed() throws {
        var run = try Self.run()
        let half = (path: Self.parts[2].path, content: Array(Self.parts[2].content.prefix(5000)))
        try run.run([.placed([Self.parts[0], Self.parts[1], half])], stepsPerPhase: 8)
        try run.system.apply(.removed(half.path))
        try run.run([.placed([(half.path + ".gz", gzip(Self.parts[2].content))])], stepsPerPhase: 80)
        let findings = try run.findings()
        #expect(findings.count == 1)
        #expect(findings[Self.parts[0].path]?.eventCount == 1200)
    }

    /// The next of their owner would be scored before they were learnt if silence had to end them.
    @Test func thatWereAtRestAreOverOnceTheyAreRead() throws {
        var run = try Self.run()
        try run.system.apply(.placed(Self.parts))
        run.system.pass(100 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 12)
        try Self.expectTheSession(run)
    }

    @Test func thatAreMissingAreSaid() throws {
        var run = try Self.run(silence: 6)
        try run.run([.placed([Self.parts[0], Self.parts[2]])], stepsPerPhase: 60)
        let finding = try #require(try run.findings()[Self.parts[0].path])
        #expect(finding.eventCount == 800)
        #expect(finding.remarks.contains { $0.hasPrefix("parts are missing: 1,") })
    }

    /// A session of which nothing tells but its index that there was more.
    @Test func thatAreMissingAtTheEndAreSaidByTheIndex() throws {
        let folder = "alice/"
        let part = { (number: Int) in "bob@192.0.2.1,root@server,x,y,1-00000\(number).wrm" }
        let recordings = (0..<2).map { number in
            var writer = WallixWriter()
            writer.stamp(WallixWriter.start + UInt64(number) * 1_000_000, 10, 20)
            return (path: folder + part(number), content: writer.bytes)
        }
        let lines = (0..<3).map { "/var/wab/recorded/rdp/\(part($0)) 1 2 3 4 5 6 7 8 9 10\n" }
        let index = (
            path: folder + "bob@192.0.2.1,root@server,x,y,1.mwrm",
            content: Array("v2\n800 600\nnochecksum\n\n\n\(lines.joined())".utf8)
        )
        var run = try Self.run(silence: 4)
        try run.run([.placed(recordings + [index])], stepsPerPhase: 60)
        let finding = try #require(try run.findings()[recordings[0].path])
        #expect(finding.eventCount == 2)
        #expect(finding.remarks.contains("parts are missing: 2, counted from 0"))
        let reports = try run.scanned()
        #expect(reports.map(\.remarks) == [finding.remarks])
    }

    @Test func areNamedByTheFileBesideThem() throws {
        let session =
            #"{"id":"5f0e","user":"bob","asset":"server","account":"root","remote_addr":"192.0.2.1","#
            + #""date_start":"2023-11-14 21:56:40 +0000"}"#
        let beside = [
            (path: "alice/5f0e.json", content: Array(session.utf8)),
            (path: "alice/5f0e.1.part.meta", content: Array(#"{"start":1,"end":2}"#.utf8)),
        ]
        var run = try Self.run()
        run.system.setClock(ahead: 1_700_000_000 * DaemonRun.second)
        try run.run([.placed(beside + Self.parts)], stepsPerPhase: 60)
        let finding = try #require(try run.findings()[Self.parts[0].path])
        #expect(finding.name.user == "bob" && finding.eventCount == 1200)
        let values = [("user", "bob"), ("host", "server"), ("account", "root"), ("address", "192.0.2.1")]
        #expect(finding.circumstances?.map { [$0.kind.rawValue, $0.value] } == values.map { [$0, $1] })
        #expect(finding.circumstances?.allSatisfy { $0.origin == .sideFile } == true)
        #expect(Set(run.reports.keys) == [Self.parts[0].path])
        let reports = try run.scanned()
        #expect(reports.map(\.path.description) == [Self.parts[0].path])
        #expect(reports.first?.circumstances == finding.circumstances)
        #expect(finding.start == UTCTime(milliseconds: 1_699_999_000_000) && finding.dating == .sideFile)
        #expect(reports.first?.start == finding.start && reports.first?.dating == .sideFile)
    }

    @Test func areNamedByTheirFilesNames() throws {
        let record: [UInt8] = [0x00, 0xF1, 0x53, 0x65, 0, 0, 0, 0, 1, 0, 0, 0, 0x61]
        let folder = "home/"
        let parts = ["2023-11-14.22-13-20.000001", "2023-11-14.22-14-20.000001"].map {
            (path: folder + $0 + ".0123456789ab.alice.root.192.0.2.7.22.ttyrec", content: record + record)
        }
        var run = try Self.run(silence: 4)
        try run.run([.placed(parts)], stepsPerPhase: 60)
        let findings = try run.findings()
        #expect(findings.count == 1)
        let finding = try #require(findings[parts[0].path])
        #expect(finding.name.user == "alice")
        #expect(finding.name.session == "home/0123456789ab.alice.root.192.0.2.7.22.ttyrec")
        #expect(finding.eventCount == 4)
        #expect(
            finding.circumstances == [
                Circumstance(kind: .user, value: "alice", origin: .fileName),
                Circumstance(kind: .host, value: "192.0.2.7", origin: .fileName),
                Circumstance(kind: .account, value: "root", origin: .fileName),
            ]
        )
    }
}
