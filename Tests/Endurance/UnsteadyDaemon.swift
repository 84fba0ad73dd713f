import Harness
import Synthesis
import SystemPackage

/// A daemon that crashes now and then, and is started again at once.
final class UnsteadyDaemon {
    /// How many crashes are still to come.
    private(set) var remainingCrashes: Int

    private let start: () throws -> DaemonProcess
    private let silence: Double
    private var daemon: DaemonProcess
    private var random: Xoshiro256
    private var nextCrash = 0.0

    /// Of the crashes, half come within so many s of the start.
    private static let early = 0.1
    private static let step = 0.002

    /// Starts it.
    ///
    /// - Parameters:
    ///   - crashes: how often it crashes.
    ///   - silence: s after which a session is over; crashes come before that, and after.
    init(crashes: Int, silence: Double, seed: UInt64, start: @escaping () throws -> DaemonProcess) throws {
        remainingCrashes = crashes
        self.silence = silence
        self.start = start
        random = Xoshiro256(seed: seed)
        daemon = try start()
        planCrash()
    }

    private func planCrash() {
        let latest = Bool.random(using: &random) ? Self.early : 1.6 * silence
        let share = Double(Int.random(in: 0..<10_000, using: &random)) / 10_000
        nextCrash = monotonicSeconds() + share * latest
    }

    private func crashIfDue() throws {
        guard remainingCrashes > 0, monotonicSeconds() >= nextCrash else { return try daemon.checkRuns() }
        try daemon.crash()
        remainingCrashes -= 1
        daemon = try start()
        planCrash()
    }

    /// Lets so many s pass.
    func pass(_ seconds: Double) throws {
        let end = monotonicSeconds() + seconds
        repeat {
            try crashIfDue()
            pause(min(Self.step, end - monotonicSeconds()))
        } while monotonicSeconds() < end
    }

    /// Lets time pass until `isDone`.
    ///
    /// - Throws: `ChildFailure` where that takes longer than `timeout` s.
    func wait(for what: String, timeout: Double = 120, until isDone: () throws -> Bool) throws {
        let end = monotonicSeconds() + timeout
        while try !isDone() {
            guard monotonicSeconds() < end else {
                throw ChildFailure(description: "after \(timeout.text(decimals: 0)) s there is still no \(what)")
            }
            try pass(0.01)
        }
    }

    /// Asks it to end, and waits until it has.
    func terminate() throws { try daemon.terminate() }
}
