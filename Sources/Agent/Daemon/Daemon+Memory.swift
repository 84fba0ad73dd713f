import Snapshots

/// Which sessions are in memory, and what they take of it.
struct LiveSessions {
    private struct Use {
        var turn: UInt64
        var byteCount: Int
    }

    private var uses: [UInt64: Use] = [:]
    private var turns: UInt64 = 0

    /// Bytes that all of them take, about.
    private(set) var byteCount = 0

    /// Takes note that the session of `key` is used, and takes so many bytes.
    mutating func note(_ key: UInt64, byteCount: Int) {
        turns += 1
        self.byteCount += byteCount - (uses[key]?.byteCount ?? 0)
        uses[key] = Use(turn: turns, byteCount: byteCount)
    }

    /// Takes note that the session of `key` is not in memory any more.
    mutating func remove(_ key: UInt64) {
        byteCount -= uses.removeValue(forKey: key)?.byteCount ?? 0
    }

    /// The sessions to leave memory until `limit` bytes are left: first those that wait for nothing, then those whose use
    /// was longest ago.
    func surplus(over limit: Int, isQueued: (UInt64) -> Bool) -> [UInt64] {
        var left = byteCount
        var surplus: [UInt64] = []
        let order = uses.map { (isQueued: isQueued($0.key), use: $0.value, key: $0.key) }
            .sorted { ($0.isQueued ? 1 : 0, $0.use.turn) < ($1.isQueued ? 1 : 0, $1.use.turn) }
        for (_, use, key) in order where left > limit {
            left -= use.byteCount
            surplus.append(key)
        }
        return surplus
    }
}

extension Daemon {
    /// Sessions in memory take at most one part in so many of it.
    private static let sessionsShare = 3

    /// Begins the turn of a session: that of another is over.
    func beginTurn(of key: UInt64) {
        endTurn()
        turn = key
        turnBytes = 0
    }

    /// Lets the session whose turn it was take little memory.
    func endTurn() {
        guard let key = turn else { return }
        turn = nil
        guard let session = index[key]?.live else { return }
        session.pack()
        live.note(key, byteCount: session.byteCount)
    }

    /// Brings a parked session back into memory; `nil` where it cannot be, and is read anew.
    func wake(_ key: UInt64) throws(StateError) -> OpenSession? {
        guard var entry = index[key] else { return nil }
        if let session = entry.live { return session }
        let blob = entry.isBegun ? try journal.blob(of: JournalKeys.session(key)) ?? [] : nil
        let session: OpenSession
        do throws(SnapshotCorruption) {
            if let blob { session = try unpark(blob, key) } else { session = begin(entry) }
        } catch {
            messages.append("\(entry.file.path): its snapshot cannot be used (\(error)): the recording is read anew")
            session = begin(entry)
            entry.file.identity.mark = emptyMark
            dropSketchParts(of: &entry)
            pool.close(key)
        }
        entry.live = session
        let isNew = !entry.isBegun
        entry.isBegun = true
        index[key] = entry
        index.setHead(session.trail.head, of: key)
        live.note(key, byteCount: session.byteCount)
        if isNew {
            requestRow(of: key)
            // The journal still says that nothing was read.
            markDirty(key)
        }
        return session
    }

    private func unpark(_ blob: [UInt8], _ key: UInt64) throws(SnapshotCorruption) -> OpenSession {
        var parked = try ParkedEntry(blob, key: key, now: system.monotonicTime())
        guard let trail = ContentTrail(from: parked.entry.file.identity.mark, tail: parked.recent, hash: hash) else {
            throw parked.reader.corruption
        }
        return try OpenSession(from: &parked.reader, space: configuration.space, trail: trail)
    }

    /// Lets sessions leave memory where they take more than their share.
    func parkSurplus() throws(StateError) {
        let limit = configuration.memoryLimit / Self.sessionsShare
        guard live.byteCount > limit else { return }
        // Some more, lest it be the same again after the next turn.
        try park(downTo: limit / 4 * 3)
    }

    /// Lets sessions leave memory until these take at most `limit` bytes of it, and saves them before that.
    func park(downTo limit: Int) throws(StateError) {
        endTurn()
        let surplus = live.surplus(over: limit) { index[$0]?.isQueued == true }
        if surplus.contains(where: { index[$0]?.isUnsaved == true || dirty.contains($0) }) {
            for key in surplus where index[key]?.isUnsaved == true { markDirty(key) }
            try commit()
        }
        for key in surplus {
            if let mark = index[key]?.live?.trail.mark { index[key]?.file.identity.mark = mark }
            index[key]?.live = nil
            live.remove(key)
        }
    }
}
