import Agent
import Glibc
import Harness
import SystemPackage

/// Writes sessions, and looks how long their windows take to the list, and what that takes of memory.
struct Soak: ~Copyable {
    private let sessions: [GrowingSession]
    private let workplace: FilePath
    private var memory = PipelineMemory()
    private let notifications: FileDescriptor
    /// Windows that do not show in the list yet: from how many gestures on they do, and when their last record was
    /// written.
    private var waiting: [String: [(gestures: Int, time: Double)]] = [:]

    /// How long each window took to the list, in s.
    private(set) var delays: [Double] = []
    /// What the daemon took, once a second.
    private(set) var samples: [ProcessFigures] = []
    /// How many windows were written.
    private(set) var windows = 0
    /// How many of them never showed.
    private(set) var missingWindows = 0
    /// How many bytes were written.
    private(set) var bytes = 0
    /// For how long, in s.
    private(set) var elapsed = 0.0
    /// How many open sessions have a score at the end.
    private(set) var scored = 0
    /// How often a list was published.
    private(set) var publications = 0
    private var lastPublication = 0.0
    /// The size of the last list.
    private(set) var listBytes = 0.0

    /// So long after the last record all windows have to be in the list, in s.
    private static let patience = 10.0

    /// The session `number` of each of so many users, which are taken in turn.
    init(
        _ count: Int,
        users: Int,
        number: Int,
        seed: UInt64,
        _ workplace: borrowing Workplace
    ) throws {
        let recordings = workplace.recordings
        sessions = try (0..<count).map {
            try GrowingSession(number + $0 / users, of: Account($0 % users, seed: seed), in: recordings)
        }
        self.workplace = workplace.state
        notifications = FileDescriptor(rawValue: inotify_init1(Int32(IN_NONBLOCK)))
        unsafe inotify_add_watch(notifications.rawValue, workplace.state.string, UInt32(IN_MOVED_TO))
    }

    deinit { try? notifications.close() }

    /// Lets the sessions grow for `duration` s, each written once a `period` (s), and then waits for the last windows.
    ///
    /// - Parameter speed: how many times as fast as life they grow.
    mutating func run(for duration: Double, period: Double, speed: Double, _ daemon: DaemonProcess) throws {
        let start = monotonicSeconds()
        var lastWrites = [Double](repeating: start, count: sessions.count)
        var nextSample = start
        var turn = 0
        while true {
            let now = monotonicSeconds()
            let due = Int(min(now - start, duration) / period * Double(sessions.count))
            if turn >= due, now - start > duration { break }
            // One session after the other, evenly over the period.
            for turn in turn..<min(due, turn + 64) {
                let session = turn % sessions.count
                let now = monotonicSeconds()
                try write(session, (now - lastWrites[session]) * speed)
                lastWrites[session] = now
            }
            turn = min(due, turn + 64)
            try lookAtList()
            if now >= nextSample {
                nextSample = now + 1
                try daemon.checkRuns()
                samples.append(try ProcessFigures(daemon))
            }
            if turn >= due { wait(0.005) }
        }
        elapsed = monotonicSeconds() - start
        let end = monotonicSeconds() + Self.patience
        while !waiting.isEmpty, monotonicSeconds() < end {
            wait(0.05)
            try lookAtList()
        }
        missingWindows = waiting.values.reduce(0) { $0 + $1.count }
        let list = try PublishedList(in: workplace)
        list.forEachRow(openOnly: true) { scored += $0.isScored ? 1 : 0 }
        listBytes = Double(list.size)
    }

    private mutating func write(_ session: Int, _ passed: Double) throws {
        let (count, gestures) = try sessions[session].advance(passed, using: &memory)
        bytes += count
        guard let gestures else { return }
        windows += 1
        waiting[sessions[session].key, default: []].append((gestures, wallClockSeconds()))
    }

    /// Reads the list if it was published anew.
    private mutating func lookAtList() throws {
        let events = try? unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = try unsafe notifications.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        guard events != nil, !waiting.isEmpty else { return }
        let list = try PublishedList(in: workplace)
        if list.time != lastPublication { publications += 1 }
        lastPublication = list.time
        list.forEachRow(openOnly: true) { row in
            guard let windows = waiting[row.key] else { return }
            let shown = windows.prefix { $0.gestures <= row.gestures }
            guard !shown.isEmpty else { return }
            delays += shown.map { max(list.time - $0.time, 0) }
            let rest = windows.dropFirst(shown.count)
            waiting[row.key] = rest.isEmpty ? nil : Array(rest)
        }
    }

    /// Waits for a publication, so many s at most.
    private func wait(_ seconds: Double) {
        var descriptor = pollfd(fd: notifications.rawValue, events: Int16(POLLIN), revents: 0)
        unsafe poll(&descriptor, 1, Int32(seconds * 1000))
    }
}
