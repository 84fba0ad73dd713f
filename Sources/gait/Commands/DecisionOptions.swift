import Agent
import ArgumentParser
import SystemPackage

/// What is to be decided about which session of which state directory.
struct DecisionOptions: ParsableArguments {
    @Argument(help: "The session: its recording's path, user/session, or the session's name.")
    var session: String

    @OptionGroup var place: StateOptions

    /// Which session it was, and whether the decision changed anything.
    typealias Outcome = (session: String, hasChanged: Bool)

    /// Decides in the state directory, or lets the daemon do so that has it.
    ///
    /// - Throws: `Failure` where there is not one such session, or no answer.
    func decide(_ decision: DecisionRequest.Decision) throws -> Outcome {
        let state = try place.directory()
        let result: Result<Outcome, Failure>
        do throws(StateError) {
            result = try decideOrAsk(decision, in: state)
        } catch {
            throw Failure(error.description)
        }
        return try result.get()
    }

    private func decideOrAsk(
        _ decision: DecisionRequest.Decision,
        in state: String
    ) throws(StateError) -> Result<Outcome, Failure> {
        let directory: StateDirectory
        do throws(StateError) {
            directory = try StateDirectory(existingAt: FilePath(state), system: Kernel())
        } catch {
            guard error.isInUse else { throw error }
            return try ask(decision, in: state)
        }
        return try self.decide(decision, in: directory, at: state)
    }

    private func decide(
        _ decision: DecisionRequest.Decision,
        in directory: StateDirectory,
        at state: String
    ) throws(StateError) -> Result<Outcome, Failure> {
        let names = try directory.sessions(called: session)
        guard let name = names.first else { return .failure(noSuchSession(in: state)) }
        guard names.count == 1 else { return .failure(severalSessions(names.map(\.description), of: names.count)) }
        let hasChanged =
            switch decision {
            case .learn: try directory.learn(name)
            case .unlearn: try directory.unlearn(name)
            }
        return .success((name.description, hasChanged))
    }

    private func ask(
        _ decision: DecisionRequest.Decision,
        in state: String
    ) throws(StateError) -> Result<Outcome, Failure> {
        let system = Kernel()
        guard let time = UTCTime(from: system) else {
            return .failure(Failure("the machine's clock is outside the years 1583 to 9999: set it"))
        }
        let request = DecisionRequest(decision, session: session, time: time)
        guard let answer = try request.ask(daemonOf: FilePath(state), system: system) else {
            return .failure(
                Failure(
                    """
                    \(state) is in use by another gait, which did not answer within 5 s and was perhaps about to: if it is \
                    gait scan, wait until it has finished; if it is gait run, see what gait health says, and ask again, \
                    by the recording's path, which is found soonest
                    """
                )
            )
        }
        switch (answer.outcome, answer.sessions.first) {
        case (.decided, let name?): return .success((name, true))
        case (.wasSoAlready, let name?): return .success((name, false))
        case (.severalSessions, _): return .failure(severalSessions(answer.sessions, of: answer.sessionCount))
        default: return .failure(noSuchSession(in: state))
        }
    }

    private func noSuchSession(in state: String) -> Failure {
        Failure(
            "\(state) knows no session \(printable(session)) that is over: give a path as gait scan or gait list prints it"
        )
    }

    private func severalSessions(_ names: [String], of count: Int) -> Failure {
        let more = count > names.count ? " and \(count - names.count) more" : ""
        let listed = names.map(printable).joined(separator: ", ") + more
        return Failure("\(printable(session)) is the name of several sessions; give one of \(listed)")
    }
}
