extension Corpus {
    /// The answers, for an evaluation: a CSV in chunks, with a line for every session after the baselines.
    ///
    ///     filename,is_illegal
    ///     user01/session_0000412345,0
    public var labels: some Sequence<[UInt8]> & Sendable {
        (0...users).lazy.map { [self] part in
            part == 0 ? Array("filename,is_illegal\n".utf8) : labels(ofUser: part - 1)
        }
    }

    private func labels(ofUser user: Int) -> [UInt8] {
        var lines: [UInt8] = []
        for session in baselineSessions..<sessionsPerUser {
            let recording = self[user * sessionsPerUser + session]
            lines += "\(recording.path),\(recording.isIllegal ? 1 : 0)\n".utf8
        }
        return lines
    }
}
