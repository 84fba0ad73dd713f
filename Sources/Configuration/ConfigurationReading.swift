import Recordings

/// What a configuration file says, as far as it can be understood, and all that is wrong with it.
///
/// A pure function of the file's bytes, whatever they are; directories are looked at elsewhere.
public struct ConfigurationReading: Sendable {
    /// A file with more bytes than this is not read.
    public static let mostBytes = 1 << 20

    /// Of more problems than this the first are given.
    static let mostProblems = 100
    /// Sources beyond so many are not compared with each other.
    private static let mostSources = 16

    /// What could be understood.
    public private(set) var configuration = GaitConfiguration()
    /// What is wrong, in order of place; none where the file can be used.
    public private(set) var problems: [ConfigurationProblem] = []

    /// Reads the content of a file.
    public init(_ bytes: [UInt8]) {
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
        read(root, isComplete: problems.isEmpty, &reader)
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
        configuration.silence = reader.number("silence", in: top, 0.1...1e7, unit: " seconds")
        readSources(top, isComplete: isComplete, &reader)
        let learning = reader.section("learning", in: top)
        configuration.learningThreshold = reader.number("threshold", in: learning, 0...1, unit: "")
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

    private mutating func readSources(
        _ top: SettingReader.Section,
        isComplete: Bool,
        _ reader: inout SettingReader
    ) {
        var directories: [Located<String>] = []
        let sections = reader.sections("source", in: top)
        for (number, section) in sections.prefix(Self.mostSources).enumerated() {
            let position = section.table?.position ?? .start
            if number > 0 {
                let advice = "remove it, or follow it by another gait run with a state directory of its own"
                reader.note("one source is supported, and this is another", at: position, advice)
            }
            if isComplete, section.table?["directory"] == nil {
                reader.note("the source names no directory", at: position, "write directory = \"/…\" below it")
            }
            let source = readSource(section, &reader)
            guard let source else { continue }
            noteOverlaps(of: source.directory, with: directories, &reader)
            directories.append(source.directory)
            if number == 0 { configuration.source = source }
        }
        if top.table?["source"] == nil {
            // So that its keys are known where another section has them.
            _ = readSource(SettingReader.Section(name: "source", table: nil), &reader)
            let advice = "write [[source]], and directory = \"/…\" below it"
            if isComplete { reader.note("there is no directory of recordings", at: .start, advice) }
        }
        if let state = configuration.state { noteOverlaps(of: state, with: directories, &reader) }
    }

    private func readSource(
        _ section: SettingReader.Section,
        _ reader: inout SettingReader
    ) -> GaitConfiguration.Source? {
        let directory = path("directory", in: section, &reader)
        let layout = layout("layout", in: section, &reader)
        let formats: [(String, RecordingFormat?)] = [("auto", nil)] + RecordingFormat.all.map { ($0.name, $0) }
        let format = reader.choice("format", in: section, formats)
        return directory.map { GaitConfiguration.Source(directory: $0, layout: layout, format: format ?? nil) }
    }

    /// Notes that `path` lies in one of the `sources`, or one of them in it.
    private func noteOverlaps(
        of path: Located<String>,
        with sources: [Located<String>],
        _ reader: inout SettingReader
    ) {
        let components = Self.components(path.value)
        for source in sources {
            let others = Self.components(source.value)
            guard components.starts(with: others) || others.starts(with: components) else { continue }
            let relation = components == others ? "is" : components.count > others.count ? "lies within" : "contains"
            reader.note(
                "\(quoted(path.value)) \(relation) the source of line \(source.position.line)",
                at: path.position,
                "choose directories beside each other"
            )
        }
    }

    /// What a path goes through, without what goes nowhere.
    private static func components(_ path: String) -> [String] {
        var components: [String] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(String(component)) }
        }
        return components
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
