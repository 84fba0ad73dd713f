import Recordings
import Scoring

/// What a configuration file says, as far as it can be understood, and all that is wrong with it.
///
/// A pure function of the file's bytes, whatever they are; directories are looked at elsewhere.
public struct ConfigurationReading: Sendable {
    /// A file with more bytes than this is not read.
    public static let mostBytes = 1 << 20

    /// Of more problems than this the first are given.
    static let mostProblems = 100
    /// There are not more sources than this: each takes an inotify queue, of which the kernel grants 128 unless told
    /// otherwise.
    static let mostSources = 64

    /// What could be understood.
    public internal(set) var configuration = GaitConfiguration()
    /// Whether `configuration` has the state directory if the file names one: `false` where some of the file, or what it
    /// says of that, cannot be understood.
    public private(set) var isStateKnown = false
    /// What is wrong, in order of place; none where the file can be used.
    public private(set) var problems: [ConfigurationProblem] = []

    /// Reads the content of a file.
    public init(_ bytes: [UInt8]) {
        self.init(bytes) { $0.read($1, isComplete: $2, &$3) }
    }

    /// Reads the content of a file of which only `[[event]]` is used, whatever else it says or lacks.
    public init(eventsOf bytes: [UInt8]) {
        self.init(bytes) { $0.readEvents($3.top($1), &$3) }
    }

    private init(_ bytes: [UInt8], by read: (inout Self, TOMLTable, Bool, inout SettingReader) -> Void) {
        guard bytes.count <= Self.mostBytes else {
            problems = [
                ConfigurationProblem(
                    "the file has more than \(Self.mostBytes) bytes",
                    at: .start,
                    "give a configuration file"
                )
            ]
            return
        }
        let (root, problems) = TOMLParser.parse(bytes)
        var reader = SettingReader()
        read(&self, root, problems.isEmpty, &reader)
        self.problems = problems
        add(reader.problems)
    }

    /// Adds problems that were found elsewhere, and keeps the order; no more than can be read.
    public mutating func add(_ more: [ConfigurationProblem]) {
        problems += more
        problems.sort { $0.position < $1.position }
        problems.removeLast(max(problems.count - Self.mostProblems, 0))
    }

    /// - Parameter isComplete: whether all of the document is there, so that what is missing is missing.
    private mutating func read(_ root: TOMLTable, isComplete: Bool, _ reader: inout SettingReader) {
        let top = reader.top(root)
        configuration.state = path("state", in: top, &reader)
        isStateKnown = configuration.state != nil || isComplete && root["state"] == nil
        configuration.silence = reader.number("silence", in: top, 0.1...1e7, unit: " seconds")
        readSources(top, isComplete: isComplete, &reader)
        let learning = reader.section("learning", in: top)
        configuration.learningThreshold = reader.number("threshold", in: learning, 0...1, unit: "")
        readCombination(reader.section("modalities", in: top), &reader)
        readEvents(top, &reader)
        let watch = reader.section("watch", in: top)
        configuration.watchMethod = reader.choice("method", in: watch, of: GaitConfiguration.WatchMethod.self)
        let memory = reader.section("memory", in: top)
        configuration.memoryLimit = amount("limit", in: memory, 16 << 20...1 << 40, &reader)
        let list = reader.section("list", in: top)
        configuration.mostScored = reader.integer("scored", in: list, 0...10_000)
        configuration.mostUnscored = reader.integer("unscored", in: list, 0...10_000)
        configuration.mostDays = reader.number("age", in: list, 1...36_500, unit: " days")
        let log = reader.section("log", in: top)
        configuration.logLevel = reader.choice("level", in: log, of: GaitConfiguration.LogLevel.self)
        reader.noteUnknown()
    }

    private mutating func readCombination(_ section: SettingReader.Section, _ reader: inout SettingReader) {
        for voice in Voice.all {
            let use = reader.choice(voice.name, in: section, of: VoiceUse.self)
            configuration.combination.uses[voice] = use == .use ? nil : use
        }
        if let rule = reader.choice("combination", in: section, of: CombinationRule.self) {
            configuration.combination.rule = rule
        }
        if let days = reader.number("circumstances-age", in: section, 1...36_500, unit: " days") {
            configuration.combination.days = days
        }
        guard configuration.combination.measured.isEmpty else { return }
        let advice = "let one of them be \"use\""
        reader.note("all modalities are off", at: section.table?.position ?? .start, advice)
    }

    private mutating func readSources(
        _ top: SettingReader.Section,
        isComplete: Bool,
        _ reader: inout SettingReader
    ) {
        var directories: [(directory: Located<String>, path: PlainPath)] = []
        var namings = SourceNaming()
        let sections = reader.sections("source", in: top)
        for section in sections.prefix(Self.mostSources) {
            let position = section.table?.position ?? .start
            if isComplete, section.table?["directory"] == nil {
                reader.note("the source names no directory", at: position, "write directory = \"/…\" below it")
            }
            let (source, hasName) = readSource(section, &reader)
            if source?.name != nil || !hasName { namings.take(source?.name, of: position, &reader) }
            guard let source else { continue }
            noteOverlaps(of: source.directory, with: directories, &reader)
            directories.append((source.directory, PlainPath(source.directory.value)))
            configuration.sources.append(source)
        }
        if sections.count > Self.mostSources {
            let position = sections[Self.mostSources].table?.position ?? .start
            let advice = "let one of them be the directory that others lie in, or run another gait for the rest"
            reader.note("there are more than \(Self.mostSources) sources", at: position, advice)
        }
        if top.table?["source"] == nil {
            // So that its keys are known where another section has them.
            _ = readSource(SettingReader.Section(name: "source", table: nil), &reader)
            let advice = "write [[source]], and directory = \"/…\" below it"
            if isComplete { reader.note("there is no directory of recordings", at: .start, advice) }
        }
        if let state = configuration.state { noteOverlaps(of: state, with: directories, &reader) }
    }

    /// The source of `section`, and whether it says a name, be it a wrong one.
    private func readSource(
        _ section: SettingReader.Section,
        _ reader: inout SettingReader
    ) -> (source: GaitConfiguration.Source?, hasName: Bool) {
        let name = name("name", in: section, &reader)
        let directory = path("directory", in: section, &reader)
        let layout = layout("layout", in: section, &reader)
        let formats: [(String, RecordingFormat?)] = [("auto", nil)] + RecordingFormat.all.map { ($0.name, $0) }
        let format = reader.choice("format", in: section, formats)
        let source = directory.map {
            GaitConfiguration.Source(name: name, directory: $0, layout: layout, format: format ?? nil)
        }
        return (source, section.table?["name"] != nil)
    }

    /// Notes that `directory` lies in one of the `others`, or one of them in it.
    private func noteOverlaps(
        of directory: Located<String>,
        with others: [(directory: Located<String>, path: PlainPath)],
        _ reader: inout SettingReader
    ) {
        let path = PlainPath(directory.value)
        for (other, otherPath) in others {
            guard let relation = path.relation(to: otherPath) else { continue }
            reader.note(
                "\(quoted(directory.value)) \(relation.rawValue) the source of line \(other.position.line)",
                at: directory.position,
                "choose directories beside each other"
            )
        }
    }

    // MARK: Values of this file

    /// An absolute path.
    private func path(
        _ key: String,
        in section: SettingReader.Section,
        _ reader: inout SettingReader
    ) -> Located<String>? {
        guard let path = reader.string(key, in: section) else { return nil }
        guard path.value.hasPrefix("/"), !path.value.unicodeScalars.contains("\0") else {
            reader.note("\(quoted(path.value)) is no absolute path", at: path.position, "write it from / on")
            return nil
        }
        return path
    }

    private func name(
        _ key: String,
        in section: SettingReader.Section,
        _ reader: inout SettingReader
    ) -> Located<SourceName>? {
        guard let text = reader.string(key, in: section) else { return nil }
        guard let name = SourceName(text.value) else {
            let advice = "write 1 to \(SourceName.mostCharacters) of a-z, 0-9 and -, not - first"
            reader.note("\(quoted(text.value)) is no name of a source", at: text.position, advice)
            return nil
        }
        return Located(name, at: text.position)
    }

    private func layout(
        _ key: String,
        in section: SettingReader.Section,
        _ reader: inout SettingReader
    ) -> LayoutPattern? {
        guard let text = reader.string(key, in: section) else { return nil }
        do throws(LayoutPatternError) {
            return try LayoutPattern(text.value)
        } catch {
            reader.note("layout, byte \(error.byte): \(error.what)", at: text.position, error.advice)
            return nil
        }
    }

    private func amount(
        _ key: String,
        in section: SettingReader.Section,
        _ range: ClosedRange<Int>,
        _ reader: inout SettingReader
    ) -> Int? {
        guard let text = reader.string(key, in: section) else { return nil }
        guard let bytes = MemoryAmount.bytes(text.value) else {
            let units = MemoryAmount.units.map(\.name).joined(separator: ", ")
            let advice = "write a whole number and one of \(units), such as \"48 MiB\""
            reader.note("\(quoted(text.value)) is no amount of memory", at: text.position, advice)
            return nil
        }
        guard range.contains(bytes) else {
            let bounds = "\(MemoryAmount.text(range.lowerBound)) to \(MemoryAmount.text(range.upperBound))"
            reader.note("\(key) is out of bounds", at: text.position, "write \(bounds)")
            return nil
        }
        return bytes
    }
}

/// The names that sources have.
private struct SourceNaming {
    private var lines: [SourceName: Int] = [:]
    private var unnamedLine: Int?

    /// Takes the name of the source at `position`, and notes that it has one that another has, or has none as another.
    mutating func take(_ name: Located<SourceName>?, of position: SourcePosition, _ reader: inout SettingReader) {
        if let name {
            if let line = lines[name.value] {
                let what = "\(quoted(name.value.description)) is the name of the source of line \(line)"
                reader.note(what, at: name.position, "write another")
            }
            lines[name.value] = lines[name.value] ?? position.line
        } else {
            if let line = unnamedLine {
                let what = "this source has no name, nor has that of line \(line)"
                reader.note(what, at: position, "write name = \"…\" below one of them")
            }
            unnamedLine = unnamedLine ?? position.line
        }
    }
}
