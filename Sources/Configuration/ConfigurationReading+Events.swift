import Recordings

extension ConfigurationReading {
    private static let longestName = 64

    /// Reads what is to be told of sessions: each `[[event]]` has a name, and a command or words of a title.
    mutating func readEvents(_ top: SettingReader.Section, _ reader: inout SettingReader) {
        let sections = reader.sections("event", in: top)
        if top.table?["event"] == nil {
            // So that its keys are known where another section has them.
            _ = readEvent(SettingReader.Section(name: "event", table: nil), &reader)
        }
        for section in sections.prefix(EventRule.most) {
            if let rule = readEvent(section, &reader) { configuration.rules.append(rule) }
        }
        if sections.count > EventRule.most {
            let position = sections[EventRule.most].table?.position ?? .start
            reader.note("there are more than \(EventRule.most) events", at: position, "leave some out")
        }
    }

    private func readEvent(_ section: SettingReader.Section, _ reader: inout SettingReader) -> EventRule? {
        let name = reader.string("name", in: section)
        let command = reader.string("command", in: section)
        let title = reader.string("title", in: section)
        guard let table = section.table else { return nil }
        guard let name else {
            if table["name"] == nil {
                reader.note("the event has no name", at: table.position, "write name = \"…\" below it")
            }
            return nil
        }
        guard isName(name, &reader) else { return nil }
        guard let text = command ?? title, command == nil || title == nil else {
            if table["command"] == nil && table["title"] == nil || command != nil && title != nil {
                let advice = "write command = \"…\" or title = \"…\" below it"
                reader.note(
                    "the event \(quoted(name.value)) is not either a command or a title",
                    at: table.position,
                    advice
                )
            }
            return nil
        }
        let subject = command == nil ? EventRule.Subject.title : .command
        guard let rule = EventRule(name: name.value, subject, text.value) else {
            let wanted = subject == .command ? "one command, such as \"rm -rf\"" : "words of a title"
            reader.note("\(quoted(text.value)) is nothing to look for", at: text.position, "write \(wanted)")
            return nil
        }
        return rule
    }

    private func isName(_ name: Located<String>, _ reader: inout SettingReader) -> Bool {
        let isPrintable = name.value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isPrintable, (1...Self.longestName).contains(name.value.count) else {
            let advice = "write 1 to \(Self.longestName) printable characters"
            reader.note("\(quoted(name.value)) is no name of an event", at: name.position, advice)
            return false
        }
        guard !configuration.rules.contains(where: { $0.name == name.value }) else {
            reader.note("\(quoted(name.value)) is the name of an event above", at: name.position, "write another")
            return false
        }
        return true
    }
}
