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
        var settings = ServiceSettings(
            directory: FilePath(directory ?? ""),
            state: FilePath(defaultStateDirectory),
            daemon: Daemon.Configuration(layout: layout)
        )
        if let config { try take(ConfigurationFile(path: config), into: &settings) }
        if let directory { settings.directory = FilePath(directory) }
        if let state { settings.state = FilePath(state) }
        if reading.layout != nil { settings.daemon.layout = layout }
        if let format { settings.daemon.format = format }
        if let learningThreshold { settings.daemon.policy = LearningPolicy(threshold: learningThreshold) }
        if let silence { settings.daemon.silence = Int64(silence * 1e9) }
        if poll { settings.daemon.watch.method = .polling }
        return settings
    }

    private func take(_ file: ConfigurationFile, into settings: inout ServiceSettings) throws(SettingsError) {
        let reading: ConfigurationReading
        do throws(Failure) {
            reading = try file.read(isSourceUsed: directory == nil, isStateUsed: state == nil)
        } catch {
            throw SettingsError(lines: [error.description])
        }
        guard reading.problems.isEmpty else {
            throw SettingsError(lines: reading.problems.map { $0.line(in: file.name) })
        }
        settings.take(reading.configuration)
    }
}
