public import SystemPackage

extension HealthReport {
    /// The report in the text format of Prometheus, for the textfile collector of node_exporter.
    public var prometheusText: String {
        var text = PrometheusText()
        text.add("gait_health_level", "Health: 0 OK, 1 warning, 2 critical, 3 unknown.", Double(level.rawValue))
        guard let status else { return text.text }
        text.add("gait_status_timestamp_seconds", "When the daemon wrote its status.", status.time.asSeconds)
        text.add("gait_start_timestamp_seconds", "Since when the daemon runs.", status.since.asSeconds)
        text.add("gait_commits_total", "Commits of the journal.", Double(status.committedSequence), kind: "counter")
        text.add(
            "gait_sessions",
            "Sessions.",
            by: "state",
            [
                ("open", status.sessions.open), ("closed", status.sessions.closed),
                ("unreadable", status.sessions.unreadable), ("unscored", status.sessions.unscored),
            ]
        )
        text.add("gait_lag_seconds", "Time since the oldest change that has not been read.", status.lag.seconds)
        text.add("gait_lag_bytes", "Bytes that have not been read.", Double(status.lag.bytes))
        text.add("gait_resident_bytes", "Resident memory.", Double(status.memory.residentBytes))
        text.add(
            "gait_memory_limit_bytes",
            "The limit that resident memory keeps to.",
            Double(status.memory.limitBytes)
        )
        text.add("gait_disk_free_bytes", "Free room where the state directory is.", Double(status.diskFreeBytes))
        text.add("gait_profiles", "Owners with a profile.", Double(status.profiles))
        if let lastScore = status.lastScore {
            text.add("gait_last_score_timestamp_seconds", "When a score was made last.", lastScore.asSeconds)
        }
        text.add(
            "gait_source_readable",
            "Whether the directory of a source can be read.",
            by: "source",
            (status.sources ?? []).map { ($0.name ?? $0.directory, $0.problem == nil ? 1 : 0) }
        )
        text.add("gait_refused", "What is not read.", by: "reason", status.refusals.map { ($0.reason, $0.count) })
        text.add(
            "gait_limits_reached",
            "Limits that were reached.",
            by: "limit",
            status.limits.map { ($0.limit, $0.count) }
        )
        return text.text
    }

    /// Writes `prometheusText` to `file`, readable by everybody, beside it first and then renamed.
    ///
    /// - Throws: `PublicationError` where it cannot be written.
    public func writePrometheusText(to file: FilePath, system: any SystemCalls) throws(PublicationError) {
        guard let name = file.lastComponent?.string else {
            throw PublicationError("\(file) is no file: name one that ends with .prom")
        }
        let parent = file.removingLastComponent()
        let path = parent.isEmpty ? FilePath(".") : parent
        let descriptor: FileDescriptor
        do throws(Errno) {
            descriptor = try system.openDirectory(path)
        } catch {
            throw PublicationError("\(path) cannot be opened: \(error)")
        }
        defer { system.close(descriptor) }
        try PublicationFolder(descriptor, at: path, system: system).replace(
            FileName(name),
            with: Array(prometheusText.utf8),
            readers: [.ownerReadWrite, .groupRead, .otherRead]
        )
    }
}

/// Metrics in the classic text format, without timestamps.
private struct PrometheusText {
    private(set) var text = ""

    mutating func add(_ name: String, _ help: String, _ value: Double, kind: String = "gauge") {
        begin(name, help, kind)
        text += "\(name) \(value.asDecimal)\n"
    }

    mutating func add(_ name: String, _ help: String, by label: String, _ values: [(String, Int)]) {
        guard !values.isEmpty else { return }
        begin(name, help, "gauge")
        for (value, count) in values { text += "\(name){\(label)=\"\(Self.escaped(value))\"} \(count)\n" }
    }

    private mutating func begin(_ name: String, _ help: String, _ kind: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private static func escaped(_ value: String) -> String {
        printable(value).map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.joined()
    }
}

extension UTCTime {
    fileprivate var asSeconds: Double { Double(milliseconds) / 1000 }
}
