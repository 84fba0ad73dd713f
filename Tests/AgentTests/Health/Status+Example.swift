import Agent

extension Status {
    /// A daemon that is well and wrote its status at `time`.
    static func example(time: UTCTime = .day(1)) -> Status {
        var status = Status(
            pid: 4711,
            since: .day(0),
            time: time,
            periodSeconds: 10,
            committedSequence: 99,
            sessions: Sessions(open: 12, closed: 34, unreadable: 0, unscored: 5),
            lag: Lag(bytes: 2048, seconds: 0.25),
            memory: Memory(residentBytes: 20_000_000, limitBytes: 50_000_000),
            diskFreeBytes: 10_000_000_000,
            profiles: 7
        )
        status.lastScore = .day(0.99)
        return status
    }
}
