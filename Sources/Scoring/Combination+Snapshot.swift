package import Snapshots

extension Combination {
    /// Appends what is configured.
    package func snapshot(into writer: inout SnapshotWriter) {
        writer.append(text: rule.rawValue)
        writer.append(bitPattern: days)
        let uses = Voice.all.compactMap { voice in self.uses[voice].map { (voice, $0) } }
        writer.append(count: uses.count)
        for (voice, use) in uses {
            writer.append(text: voice.name)
            writer.append(text: use.rawValue)
        }
    }

    /// Reads back a snapshot.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are none.
    package init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
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
    }
}
