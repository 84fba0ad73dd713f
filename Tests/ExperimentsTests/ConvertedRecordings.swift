import Foundation
import RecordingWriters
import Recordings
import Synthesis
import TestSupport

/// Real sessions, written as other recorders would have written them.
struct ConvertedRecordings {
    /// What a session is written as.
    enum Form: String, CaseIterable {
        /// A session CSV, with both clocks.
        case sessionCSV
        /// Gait's own format, with both clocks.
        case jsonLines
        /// As guacd writes it, with one clock.
        case guacamole
        /// A session CSV of what guacd writes: of one clock, and without what a mask of buttons cannot say.
        case sessionCSVOfGuacamole
        /// As PyRDP writes it, with one clock.
        case pyRDP
        /// A session CSV of what PyRDP writes: of one clock, and without what RDP cannot say.
        case sessionCSVOfPyRDP
    }

    /// Where they are: `training` and `test`, and in these a folder for each form.
    let directory: TemporaryDirectory
    /// How many events guacd and PyRDP cannot say: a press of what is down already, and a button without a name.
    private(set) var unsayable = 0

    /// The sessions of `user` in each of `forms`.
    init(of user: String, as forms: [Form] = Form.allCases) throws {
        directory = try TemporaryDirectory()
        for (part, source) in [("training", RealData.balabitTraining), ("test", RealData.balabitTest)] {
            for session in try RealData.entries(of: source.appending(path: user)) {
                let events = try Self.events(in: [UInt8](try Data(contentsOf: session)))
                for form in forms {
                    let path = "\(part)/\(form)/\(user)/\(session.lastPathComponent)"
                    try directory.write(write(events, as: form), to: path)
                }
            }
        }
    }

    /// The directory of the sessions of one part in one form.
    func folder(_ part: String, _ form: Form) -> URL { directory.url.appending(path: "\(part)/\(form)") }

    static func events(in recording: [UInt8]) throws -> [PointerEvent] {
        var reader = RecordingReader(format: .sessionCSV)
        var scratch = RecordingScratch()
        var events: [PointerEvent] = []
        try reader.read(recording.span, using: &scratch) { events += $0.pointer }
        _ = try reader.finish(using: &scratch) { events += $0.pointer }
        return events
    }

    private mutating func write(_ events: [PointerEvent], as form: Form) -> [UInt8] {
        switch form {
        case .sessionCSV: return Self.csv(events)
        case .jsonLines: return jsonLines(events)
        case .guacamole, .sessionCSVOfGuacamole:
            var encoder = GuacamoleEncoder()
            for event in events { encoder.append(event) }
            guard form == .guacamole else { return Self.csv(encoder.expected) }
            unsayable += encoder.unsayable
            return Array(encoder.text.utf8)
        case .pyRDP, .sessionCSVOfPyRDP:
            var encoder = PyRDPEncoder()
            encoder.writer.record(7)
            for event in events { encoder.append(event) }
            encoder.writer.record(5)
            guard form == .pyRDP else { return Self.csv(encoder.expected) }
            unsayable += encoder.unsayable
            return encoder.writer.bytes
        }
    }

    private static func csv(_ events: [PointerEvent]) -> [UInt8] { RecorderCSV(events).reduce([], +) }
}
