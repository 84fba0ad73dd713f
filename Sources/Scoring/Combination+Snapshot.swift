package import Snapshots

extension Combination {
    /// Appends everything that it says.
    package func snapshot(into writer: inout SnapshotWriter) {
        writer.append(text: rule.rawValue)
        writer.append(bitPattern: days)
        let uses = Voice.all.compactMap { voice in self.uses[voice].map { (voice, $0) } }
        writer.append(count: uses.count)
        for (voice, use) in uses {
            writer.append(text: voice.name)
            writer.append(text: use.rawValue)
        }
        let sums = VoicePair.all.compactMap { pair in dependence.sums[pair].map { (pair, $0) } }
        writer.append(count: sums.count)
        for (pair, sum) in sums {
            writer.append(text: pair.first.name)
            writer.append(text: pair.second.name)
            writer.append(count: sum.sessions)
            writer.append(signed: sum.products)
        }
    }

    /// Reads back a snapshot.
    ///
    /// - Parameter hasDependence: whether it is one of this version, not of the one before.
    /// - Throws: `SnapshotCorruption` where the bytes are none.
    package init(from reader: inout SnapshotReader, hasDependence: Bool = true) throws(SnapshotCorruption) {
        guard let rule = CombinationRule(rawValue: try reader.text(atMost: 32)) else { throw reader.corruption }
        self.init(rule: rule)
        days = try reader.double()
        guard (0...1e6).contains(days) else { throw reader.corruption }
        for _ in 0..<(try reader.count(atMost: Voice.all.count)) {
            guard let voice = Voice(named: try reader.text(atMost: 32)),
                let use = VoiceUse(rawValue: try reader.text(atMost: 32))
            else { throw reader.corruption }
            uses[voice] = use
        }
        guard hasDependence else { return }
        for _ in 0..<(try reader.count(atMost: VoicePair.all.count)) {
            guard let first = Voice(named: try reader.text(atMost: 32)),
                let second = Voice(named: try reader.text(atMost: 32)), first != second
            else { throw reader.corruption }
            let sessions = try reader.count(atMost: Dependence.Sum.mostSessions)
            guard let sum = Dependence.Sum(sessions: sessions, products: try reader.signed(in: .min ... .max)) else {
                throw reader.corruption
            }
            dependence.sums[VoicePair(first, second)] = sum
        }
    }
}
