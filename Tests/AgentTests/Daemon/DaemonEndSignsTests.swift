import Testing

@testable import Agent

/// Recordings whose recorders show by their files that they are complete.
struct DaemonEndSignsTests {
    private static let path = "alice/session"
    private static let recording = GuacamoleText.pointer(0..<400)

    /// A run in which silence ends nothing.
    private static func run(silence: Int64 = 1000) throws -> DaemonRun { try DaemonRun(silence: silence) }

    private static func finding(_ run: DaemonRun, _ path: String = path) throws -> SessionRecord.Finding? {
        try run.findings()[path]
    }

    @Test func oneThatWasLockedIsOverOnceItIsNotLockedAnyMore() throws {
        var run = try Self.run()
        try run.run([.placed([(Self.path, Self.recording)]), .lockSet(Self.path, isLocked: true)])
        #expect(try Self.finding(run) == nil)
        // What was written last was not seen before the lock was gone.
        let whole = Self.recording + GuacamoleText.pointer(0..<3)
        try run.run(
            [.quiet, .placed([(Self.path, whole)]), .lockSet(Self.path, isLocked: false), .quiet],
            stepsPerPhase: 6
        )
        let finding = try #require(try Self.finding(run))
        #expect(finding.closing?.reason == .lockGone)
        #expect(finding.fileSize == Int64(whole.count))
    }

    @Test func silenceDoesNotEndOneThatIsLocked() throws {
        var run = try Self.run(silence: 5)
        try run.system.apply(.placed([(Self.path, Self.recording)]))
        try run.run([.lockSet(Self.path, isLocked: true)], stepsPerPhase: 40)
        #expect(try Self.finding(run) == nil)
        try run.run([.lockSet(Self.path, isLocked: false)], stepsPerPhase: 4)
        #expect(try Self.finding(run)?.closing?.reason == .lockGone)
    }

    @Test func oneThatWasAtRestBeforeItWasFoundIsNotOverWhileItIsLocked() throws {
        var run = try Self.run(silence: 5)
        try run.system.apply(.placed([(Self.path, Self.recording)]))
        try run.system.apply(.lockSet(Self.path, isLocked: true))
        run.system.pass(100 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 20)
        #expect(try Self.finding(run) == nil)
        #expect(run.reports[Self.path] != nil)
    }

    @Test func oneThatHasHardlyBegunIsOverOnceItIsNotLockedAnyMore() throws {
        var run = try Self.run()
        try run.system.apply(.placed([(Self.path, GuacamoleText.pointer(0..<2))]))
        try run.run([.lockSet(Self.path, isLocked: true), .lockSet(Self.path, isLocked: false)])
        #expect(try Self.finding(run)?.closing?.reason == .lockGone)
    }

    @Test func silenceEndsOneThatWasNeverLocked() throws {
        var run = try Self.run(silence: 5)
        try run.run([.placed([(Self.path, Self.recording)])])
        #expect(try Self.finding(run)?.closing?.reason == .silence)
    }

    @Test func aLockThatWasSeenIsRememberedAcrossARestart() throws {
        var run = try Self.run()
        try run.system.apply(.placed([(Self.path, Self.recording)]))
        try run.run([.lockSet(Self.path, isLocked: true)])
        try run.run([.lockSet(Self.path, isLocked: false)])
        #expect(try Self.finding(run)?.closing?.reason == .lockGone)
    }

    @Test func oneThatIsWrittenOnIsScoredAnew() throws {
        var run = try Self.run()
        try run.system.apply(.placed([(Self.path, Self.recording)]))
        try run.run([.lockSet(Self.path, isLocked: true), .lockSet(Self.path, isLocked: false)])
        let more = Self.recording + Self.recording
        try run.run([.lockSet(Self.path, isLocked: true), .placed([(Self.path, more)])])
        try run.run([.lockSet(Self.path, isLocked: false)])
        let findings = try run.findings()
        #expect(findings.count == 1)
        #expect(findings[Self.path]?.fileSize == Int64(more.count))
        #expect(findings[Self.path]?.closing?.reason == .lockGone)
    }

    /// How it ended changes nothing of what it is.
    @Test func isLearntAndScoredAsIfItHadFallenSilent() throws {
        func finding(isLocked: Bool) throws -> SessionRecord.Finding {
            var run = try Self.run(silence: 8)
            try run.run(
                [.placed([(Self.path, Self.recording)]), .lockSet(Self.path, isLocked: isLocked)],
                stepsPerPhase: 3
            )
            try run.run([.lockSet(Self.path, isLocked: false)], stepsPerPhase: 20)
            let finding = try #require(try Self.finding(run))
            #expect(finding.closing?.reason == (isLocked ? .lockGone : .silence))
            return finding
        }
        let (locked, silent) = (try finding(isLocked: true), try finding(isLocked: false))
        #expect(locked.eventCount == silent.eventCount && locked.gestureCount == silent.gestureCount)
        #expect(locked.duration == silent.duration && locked.remarks == silent.remarks)
        #expect(locked.isLearnt == silent.isLearnt && locked.fingerprint == silent.fingerprint)
    }

    @Test func isTheSameWhereverTheDaemonIsKilled() throws {
        let phases: [DaemonRun.Phase] = [
            .placed([(Self.path, Self.recording)]), .lockSet(Self.path, isLocked: true),
            .lockSet(Self.path, isLocked: false),
        ]
        var undisturbed = try Self.run()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(phases)
        let expected = undisturbed.outcome
        #expect(try Self.finding(undisturbed)?.closing?.reason == .lockGone)
        for call in stride(from: 1, through: undisturbed.calls, by: max(1, undisturbed.calls / 40)) {
            var run = try Self.run()
            run.system.arm(.kill, at: call)
            try run.run(phases)
            #expect(run.kills == 1)
            let isSame = run.outcome == expected
            #expect(isSame, "killed at call \(call)")
        }
    }

    @Test func oneThatIsProtectedFromWritingIsOver() throws {
        let typed = "ls -l\r"
        let timing = typed.map { _ in "3 0.150000000 1\n" }.joined()
        let folder = "00/00/01/"
        var run = try Self.run()
        try run.run(
            [
                .placed([
                    (folder + "log", Array("1700000000:alice:root::/dev/pts/1:24:80\n/home/alice\n/bin/sh\n".utf8)),
                    (folder + "timing", Array(timing.utf8)), (folder + "ttyin", Array(typed.utf8)),
                    (folder + "ttyout", []),
                ])
            ]
        )
        #expect(try run.findings().isEmpty)
        try run.run([.protected(folder + "timing")], stepsPerPhase: 8)
        let finding = try #require(try run.findings()[folder + "timing"])
        #expect(finding.closing?.reason == .writeProtected)
        #expect(finding.name.user == "alice")
    }
}
