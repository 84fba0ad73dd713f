import Gestures
import SystemPackage

@testable import Agent

/// A service on a simulated system, of which decisions are asked.
final class ServiceRun {
    static let requests = DaemonRun.state.appending("requests")

    let system: SimulatedSystem
    var lines: [String] = []

    init() throws {
        system = try SimulatedSystem(directory: DaemonRun.recordings)
    }

    private func settings() throws -> ServiceSettings {
        var daemon = Daemon.Configuration()
        daemon.silence = 5 * DaemonRun.second
        // The simulated system has no notifications, which would be said.
        daemon.watch.method = .polling
        return ServiceSettings(sources: [try DaemonRun.source()], state: DaemonRun.state, daemon: daemon)
    }

    /// Runs until SIGTERM; does one of `steps` every so many seconds.
    func run(every period: Int64 = 100, _ steps: [() throws -> Void] = []) throws {
        var failure: (any Error)?
        var waiting = steps[...]
        for number in steps.indices { system.plan(.hangUp, after: period * DaemonRun.second * Int64(number + 1)) }
        system.plan(.terminate, after: period * DaemonRun.second * Int64(steps.count + 1))
        let settings = try settings()
        let service = try DaemonService(
            settings,
            notifier: nil,
            watchdogPeriod: nil,
            system: system,
            reload: {
                do { try waiting.removeFirst()() } catch { failure = error }
                return .success(settings)
            },
            log: { [unowned self] level, message in lines.append("\(level.rawValue): \(message)") },
            opening: { [system] (configuration) throws(StateError) in
                try Daemon(
                    over: RecordingSources(settings.sources, system: system),
                    state: settings.state,
                    configuration,
                    system: system
                )
            }
        )
        try service.run()
        if let failure { throw failure }
    }

    /// Puts a request there, as a command does.
    func ask(_ decision: DecisionRequest.Decision, _ session: String, number: UInt64, age: Int64 = 0) throws {
        let now = system.wallClockTime() / 1_000_000
        let time = UTCTime(milliseconds: now - age) ?? .day(1)
        try place(try json(DecisionRequest(decision, session: session, time: time)), as: RequestFile.name(number))
    }

    /// Puts a file into the folder of requests.
    func place(_ content: [UInt8], as name: FileName) throws {
        try system.change { disk throws(Errno) in
            try disk.placeDirectory(at: DaemonRun.state)
            try disk.placeDirectory(at: Self.requests)
            try disk.place(content, at: Self.requests.appending(String(decoding: name.bytes, as: UTF8.self)))
        }
    }

    /// Takes all files out of the folder of requests.
    func clear() throws {
        for name in requests.keys {
            try system.change { disk throws(Errno) in try disk.removeFile(at: Self.requests.appending(name)) }
        }
    }

    /// The answer to a request; `nil` where there is none.
    func answer(to number: UInt64) throws -> DecisionAnswer? {
        let name = RequestFile.answer(to: RequestFile.name(number))
        return try requests[String(decoding: name.bytes, as: UTF8.self)].map(DecisionAnswer.init(json:))
    }

    /// The files in the folder of requests.
    var requests: [String: [UInt8]] { system.files(in: Self.requests) }

    /// The published row of the recording at `path`.
    func row(_ path: String) throws -> PublishedSession? {
        let list = system.files(in: DaemonRun.state)["priority.json"] ?? []
        return try PriorityListDocument(json: list).sessions.first { $0.path == path }
    }

    /// What the ledger says of each recording.
    func findings() throws -> [String: SessionRecord.Finding] {
        try StateDirectory(existingAt: DaemonRun.state, system: system).findings()
    }
}
