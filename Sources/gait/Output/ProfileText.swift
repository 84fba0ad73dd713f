import Agent

/// What is known of an owner, for a person.
struct ProfileText {
    /// The whole text.
    let text: String

    init(_ profile: ProfileDescription) {
        let lines =
            [
                "\(profile.user): \(profile.bytes) bytes, learnt up to position \(profile.ledgerPosition) of the ledger",
                "",
            ]
            + Self.model(profile.model) + [""] + Self.sessions(profile) + [""] + profile.remarks
        text = lines.map { printable($0) + "\n" }.joined()
    }

    private static func model(_ model: ProfileDescription.Model) -> [String] {
        ["The model is of position \(model.position) and stands on"]
            + (model.modalities.isEmpty ? ["  nothing of the hand yet"] : model.modalities.map { words($0, model) })
            + (model.commands > 0 ? [commands(model)] : []) + [circumstances(model)]
    }

    private static func commands(_ model: ProfileDescription.Model) -> String {
        let base = "  what was entered: \(model.commands) commands of \(model.commandSessions) sessions"
        let commands = model.fewestCommands - model.commands
        let sessions = model.fewestSessions - model.commandSessions
        guard commands > 0 || sessions > 0 else { return base }
        let missing = [(commands, "commands"), (sessions, "sessions")].filter { $0.0 > 0 }.map {
            "\($0.0) more \($0.1)"
        }
        return "\(base), too few to score: it needs \(missing.joined(separator: " and "))"
    }

    private static func circumstances(_ model: ProfileDescription.Model) -> String {
        let missing = model.fewestSessions - model.circumstances
        return "  when and where sessions were: of \(model.circumstances) sessions"
            + (missing > 0 ? ", too few to score: it needs \(missing) more" : "")
    }

    /// What there is in one modality, and what is missing.
    private static func words(
        _ own: ProfileDescription.ModalityModel,
        _ model: ProfileDescription.Model
    ) -> String {
        let base = "  \(own.modality.words): \(own.windows) windows of \(own.sessions) sessions"
        guard own.isEnough else {
            return "\(base), too little to score: it needs \(model.fewestWindows - own.windows) more windows"
        }
        guard own.isProvisional else { return "\(base), enough" }
        return
            "\(base), enough to score provisionally: it needs \(model.fewestSessions - own.sessions) more sessions before an "
            + "alarm may be raised"
    }

    private static func sessions(_ profile: ProfileDescription) -> [String] {
        let sizes = profile.sessions.first?.windows.map { "windows of \($0.size)" } ?? []
        let columns = TextColumns(
            ["position"] + sizes + ["model", "session"],
            profile.sessions.map { session in
                [String(session.ledgerPosition)] + session.windows.map { String($0.count) }
                    + [session.isInModel ? "yes" : "not yet", session.session].map(printable)
            },
            numbers: Set(["position"] + sizes)
        )
        let forgotten = profile.sessionsEverLearnt - profile.sessions.count
        let gone = forgotten > 0 ? "; \(forgotten) older ones have given way" : ""
        return columns.lines + [
            "", "\(profile.sessions.count) sessions with \(profile.windows) windows are known\(gone).",
        ]
    }
}
