import Agent
import Configuration
import Recordings
import SystemPackage

extension RunCommand {
    /// What the daemon goes by: the options, then the configuration file, then the defaults.
    ///
    /// - Parameters:
    ///   - layout: how paths name user and session; by an option or by default.
    ///   - format: the recordings' format, if an option says it.
    /// - Throws: `SettingsError` with all that is wrong with the file.
    func settings(_ layout: LayoutPattern, _ format: RecordingFormat?) throws(SettingsError) -> ServiceSettings {
        var settings = ServiceSettings(sources: [], state: FilePath(defaultStateDirectory))
        if let config { try take(ConfigurationFile(path: config), layout, into: &settings) }
        if let directory { settings.sources = [source(at: directory, layout, insteadOf: settings.sources)] }
        for index in settings.sources.indices {
            if reading.layout != nil { settings.sources[index].layout = layout }
            if let format { settings.sources[index].format = format }
        }
        if let state { settings.state = FilePath(state) }
        if let learningThreshold { settings.daemon.policy = LearningPolicy(threshold: learningThreshold) }
        if let silence { settings.daemon.silence = Int64(silence * 1e9) }
        if poll { settings.daemon.watch.method = .polling }
        return settings
    }

    /// The directory of the command line, which takes the place of all sources of the file; its recordings are as the file
    /// says where that has one source.
    private func source(
        at directory: String,
        _ layout: LayoutPattern,
        insteadOf sources: [RecordingSource]
    ) -> RecordingSource {
        let only = sources.count == 1 ? sources[0] : nil
        return RecordingSource(
            directory: FilePath(directory),
            layout: only?.layout ?? layout,
            format: only?.format
        )
    }

    private func take(
        _ file: ConfigurationFile,
        _ layout: LayoutPattern,
        into settings: inout ServiceSettings
    ) throws(SettingsError) {
        let reading: ConfigurationReading
        do throws(Failure) {
            reading = try file.read(areSourcesUsed: directory == nil, isStateUsed: state == nil)
        } catch {
            throw SettingsError(lines: [error.description])
        }
        guard reading.problems.isEmpty else {
            throw SettingsError(lines: reading.problems.map { $0.line(in: file.name) })
        }
        settings.take(reading.configuration, defaultLayout: layout)
    }
}
