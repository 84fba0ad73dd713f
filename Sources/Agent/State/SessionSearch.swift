/// A look for the sessions of a name, which goes through the ledger piece by piece: by `user/session`, or by the session's
/// name alone.
struct SessionSearch {
    /// What they are called.
    let text: String
    /// Up to where the ledger was gone through.
    var position: UInt64 = 0

    private var byFullName: Set<SessionName> = []
    private var byName: Set<SessionName> = []

    /// A look that begins.
    init(for text: String) {
        self.text = text
    }

    /// Whether a session is called that.
    func matches(_ finding: SessionRecord.Finding) -> Bool {
        finding.session == text || Self.fullName(finding) == text
    }

    /// Takes note of a session that matches.
    mutating func note(_ finding: SessionRecord.Finding) {
        if Self.fullName(finding) == text { byFullName.insert(finding.name) }
        if finding.session == text { byName.insert(finding.name) }
    }

    /// The sessions that were found: of those of the full name, and only where there are none of the others.
    var names: [SessionName] {
        (byFullName.isEmpty ? byName : byFullName).sorted { $0.description < $1.description }
    }

    private static func fullName(_ finding: SessionRecord.Finding) -> String {
        "\(finding.name.user)/\(finding.session)"
    }
}
