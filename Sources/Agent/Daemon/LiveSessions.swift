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
