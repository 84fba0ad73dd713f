import Gestures
import Profiles
import Snapshots

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
        // What is over is closed next.
        guard let session = index[key]?.live, !finished.contains(where: { $0.key == key }) else { return }
        session.pack()
        live.note(key, byteCount: session.byteCount)
    }

    /// Brings a parked session back into memory; `nil` where it cannot be, and is read anew.
    func wake(_ key: UInt64) throws(StateError) -> OpenSession? {
        guard var entry = index[key] else { return nil }
        if let session = entry.live { return session }
        var unparked: OpenSession?
        if entry.isBegun {
            let blob = try journal.blob(of: JournalKeys.session(key)) ?? []
            let sketches = entry.isOfFormerRun ? try sketchBlobs(of: entry) : []
            var problem = "it is of a former version of Gait"
            do throws(SnapshotCorruption) {
                let session = try unpark(blob, key)
                if session != nil { try prove(sketches) }
                unparked = session
            } catch {
                problem = "\(error)"
            }
            if unparked == nil {
                messages.append(
                    "\(entry.file.path): its snapshot cannot be used (\(problem)): the recording is read anew"
                )
                entry.file.identity.mark = emptyMark
                entry.parts = []
                dropSketchParts(of: &entry)
                pool.close(key)
            }
            entry.isOfFormerRun = false
        }
        let session = unparked ?? begin(entry)
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

    /// Sees to it that parts of a sketch, which perhaps another version of Gait wrote, are what this one takes them for.
    private func prove(_ parts: [[UInt8]]) throws(SnapshotCorruption) {
        for part in parts {
            do throws(SessionSketch.Corruption) {
                _ = try SessionSketches(encoded: part, session: "", spaces: .shipped)
            } catch {
                throw SnapshotCorruption(byte: error.byte)
            }
        }
    }

    /// The session that `blob` is a snapshot of; `nil` where that is of a former version.
    private func unpark(_ blob: [UInt8], _ key: UInt64) throws(SnapshotCorruption) -> OpenSession? {
        var parked = try ParkedEntry(blob, key: key, now: system.monotonicTime())
        guard parked.isUsable else { return nil }
        let trail = ContentTrail(from: parked.entry.file.identity.mark, hash: hash)
        return try OpenSession(
            from: &parked.reader,
            watchingFor: configuration.rules,
            key: state.key,
            trail: trail
        )
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
        for key in surplus where index[key]?.isUnsaved == true { markDirty(key) }
        if !dirty.isDisjoint(with: surplus) { try commit() }
        for key in surplus {
            index[key]?.live = nil
            live.remove(key)
        }
    }
}
