import SystemPackage

/// Takes the decisions that commands ask a running daemon for, without keeping it from its work.
struct RequestDesk {
    /// How often the folder is looked into, in ns.
    private static let period: Int64 = 1_000_000_000
    /// It works for about so long at a time, in ns.
    private static let sliceTime: Int64 = 10_000_000

    private let system: any SystemCalls
    private var inbox: RequestInbox
    private var nextLook: Int64 = 0
    /// What was asked and is not answered yet.
    private var waiting: [RequestInbox.Letter] = []
    /// How far the first of these has come.
    private var search: SessionSearch?
    /// What was decided since the last call of `takeDecisions`.
    private var decisions: [String] = []

    /// A desk for whoever has the state directory `state`.
    init(in state: StateFolder) {
        system = state.system
        inbox = RequestInbox(in: state)
    }

    /// When there is something to do, in ns of the monotonic clock.
    var deadline: Int64 { waiting.isEmpty ? nextLook : 0 }

    /// What went wrong since the last call.
    mutating func takeMessages() -> [String] { inbox.takeMessages() }

    /// What was decided since the last call.
    mutating func takeDecisions() -> [String] {
        defer { decisions = [] }
        return decisions
    }

    /// Looks whether something is asked, if that is due, and goes on with what is.
    ///
    /// - Throws: `StateError` as `Daemon.step` does. What is not answered then is asked again of the next desk.
    mutating func work(with daemon: Daemon) throws(StateError) {
        let start = system.monotonicTime()
        if waiting.isEmpty {
            guard start >= nextLook else { return }
            nextLook = start + Self.period
            waiting = inbox.letters()
        }
        while let letter = waiting.first {
            let left = Self.sliceTime - (system.monotonicTime() - start)
            guard left > 0 else { return }
            // Who has taken the request back has said that it was not answered.
            guard inbox.isThere(letter) else {
                waiting.removeFirst()
                self.search = nil
                continue
            }
            var search = self.search ?? SessionSearch(for: letter.request.session)
            let names = try daemon.advance(&search, for: left)
            self.search = search
            guard let names else { return }
            inbox.reply(try answer(letter.request, about: names, with: daemon), to: letter)
            waiting.removeFirst()
            self.search = nil
        }
    }

    private mutating func answer(
        _ request: DecisionRequest,
        about names: [SessionName],
        with daemon: Daemon
    ) throws(StateError) -> DecisionAnswer {
        guard let name = names.first else { return DecisionAnswer(.noSuchSession, []) }
        guard names.count == 1 else { return DecisionAnswer(.severalSessions, names) }
        guard try daemon.decide(request.decision, about: name) else { return DecisionAnswer(.wasSoAlready, names) }
        switch request.decision {
        case .learn: decisions.append("\(name) is learnt from now on, as somebody has decided")
        case .unlearn: decisions.append("\(name) is not learnt any more, as somebody has decided")
        }
        return DecisionAnswer(.decided, names)
    }
}
