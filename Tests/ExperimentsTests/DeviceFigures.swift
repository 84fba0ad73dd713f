import Agent
import Evaluation
import Experiments
import Foundation
import Scoring
import SystemPackage
import TestSupport
import Testing

/// What telling devices apart has to reach: there are no recordings of which the device is known, so that an owner's own
/// sessions are changed as other devices would have them. The constants are of the baselines of remote desktops alone.
///
/// Which windows of a session are kept, and with which sessions it is left out, depends on how it is called, and figures
/// on that; so they are of several ways to call the same baseline.
enum DeviceFigures {
    fileprivate static let prefixesOfNames = (0..<6).map { "\($0)-" }

    /// Which of several sessions are said to be from another device, and which are unusual by the hand.
    struct Shares: CustomStringConvertible {
        private var probabilities: [Double] = []
        private var ofHand: [Double] = []

        init(_ assessments: [Assessment?]) {
            for case let assessment? in assessments {
                guard let device = assessment.device else { continue }
                probabilities.append(device.tailProbability)
                ofHand.append(assessment.tailProbability)
            }
        }

        var count: Int { probabilities.count }

        /// The share of which p of the device is at most `limit`.
        func share(_ limit: Double) -> Double { Self.share(probabilities, limit) }

        /// The share of which p of the hand is at most `limit`.
        func shareOfHand(_ limit: Double) -> Double { Self.share(ofHand, limit) }

        private static func share(_ values: [Double], _ limit: Double) -> Double {
            Double(values.count { $0 <= limit }) / Double(max(values.count, 1))
        }

        var description: String {
            let figures = [share(0.01), share(0.001), shareOfHand(0.01), shareOfHand(0.001)]
                .map { String(fixedPoint: $0, decimals: 3) }
            return "\(count) times a session: device p ≤ 0.01 \(figures[0]), ≤ 0.001 \(figures[1]); "
                + "hand p ≤ 0.01 \(figures[2]), ≤ 0.001 \(figures[3])"
        }
    }

    /// The sessions of `later`, compared with those users of `baseline` that `claims` names.
    fileprivate static func shares(
        _ name: String,
        of later: [CollectedSession],
        against baseline: [CollectedSession],
        claims: (String) -> [String] = { [$0] }
    ) -> Shares {
        let trials = later.flatMap { session in
            claims(session.user).map { Experiment.Trial(claimedUser: $0, stretch: session.whole) }
        }
        let shares = Shares(
            prefixesOfNames.flatMap {
                RealRecordings.experiment(.own).assess(trials, baseline: baseline.called(withPrefix: $0))
            }
        )
        print("\(name): \(shares)")
        return shares
    }

    /// `sessions` of `directory` as `change` would have them.
    fileprivate static func changed(
        _ sessions: [CollectedSession],
        of directory: URL,
        by change: DeviceChange
    ) throws -> [CollectedSession] {
        let target = try TemporaryDirectory()
        for session in sessions {
            let path = session.path.description
            try change.convert(directory.appending(path: path), to: target.url.appending(path: path))
        }
        return try RealRecordings.collect(target.url, .none).sessions
    }

    @Suite(.enabled(if: RealData.isPresent, RealData.absence), .serialized)
    struct RemoteDesktops {
        /// Users whose recordings came the same way: the times between reports are alike.
        private static let alike = ["user12", "user15", "user16"]

        private static func sessions() throws -> (baseline: [CollectedSession], legal: [CollectedSession]) {
            let labels = try SessionLabels(contentsOf: FilePath(RealData.balabitLabels.path))
            let later = try RealRecordings.collect(RealData.balabitTest, .none).sessions
            let legal = later.filter {
                labels.match(relativePath: $0.path.description, sessionID: $0.session)?.isIllegal == false
            }
            return (try RealRecordings.collect(RealData.balabitTraining, .none).sessions, legal)
        }

        /// Many who are not the owner were at devices of their own.
        @Test func intrudersOftenHaveAnotherDevice() throws {
            let labels = try SessionLabels(contentsOf: FilePath(RealData.balabitLabels.path))
            let later = try RealRecordings.collect(RealData.balabitTest, .none).sessions.filter {
                labels.match(relativePath: $0.path.description, sessionID: $0.session)?.isIllegal == true
            }
            let baseline = try RealRecordings.collect(RealData.balabitTraining, .none).sessions
            let intruders = DeviceFigures.shares("remote desktops, intruders", of: later, against: baseline)
            #expect(intruders.share(0.001) >= 0.3)
            #expect(intruders.shareOfHand(0.001) > intruders.share(0.001))
        }

        @Test func ownersAreAtTheirOwnDevicesAndSoAreOthersAtTheSame() throws {
            let (baseline, legal) = try Self.sessions()
            let own = DeviceFigures.shares("remote desktops, owners", of: legal, against: baseline)
            #expect(own.count > 200 * DeviceFigures.prefixesOfNames.count)
            #expect(own.share(0.01) <= 0.015)
            #expect(own.share(0.001) <= 0.005)

            let others = DeviceFigures.shares(
                "remote desktops, others at the same kind of device",
                of: legal.filter { Self.alike.contains($0.user) },
                against: baseline
            ) { user in Self.alike.filter { $0 != user } }
            #expect(others.share(0.001) <= 0.03)
            #expect(others.shareOfHand(0.001) >= 5 * others.share(0.001))
            let elsewhere = DeviceFigures.shares(
                "remote desktops, others at another kind",
                of: legal.filter { Self.alike.contains($0.user) },
                against: baseline
            ) { _ in ["user7", "user9"] }
            #expect(elsewhere.share(0.001) >= 0.95)
        }

        /// On what the constants were measured: every baseline session, held out and cut.
        @Test(arguments: [20, 40, 160])
        func heldOutSessionsAreAsUnusualAsTheyShouldBe(gestures: Int) throws {
            let baseline = try RealRecordings.collect(RealData.balabitTraining, .pieces(gestures: gestures)).sessions
            var shares = [0.0, 0.0]
            for (number, held) in baseline.enumerated() {
                var others = baseline
                others.remove(at: number)
                let trials = held.pieces.map { Experiment.Trial(claimedUser: held.user, stretch: $0) }
                let pieces = Shares(RealRecordings.experiment(.own).assess(trials, baseline: others))
                shares[0] += pieces.share(0.1) / Double(baseline.count)
                shares[1] += pieces.share(0.01) / Double(baseline.count)
            }
            let figures = shares.map { String(fixedPoint: $0, decimals: 3) }
            print("remote desktops, held out, in pieces of \(gestures): p ≤ 0.1 \(figures[0]), ≤ 0.01 \(figures[1])")
            #expect((0.03...0.13).contains(shares[0]))
            #expect(shares[1] <= 0.02)
        }

        @Test(
            arguments: [
                (.everySecondReport, 0.8), (.everyFourthReport, 0.98), (.threefold, 0.85), (.gridOf4, 0.8),
                (.jumps, 0.85),
                // Reports come some 100 ms apart, on a clock of 8 ms: 16 ms change little, and steps are hardly ever short.
                (.clockOf16, 0), (.oneAndAHalf, 0.2),
            ] as [(DeviceChange, Double)]
        )
        func anotherDeviceIsFound(change: DeviceChange, least: Double) throws {
            let (baseline, legal) = try Self.sessions()
            let changed = try DeviceFigures.changed(legal, of: RealData.balabitTest, by: change)
            let shares = DeviceFigures.shares("remote desktops, \(change)", of: changed, against: baseline)
            #expect(shares.share(0.001) >= least)
        }
    }

    @Suite(.enabled(if: RealData.isPresent, RealData.absence), .serialized)
    struct LocalComputers {
        /// Users of the logger that writes no drags and no wheel.
        private static let ofBareLogger = ["u1", "u2", "u4", "u5", "u8"]
        private static let users = ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"]

        /// The first two thirds of every user's sessions, and the others.
        private static func sessions(
            in directory: URL
        ) throws -> (baseline: [CollectedSession], later: [CollectedSession]) {
            try LocalComputerFigures.convert(RealData.iitkgpMouse, to: directory)
            let sessions = try RealRecordings.collect(directory, .none).sessions
            var (baseline, later): ([CollectedSession], [CollectedSession]) = ([], [])
            for own in Dictionary(grouping: sessions, by: \.user).values {
                let split = min(max(own.count * 2 / 3, SessionReport.Standing.fewestSessions), own.count - 1)
                baseline += own[..<split]
                later += own[split...]
            }
            return (baseline, later)
        }

        private static func isBare(_ user: String) -> Bool { ofBareLogger.contains(user) }

        @Test func everyDeviceAndLogger() throws {
            let directory = try TemporaryDirectory()
            let (baseline, later) = try Self.sessions(in: directory.url)
            let own = DeviceFigures.shares("local computers, owners", of: later, against: baseline)
            #expect(own.count >= 20 * DeviceFigures.prefixesOfNames.count)
            #expect(own.share(0.01) <= 0.05)
            let alike = DeviceFigures.shares(
                "local computers, others with the same logger",
                of: later,
                against: baseline
            ) {
                user in Self.users.filter { $0 != user && Self.isBare($0) == Self.isBare(user) }
            }
            #expect(alike.share(0.001) <= 0.1)
            #expect(alike.shareOfHand(0.001) >= 4 * alike.share(0.001))
            let other = DeviceFigures.shares(
                "local computers, others with the other logger",
                of: later,
                against: baseline
            ) {
                user in Self.users.filter { Self.isBare($0) != Self.isBare(user) }
            }
            #expect(other.share(0.001) >= 0.6)
            for change in DeviceChange.allCases {
                let changed = try DeviceFigures.changed(later, of: directory.url, by: change)
                let shares = DeviceFigures.shares("local computers, \(change)", of: changed, against: baseline)
                #expect(shares.share(0.001) >= 0.85, "\(change)")
            }
        }
    }
}
