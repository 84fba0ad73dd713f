/// Judges from outside how well the daemon is. A pure function of what can be seen of it.
public enum Health {
    /// What can be seen of the daemon without its help.
    public struct Observation: Sendable, Equatable {
        /// What is to be seen of its status.
        public var status: StatusFile
        /// Whether some process has the state directory.
        public var isLocked: Bool

        /// An observation.
        public init(status: StatusFile, isLocked: Bool) {
            self.status = status
            self.isLocked = isLocked
        }
    }

    /// What is to be seen of a status.
    public enum StatusFile: Sendable, Equatable {
        /// There is no state directory.
        case noDirectory
        /// There is a state directory without a status.
        case absent
        /// It cannot be looked at, for this reason.
        case inaccessible(String)
        /// It holds these bytes.
        case bytes([UInt8])
    }

    /// From where on something is wrong.
    public struct Thresholds: Sendable, Equatable {
        /// A longer lag is a warning, in s.
        public var warningLag: Double
        /// A longer lag is critical, in s.
        public var criticalLag: Double
        /// Less room on the disk is a warning, in bytes.
        public var warningDisk: Int64 = 256 << 20
        /// Less room on the disk is critical, in bytes.
        public var criticalDisk: Int64 = 32 << 20
        /// A status that is older than so many of its periods was written by a daemon that hangs.
        public var periods = 3.0

        /// Thresholds; unless given a minute and ten minutes of lag.
        public init(warningLag: Double = 60, criticalLag: Double = 600) {
            self.warningLag = warningLag
            self.criticalLag = criticalLag
        }
    }

    /// How well the daemon is.
    ///
    /// - Parameter now: the machine's clock when it was observed.
    public static func judge(
        _ observation: Observation,
        now: UTCTime,
        thresholds: Thresholds = Thresholds()
    ) -> HealthReport {
        switch observation.status {
        case .noDirectory: HealthReport(level: .unknown, sentence: "never started: there is no state directory")
        case .inaccessible(let reason): HealthReport(level: .unknown, sentence: reason)
        case .absent:
            observation.isLocked
                ? HealthReport(level: .unknown, sentence: "starting: it has written no status yet")
                : HealthReport(level: .unknown, sentence: "never started: there is no status")
        case .bytes(let bytes): judge(bytes, isLocked: observation.isLocked, now: now, thresholds)
        }
    }

    private static func judge(
        _ bytes: [UInt8],
        isLocked: Bool,
        now: UTCTime,
        _ thresholds: Thresholds
    ) -> HealthReport {
        let status: Status
        do throws(PublicationError) {
            status = try Status(json: bytes)
        } catch {
            return HealthReport(level: .unknown, sentence: "status.json \(error)")
        }
        var report = HealthReport(level: .ok, sentence: "")
        report.status = status
        let age = now.seconds(since: status.time)
        let limit = thresholds.periods * status.periodSeconds
        if !isLocked {
            report.level = .critical
            report.sentence = "not running: last seen \(words(seconds: max(age, 0))) ago"
        } else if age > limit {
            report.level = .critical
            report.sentence = "hung: process \(status.pid) has said nothing for \(words(seconds: age))"
        } else if age < -limit {
            report.level = .warning
            report.sentence = "the clock went back \(words(seconds: -age)): whether it hangs cannot be told yet"
        } else {
            (report.level, report.sentence) = work(status, thresholds)
        }
        report.details = details(of: status)
        report.performance = performance(of: status, now: now, thresholds)
        return report
    }

    /// Whether a daemon that runs does its work: the worst that is found, which is named.
    private static func work(_ status: Status, _ thresholds: Thresholds) -> (HealthReport.Level, String) {
        let lag = "it lags \(words(seconds: status.lag.seconds)) behind"
        let disk = "\(megabytes(status.diskFreeBytes)) MB of disk are left"
        if status.diskFreeBytes < thresholds.criticalDisk { return (.critical, disk) }
        let sources = status.sources ?? []
        let lost = sources.filter { $0.problem != nil }
        if !lost.isEmpty, lost.count == sources.count { return (.critical, words(lost: lost)) }
        if status.lag.seconds > thresholds.criticalLag { return (.critical, lag) }
        if !lost.isEmpty { return (.warning, words(lost: lost)) }
        if status.diskFreeBytes < thresholds.warningDisk { return (.warning, disk) }
        if status.lag.seconds > thresholds.warningLag { return (.warning, lag) }
        if status.memory.residentBytes > status.memory.limitBytes {
            return (.warning, "\(megabytes(status.memory.residentBytes)) MB of memory, over the limit")
        }
        return (.ok, "\(status.sessions.open) sessions open")
    }

    private static func words(lost: [Status.Source]) -> String {
        guard let first = lost.first, lost.count == 1 else { return "\(lost.count) sources cannot be read" }
        return "source \(first.title) cannot be read"
    }

    private static func details(of status: Status) -> [String] {
        var details: [String] = []
        if let problem = status.sources?.lazy.compactMap(\.problem).first { details.append(printable(problem)) }
        let refused = status.refusals.reduce(0) { $0 + $1.count }
        if status.sessions.unreadable > 0 { details.append("\(status.sessions.unreadable) unreadable") }
        if refused > 0 { details.append("\(refused) refused") }
        let limits = status.limits.count
        if limits > 0 { details.append("\(limits) limit\(limits == 1 ? "" : "s") reached") }
        if let first = status.refusals.first, let name = first.names.first {
            details.append("first \(printable(name)): \(printable(first.reason))")
        }
        if let limit = status.limits.first { details.append(printable(limit.limit)) }
        return details
    }

    private static func performance(
        of status: Status,
        now: UTCTime,
        _ thresholds: Thresholds
    ) -> [HealthReport.Performance] {
        var figures: [HealthReport.Performance] = [
            .init(
                label: "lag",
                value: status.lag.seconds,
                unit: "s",
                warning: thresholds.warningLag.asDecimal,
                critical: thresholds.criticalLag.asDecimal
            ),
            .init(label: "lag_bytes", value: Double(status.lag.bytes), unit: "B"),
            .init(label: "open", value: Double(status.sessions.open)),
            .init(label: "unreadable", value: Double(status.sessions.unreadable)),
            .init(
                label: "resident",
                value: Double(status.memory.residentBytes),
                unit: "B",
                warning: String(status.memory.limitBytes)
            ),
            .init(
                label: "disk_free",
                value: Double(status.diskFreeBytes),
                unit: "B",
                warning: "\(thresholds.warningDisk):",
                critical: "\(thresholds.criticalDisk):"
            ),
            .init(label: "profiles", value: Double(status.profiles)),
        ]
        if let lastScore = status.lastScore {
            figures.append(.init(label: "score_age", value: max(now.seconds(since: lastScore), 0), unit: "s"))
        }
        return figures
    }

    private static func megabytes(_ bytes: Int64) -> Int64 { bytes / 1_000_000 }

    /// A length of time in the largest unit of which it has two.
    private static func words(seconds: Double) -> String {
        let whole = seconds < 1e12 ? Int64(max(seconds, 0)) : 1_000_000_000_000
        if whole < 120 { return "\(whole) s" }
        if whole < 2 * 3600 { return "\(whole / 60) min" }
        return whole < 2 * 86_400 ? "\(whole / 3600) h" : "\(whole / 86_400) days"
    }
}
